using Simulation.Components.Stores;
using Simulation.Components.Transactions;
using Simulation.Components.Workloads.Generators;
using Simulation.Histories;
using Simulation.Kernel.Quantities;

namespace Simulation.Components.Workloads;

/// <summary>What a component's clients say to it.</summary>
public enum ClientLanguage
{
    /// <summary>Functions on single keys, as <see cref="Stores.KvRequest"/>.</summary>
    Keys,

    /// <summary>Transactions, as <see cref="TransactionRequest"/>.</summary>
    Transactions,
}

/// <summary>A kind of load, named as the field names it.</summary>
/// <param name="Name">What <c>kind:</c> calls it, in kebab-case.</param>
/// <param name="Summary">What it asks, in one sentence.</param>
/// <param name="Language">What its targets must understand.</param>
/// <param name="Mix">The shares of the functions where the scenario says none.</param>
/// <param name="Takes">The keys of <see cref="WorkloadOptions"/> that only some kinds take.</param>
public sealed record WorkloadKind(
    string Name,
    string Summary,
    ClientLanguage Language,
    OperationMix Mix,
    IReadOnlyList<string> Takes
)
{
    /// <summary>All kinds, in the order in which they are listed.</summary>
    public static IReadOnlyList<WorkloadKind> All { get; } =
    [
        new("register", "Reads and writes of single keys.", ClientLanguage.Keys, Half, [])
        {
            Create = setting => new RegisterGenerator(setting, setting.Stride == 1),
        },
        new(
            "cas-register",
            "Reads, writes and compare-and-sets of single keys.",
            ClientLanguage.Keys,
            new OperationMix
            {
                Read = Part(50),
                Write = Part(25),
                Cas = Part(25),
            },
            []
        )
        {
            Create = setting => new RegisterGenerator(setting, setting.Stride == 1),
        },
        new("counter", "Increments of a counter by one, and reads of it.", ClientLanguage.Keys, Half, [])
        {
            Create = setting => new TypedGenerator(
                setting,
                KvFunction.ReadCounter,
                KvFunction.Increment,
                Value.Of(1)
            ),
        },
        new(
            "set",
            "Unique elements added to a set, and reads of the whole set.",
            ClientLanguage.Keys,
            Half,
            []
        )
        {
            Create = setting => new TypedGenerator(setting, KvFunction.ReadSet, KvFunction.AddElement, null),
        },
        new("queue", "Unique elements put into a queue and taken out of it.", ClientLanguage.Keys, Half, [])
        {
            Create = setting => new TypedGenerator(setting, KvFunction.Dequeue, KvFunction.Enqueue, null),
        },
        new(
            "unique-ids",
            "Requests for numbers that nobody else gets.",
            ClientLanguage.Keys,
            new OperationMix { Read = Ratio.Zero, Write = Part(100) },
            []
        )
        {
            Create = setting => new TypedGenerator(
                setting,
                KvFunction.GenerateId,
                KvFunction.GenerateId,
                Value.Nil
            ),
        },
        new(
            "causal-pairs",
            "Pairs of keys written cause first and read effect first.",
            ClientLanguage.Keys,
            Half,
            []
        )
        {
            Create = setting => new CausalPairGenerator(setting),
        },
        new(
            "multi-register",
            "Transactions that read several registers or write several.",
            ClientLanguage.Transactions,
            Half,
            [MinTxnLength, MaxTxnLength]
        )
        {
            Create = setting => new MultiRegisterGenerator(setting),
        },
        new(
            "list-append",
            "Transactions that read lists and append unique values to them.",
            ClientLanguage.Transactions,
            Half,
            [MinTxnLength, MaxTxnLength, MaxWritesPerKey]
        )
        {
            Create = setting => new TransactionGenerator(setting, TransactionFunction.Append),
        },
        new(
            "rw-register",
            "Transactions that read registers and write unique values to them.",
            ClientLanguage.Transactions,
            Half,
            [MinTxnLength, MaxTxnLength, MaxWritesPerKey]
        )
        {
            Create = setting => new TransactionGenerator(setting, TransactionFunction.Write),
        },
        new(
            "bank",
            "Transfers between accounts, and reads of all accounts; the sum never changes.",
            ClientLanguage.Transactions,
            Half,
            [Total]
        )
        {
            Create = setting => new BankGenerator(setting),
        },
        new(
            "long-fork",
            "Writes of single keys, and reads of groups of them; no two readers disagree on their order.",
            ClientLanguage.Transactions,
            Half,
            [GroupSize]
        )
        {
            Create = setting => new LongForkGenerator(setting),
        },
        new(
            "write-skew",
            "Pairs of keys of which a transaction writes one if both are absent; at most one may succeed.",
            ClientLanguage.Transactions,
            new OperationMix { Read = Ratio.Zero, Write = Part(100) },
            []
        )
        {
            Create = setting => new WriteSkewGenerator(setting),
        },
    ];

    private const string MinTxnLength = "min-txn-length";
    private const string MaxTxnLength = "max-txn-length";
    private const string MaxWritesPerKey = "max-writes-per-key";
    private const string Total = "total";
    private const string GroupSize = "group-size";

    /// <summary>Makes a generator.</summary>
    internal Func<GeneratorSetting, Generator> Create { get; private init; } = null!;

    private static OperationMix Half => new() { Read = Part(50), Write = Part(50) };

    /// <summary>The kind of a name, or null.</summary>
    public static WorkloadKind? Find(string name) =>
        All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.Ordinal));

    private static Ratio Part(int percent) => new(percent * 10_000);
}
