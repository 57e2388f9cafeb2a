namespace Simulation.Checkers;

/// <summary>The models of transactions, strongest first.</summary>
internal static class TransactionModels
{
    /// <summary>The rows of <see cref="ConsistencyModels.All"/> about transactions.</summary>
    public static IReadOnlyList<ConsistencyModel> All { get; } =
    [
        new(
            "strict-serializable",
            ["strong-serializable", "strict-serializability", "SSER"],
            "one serial order of all transactions explains every result and keeps the real-time order",
            ["strong-session-serializable", "strong-snapshot-isolation"],
            "Papadimitriou, JACM 1979; Herlihy and Wing, TOPLAS 1990",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "strong-session-serializable",
            [],
            "one serial order explains every result and keeps each session's own order",
            ["serializable", "strong-session-snapshot-isolation"],
            "Daudjee and Salem, ICDE 2004",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "serializable",
            ["serializability", "SER", "PL-3"],
            "one serial order of all transactions explains every result",
            ["repeatable-read", "snapshot-isolation"],
            "Adya, MIT 1999, PL-3",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "strong-snapshot-isolation",
            [],
            "snapshot isolation whose snapshots hold all that committed before the transaction began",
            ["strong-session-snapshot-isolation", "strong-read-committed"],
            "Daudjee and Salem, VLDB 2006",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "strong-session-snapshot-isolation",
            ["prefix-consistent-snapshot-isolation"],
            "snapshot isolation whose snapshots hold the session's own earlier transactions",
            ["snapshot-isolation", "transactional-causal"],
            "Daudjee and Salem, VLDB 2006",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "snapshot-isolation",
            ["SI", "generalised-snapshot-isolation", "PL-SI"],
            "each transaction reads one snapshot, and of two that write the same key one sees the other",
            ["parallel-snapshot-isolation", "prefix"],
            "Berenson et al., SIGMOD 1995; Cerone, Bernardi and Gotsman, CONCUR 2015",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "parallel-snapshot-isolation",
            ["PSI"],
            "snapshot isolation whose snapshots may disagree on the order of independent writers",
            ["causal-cerone", "update-atomic", "consistent-view"],
            "Sovran et al., SOSP 2011; Cerone, Bernardi and Gotsman, CONCUR 2015",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "prefix",
            ["prefix-consistency", "PC"],
            "each transaction reads a snapshot that is a prefix of one order of all transactions",
            ["causal-cerone"],
            "Cerone, Bernardi and Gotsman, CONCUR 2015",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "transactional-causal",
            ["causal-BE", "TCC", "CC"],
            "whoever sees a transaction sees all that it had seen, and its session's earlier ones",
            ["read-atomic-BE", "causal-cerone"],
            "Biswas and Enea, OOPSLA 2019",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "causal-cerone",
            [],
            "whoever sees a transaction sees all that it had seen",
            ["read-atomic"],
            "Cerone, Bernardi and Gotsman, CONCUR 2015",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "update-atomic",
            [],
            "read atomic, and no two concurrent transactions update the same key",
            ["read-atomic", "cursor-stability"],
            "Cerone, Bernardi and Gotsman, CONCUR 2015",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "read-atomic-BE",
            ["session-read-atomic"],
            "transactions are seen whole or not at all, and in their session's order",
            ["read-atomic", "read-committed-BE"],
            "Biswas and Enea, OOPSLA 2019",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "read-atomic",
            ["RA"],
            "transactions are seen whole or not at all",
            ["monotonic-atomic-view"],
            "Bailis et al., SIGMOD 2014; Cerone, Bernardi and Gotsman, CONCUR 2015",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "repeatable-read",
            ["PL-2.99"],
            "serializable but for predicates: no cycle of dependencies on items",
            ["consistent-view"],
            "Adya, MIT 1999, PL-2.99",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "consistent-view",
            ["PL-2+", "FCV"],
            "no cycle with a single anti-dependency",
            ["cursor-stability", "monotonic-view"],
            "Adya, MIT 1999, PL-2+",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "monotonic-view",
            ["PL-2L"],
            "all that is read stays at least as new within a transaction",
            ["monotonic-atomic-view"],
            "Adya, MIT 1999, PL-2L",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "cursor-stability",
            ["PL-CS"],
            "no update of a single key is lost",
            ["read-committed"],
            "Adya, MIT 1999, PL-CS",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "monotonic-atomic-view",
            ["MAV"],
            "once a transaction sees part of another it sees all of it",
            ["read-committed"],
            "Bailis et al., VLDB 2013",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "strong-read-committed",
            [],
            "read committed in an order that keeps real time",
            ["strong-session-read-committed"],
            "Jepsen's consistency models, from Adya 1999 with real-time edges",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "strong-session-read-committed",
            [],
            "read committed in an order that keeps each session's own",
            ["read-committed"],
            "Jepsen's consistency models, from Adya 1999 with session edges",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "read-committed-BE",
            ["RC-BE"],
            "reads are of committed transactions, and within a transaction they never go back",
            ["monotonic-atomic-view", "strong-session-read-committed"],
            "Biswas and Enea, OOPSLA 2019",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "read-committed",
            ["RC", "PL-2"],
            "nothing uncommitted or intermediate is read, and no cycle of reads and writes",
            ["read-uncommitted"],
            "Adya, MIT 1999, PL-2",
            ModelScope.Transactions,
            "transactions"
        ),
        new(
            "read-uncommitted",
            ["RU", "PL-1"],
            "the writes of transactions do not mix",
            [],
            "Adya, MIT 1999, PL-1",
            ModelScope.Transactions,
            "transactions"
        ),
    ];
}
