using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Anomalies;

/// <summary>
/// The axioms that two transactions break together: one misses a write of another that it must see whole.
/// </summary>
/// <remarks>
/// Each looks for a cycle of two edges, an anti-dependency and a reason why its target had to be seen. Linear
/// in accesses times the steps of a transaction.
/// </remarks>
internal static class AtomicityAxioms
{
    /// <summary>A transaction reads from another and misses a write of it.</summary>
    /// <remarks>Source: Cerone, Bernardi and Gotsman, CONCUR 2015, read atomic.</remarks>
    public static Anomaly? FracturedRead(AccessTable accesses) => Fractured(accesses, inOrder: false);

    /// <summary>A transaction reads from another and later misses a write of it.</summary>
    /// <remarks>
    /// Source: Bailis et al., VLDB 2013, section 5.1 (OTV); Biswas and Enea, OOPSLA 2019, figure 2 (read
    /// committed).
    /// </remarks>
    public static Anomaly? VanishingRead(AccessTable accesses) => Fractured(accesses, inOrder: true);

    /// <summary>A transaction misses a write of one that came before it in its session.</summary>
    /// <remarks>Source: Biswas and Enea, OOPSLA 2019, figure 2 (read atomic).</remarks>
    public static Anomaly? SessionFracturedRead(AccessTable accesses)
    {
        CyclicCore core = accesses.Core;
        Dictionary<(int Session, int Key), (int Rank, int Node)> latest = [];
        for (int node = 0; node < core.Transactions.Count; node++)
        {
            foreach (Access access in accesses.Of(node))
            {
                bool isMissed =
                    !access.IsWrite
                    && latest.TryGetValue((core.SessionOf(node), access.Key), out var write)
                    && write.Rank > access.Rank;
                if (isMissed)
                {
                    int earlier = latest[(core.SessionOf(node), access.Key)].Node;
                    return Pair(core, AnomalyKind.FracturedRead, node, earlier, EdgeKinds.Session);
                }
            }

            if (core.CompletedOf(node) == int.MaxValue)
            {
                continue;
            }

            foreach (Access access in accesses.Of(node))
            {
                (int, int) place = (core.SessionOf(node), access.Key);
                bool isLatest =
                    access.IsWrite && (!latest.TryGetValue(place, out var write) || write.Rank < access.Rank);
                if (isLatest)
                {
                    latest[place] = (access.Rank, node);
                }
            }
        }

        return null;
    }

    /// <summary>A transaction updates a key that another updated since it read it.</summary>
    /// <remarks>Source: Adya, MIT 1999, section 4.2 (G-cursor).</remarks>
    public static Anomaly? LostUpdate(AccessTable accesses)
    {
        for (int node = 0; node < accesses.Core.Transactions.Count; node++)
        {
            foreach (Access read in accesses.Of(node))
            {
                int written = read.IsWrite ? -1 : accesses.LastWrite(node, read.Key);
                if (written > read.Rank && Between(accesses, node, read, written) is { } lost)
                {
                    return lost;
                }
            }
        }

        return null;
    }

    /// <summary>A transaction misses a write of one with which it has a written key in common.</summary>
    /// <remarks>Source: Cerone, Bernardi and Gotsman, CONCUR 2015, update atomic (NOCONFLICT).</remarks>
    public static Anomaly? Conflict(AccessTable accesses)
    {
        for (int node = 0; node < accesses.Core.Transactions.Count; node++)
        {
            foreach (Access read in accesses.Of(node))
            {
                if (read.IsWrite)
                {
                    continue;
                }

                foreach ((_, _, int missed) in accesses.WritesAfter(read.Key, read.Rank))
                {
                    if (missed != node && Overwrites(accesses, missed, node))
                    {
                        return Pair(
                            accesses.Core,
                            AnomalyKind.LostUpdate,
                            node,
                            missed,
                            EdgeKinds.WriteWrite
                        );
                    }
                }
            }
        }

        return null;
    }

    /// <summary>Whether some ordered version of the first precedes one of the second.</summary>
    private static bool Overwrites(AccessTable accesses, int first, int second)
    {
        foreach (Access access in accesses.Of(first))
        {
            if (access.IsWrite && accesses.LastWrite(second, access.Key) > access.Rank)
            {
                return true;
            }
        }

        return false;
    }

    private static Anomaly? Fractured(AccessTable accesses, bool inOrder)
    {
        for (int node = 0; node < accesses.Core.Transactions.Count; node++)
        {
            foreach (Access seen in accesses.Of(node))
            {
                int writer = seen.IsWrite || seen.Rank == 0 ? -1 : accesses.WriterOf(seen.Key, seen.Rank);
                if (writer < 0 || writer == node)
                {
                    continue;
                }

                foreach (Access missing in accesses.Of(node))
                {
                    bool isMissed =
                        !missing.IsWrite
                        && (!inOrder || missing.Step > seen.Step)
                        && accesses.LastWrite(writer, missing.Key) > missing.Rank;
                    if (isMissed)
                    {
                        AnomalyKind kind = inOrder ? AnomalyKind.VanishingRead : AnomalyKind.FracturedRead;
                        return Pair(accesses.Core, kind, node, writer, EdgeKinds.WriteRead);
                    }
                }
            }
        }

        return null;
    }

    private static Anomaly? Between(AccessTable accesses, int node, Access read, int written)
    {
        foreach ((_, int rank, int other) in accesses.WritesAfter(read.Key, read.Rank))
        {
            if (other == node)
            {
                continue;
            }

            if (rank < written)
            {
                return Pair(accesses.Core, AnomalyKind.LostUpdate, node, other, EdgeKinds.WriteWrite);
            }

            foreach (Access same in accesses.Of(other))
            {
                // Both built upon the same version, and neither on the other: whichever came second lost one.
                if (!same.IsWrite && same.Key == read.Key && same.Rank == read.Rank && rank == written)
                {
                    return Pair(accesses.Core, AnomalyKind.LostUpdate, node, other, EdgeKinds.ReadWrite);
                }
            }
        }

        return null;
    }

    private static Anomaly Pair(CyclicCore core, AnomalyKind kind, int reader, int missed, EdgeKinds reason)
    {
        int source = core.Transactions[reader];
        int target = core.Transactions[missed];
        return Anomaly.Of(
            kind,
            [
                new DependencyEdge(source, target, EdgeKinds.ReadWrite),
                new DependencyEdge(target, source, reason),
            ]
        );
    }
}
