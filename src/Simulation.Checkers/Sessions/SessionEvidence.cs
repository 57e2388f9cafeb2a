using Simulation.Checkers.Specifications;
using Simulation.Histories;

namespace Simulation.Checkers.Sessions;

/// <summary>
/// Shrinks what breaks a guarantee to operations that break it by themselves, and retells them as a cycle.
/// </summary>
internal sealed class SessionEvidence
{
    private const int TrialsMax = 2_000;

    /// <summary>How many operations may be looked at in all trials together.</summary>
    private const long WorkMax = 20_000_000;
    private const int CycleMax = 40;

    private readonly Accusation _accusation;
    private readonly Specification _specification;
    private int _trials;
    private long _work;

    private SessionEvidence(Accusation accusation, Specification specification)
    {
        _accusation = accusation;
        _specification = specification;
    }

    /// <summary>The verdict on a read of a value that was never written.</summary>
    public static Verdict OfThinAir(Operation read, bool hasTimes) =>
        new Verdict.Violated(
            "thin-air-read",
            $"{OperationWords.Say(read, hasTimes)}, but nobody ever wrote that",
            [read]
        );

    /// <summary>The verdict on a log without a view.</summary>
    public static Verdict Explain(
        Inquiry inquiry,
        Accusation accusation,
        SessionLog log,
        SessionDecision decision,
        bool isOnlyWay
    )
    {
        Specification specification =
            inquiry.Options.Specification ?? SpecificationCatalog.For(inquiry.History)!;
        SessionEvidence evidence = new(accusation, specification);
        List<Operation> core = isOnlyWay
            ? OperationsOf(log, decision.Conflict!)
            : [.. log.Operations.Distinct()];
        core = evidence.IsBroken(core, out _) ? core : [.. log.Operations.Distinct()];
        core = evidence.Shrink(core);
        return evidence.Tell(core, inquiry.History.HasTimes);
    }

    private static List<Operation> OperationsOf(SessionLog log, IEnumerable<int> steps)
    {
        SortedDictionary<int, Operation> found = [];
        foreach (int step in steps)
        {
            found.TryAdd(log.Operations[step].Index, log.Operations[step]);
            if (log.Sources[step] >= 0)
            {
                Operation source = log.Operations[log.Sources[step]];
                found.TryAdd(source.Index, source);
            }
        }

        return [.. found.Values];
    }

    /// <summary>
    /// Leaves out as much as it can, in chunks that halve. A write goes only once nobody reads it, so that a
    /// good history stays good.
    /// </summary>
    private List<Operation> Shrink(List<Operation> core)
    {
        int before;
        do
        {
            before = core.Count;
            for (int chunk = Math.Max(core.Count / 2, 1); chunk > 0; chunk /= 2)
            {
                for (int from = 0; from < core.Count && CanTry; )
                {
                    int end = Math.Min(from + chunk, core.Count);
                    List<Operation> trial = [.. core[..from], .. core[end..]];
                    if (IsBroken(trial, out (SessionLog Log, SessionDecision Decision) last))
                    {
                        core = Conflict(trial, last);
                        from = Math.Min(from, core.Count);
                    }
                    else
                    {
                        from = end;
                    }
                }
            }
        } while (core.Count < before && CanTry);
        return core;
    }

    /// <summary>What was found to be in conflict, if that is enough by itself; else all of it.</summary>
    private List<Operation> Conflict(List<Operation> broken, (SessionLog Log, SessionDecision Decision) found)
    {
        List<Operation> conflict = OperationsOf(found.Log, found.Decision.Conflict!);
        return conflict.Count < broken.Count && IsBroken(conflict, out _) ? conflict : broken;
    }

    private bool CanTry => _trials < TrialsMax && _work < WorkMax;

    private bool IsBroken(List<Operation> core, out (SessionLog Log, SessionDecision Decision) last)
    {
        _trials++;
        _work += core.Count;
        last = default;
        if (core.Count == 0 || SessionLogs.Of(core, _specification) is not { ThinAir: null, Ways: < 64 } logs)
        {
            return false;
        }

        foreach (SessionLog log in logs.All())
        {
            SessionDecision decision = _accusation.Decide(log);
            if (decision.Conflict is null)
            {
                return false;
            }

            last = (log, decision);
        }

        return true;
    }

    private Verdict.Violated Tell(List<Operation> core, bool hasTimes)
    {
        string operations = string.Join(
            "; ",
            core.Select(operation => OperationWords.Say(operation, hasTimes))
        );
        IReadOnlyList<OrderEdge> edges =
            core.Count <= CycleMax && IsBroken(core, out (SessionLog Log, SessionDecision Decision) last)
                ? SessionCycle.Find(
                    _accusation.View(last.Log),
                    _accusation.Guarantee,
                    last.Decision.Session,
                    hasTimes
                )
                : [];
        string because =
            edges.Count == 0
                ? $"{_accusation.Headline}: {operations}"
                : $"{_accusation.Headline}: "
                    + string.Join(
                        "; ",
                        edges.Select(edge =>
                            $"{Name(core, edge.Source, hasTimes)} comes before "
                            + $"{Name(core, edge.Target, hasTimes)}, because {edge.Because}"
                        )
                    );
        return new Verdict.Violated(_accusation.Anomaly, because, core) { Edges = edges };
    }

    private static string Name(List<Operation> core, int index, bool hasTimes) =>
        OperationWords.Say(core.Find(operation => operation.Index == index)!, hasTimes);
}
