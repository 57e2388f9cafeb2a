using Simulation.Checkers.Sessions;
using Simulation.Histories;

namespace Simulation.Checkers.Specials;

/// <summary>The same verdict for whatever a special was asked.</summary>
internal static class Answer
{
    /// <summary>It holds.</summary>
    public static IReadOnlyList<Verdict> Holds(Inquiry inquiry) => All(inquiry, new Verdict.Holds());

    /// <summary>It cannot be told.</summary>
    public static IReadOnlyList<Verdict> Undecided(Inquiry inquiry, string reason) =>
        All(inquiry, new Verdict.Undecided(reason));

    /// <summary>It is broken by operations, which are said after the headline as they were invoked.</summary>
    public static IReadOnlyList<Verdict> Violated(
        Inquiry inquiry,
        string anomaly,
        string headline,
        params Operation[] operations
    )
    {
        Operation[] sorted = [.. operations.DistinctBy(one => one.Index).OrderBy(one => one.Index)];
        string said = string.Join(
            "; ",
            sorted.Select(operation => OperationWords.Say(operation, inquiry.History.HasTimes))
        );
        return All(inquiry, new Verdict.Violated(anomaly, $"{headline}: {said}", sorted));
    }

    private static IReadOnlyList<Verdict> All(Inquiry inquiry, Verdict verdict) =>
        [.. inquiry.Models.Select(_ => verdict)];
}
