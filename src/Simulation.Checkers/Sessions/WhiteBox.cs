using Simulation.Checkers.Staleness;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Checkers.Sessions;

/// <summary>How old what a read returned was when the read was invoked.</summary>
/// <param name="Read">The read.</param>
/// <param name="Versions">How many newer versions some replica showed by then; 0 for a fresh read.</param>
/// <param name="Age">Since when the first of those was shown; zero for a fresh read.</param>
/// <param name="IsVisible">
/// Whether clients could tell that it was stale: a newer write had been acknowledged before the read began.
/// </param>
public sealed record ReadAge(Operation Read, int Versions, SimDuration Age, bool IsVisible);

/// <summary>A read that a session guarantee forbids.</summary>
/// <param name="Read">The read.</param>
/// <param name="Missed">The write that it should have seen, or a newer one.</param>
/// <param name="Because">Why, in words, after "because".</param>
public sealed record GuaranteeBreach(Operation Read, Operation Missed, string Because);

/// <summary>What the lab and what its clients can say about a session guarantee.</summary>
/// <param name="Model">The guarantee's name in <see cref="ConsistencyModels"/>.</param>
/// <param name="Breaches">What broke it, in the order of the reads.</param>
/// <param name="BlackBox">The verdict on what clients saw alone.</param>
public sealed record WhiteBoxVerdict(string Model, IReadOnlyList<GuaranteeBreach> Breaches, Verdict BlackBox)
{
    /// <summary>
    /// Whether it was broken although no client could have known: some order of versions, though not the real
    /// one, explains what they saw.
    /// </summary>
    public bool IsHidden => Breaches.Count > 0 && BlackBox is Verdict.Holds;
}

/// <summary>A history judged by what only the lab knows.</summary>
/// <param name="Reads">The successful reads whose version is known, in the order of invocation.</param>
/// <param name="Unknown">How many reads returned what no replica is known to have shown.</param>
/// <param name="Guarantees">The four session guarantees.</param>
public sealed record WhiteBoxReport(
    IReadOnlyList<ReadAge> Reads,
    int Unknown,
    IReadOnlyList<WhiteBoxVerdict> Guarantees
)
{
    /// <summary>The stale reads that clients could not have told from fresh ones.</summary>
    public int HiddenStaleReads => Reads.Count(read => read is { Versions: > 0, IsVisible: false });
}

/// <summary>
/// Judges session guarantees and staleness by the true order of versions, the one in which replicas showed
/// them.
/// </summary>
/// <remarks>
/// Source: Terry et al., "Session guarantees for weakly consistent replicated data", PDIS 1994, with the
/// versions that their servers would compare.
/// </remarks>
public static class WhiteBox
{
    /// <summary>The names of the models that <see cref="Breaches"/> is about, in its order.</summary>
    public static IReadOnlyList<string> Guarantees => WhiteBoxGuarantees.Models;

    /// <summary>The reads that break each session guarantee, as <see cref="Judge"/> finds them.</summary>
    /// <param name="history">What clients saw.</param>
    /// <param name="truth">What replicas showed.</param>
    public static IReadOnlyList<IReadOnlyList<GuaranteeBreach>> Breaches(
        History history,
        GroundTruth truth
    ) => new WhiteBoxGuarantees(history, KeyVersions.Of(history, truth)).Find();

    /// <summary>
    /// Judges; linear in the operations times the sessions. Registers only: reads and writes, gets and puts,
    /// compare-and-sets.
    /// </summary>
    /// <param name="history">What clients saw.</param>
    /// <param name="truth">What replicas showed.</param>
    /// <param name="options">The budget of the black-box verdicts.</param>
    public static WhiteBoxReport Judge(History history, GroundTruth truth, JudgeOptions options)
    {
        var versions = KeyVersions.Of(history, truth);
        HashSet<int> visible = [.. StaleReads.Find(history).Stale.Select(stale => stale.Read.Index)];
        List<ReadAge> ages = [];
        int unknown = 0;
        foreach (Operation read in history.Operations)
        {
            if (!KeyVersions.IsRead(read))
            {
                continue;
            }

            if (versions.NumberOf(read) is not { } number)
            {
                unknown++;
                continue;
            }

            List<int> newer = [.. versions.NewerShownBy(read.Key, number, read.Invoked)];
            SimTime since = newer
                .Select(one => versions.ShownAt(read.Key, one))
                .DefaultIfEmpty(read.Invoked)
                .Min();
            ages.Add(new ReadAge(read, newer.Count, read.Invoked - since, visible.Contains(read.Index)));
        }

        IReadOnlyList<ModelVerdict> blackBox = Checkers.Judge.CheckAll(
            history,
            [.. WhiteBoxGuarantees.Models.Select(name => ConsistencyModels.Find(name)!)],
            options
        );
        IReadOnlyList<List<GuaranteeBreach>> breaches = new WhiteBoxGuarantees(history, versions).Find();
        return new WhiteBoxReport(
            ages,
            unknown,
            [
                .. blackBox.Select(
                    (verdict, i) => new WhiteBoxVerdict(verdict.Model.Name, breaches[i], verdict.Verdict)
                ),
            ]
        );
    }
}
