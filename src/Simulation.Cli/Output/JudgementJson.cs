using Simulation.Checkers;
using Simulation.Reports.Json;

namespace Simulation.Cli.Output;

/// <summary>Verdicts on histories as one JSON document.</summary>
internal static class JudgementJson
{
    /// <summary>
    /// <c>histories</c> tells what was observed of each, and with and without which axioms; <c>verdicts</c> has
    /// one entry a history and model.
    /// </summary>
    public static string Of(IReadOnlyList<JudgedHistory> judged) =>
        JsonText.Write(
            new JsonMap()
                .With("histories", judged.Select(History))
                .With("verdicts", judged.SelectMany(one => one.Verdicts.Select(found => Entry(one, found))))
        );

    private static object? History(JudgedHistory one) =>
        new JsonMap()
            .With("name", one.Name)
            .With("observed", one.Observed.Select(model => (object?)model.Name))
            .With("with", one.Axioms.With.Select(axiom => (object?)axiom.Name))
            .With("without", one.Axioms.Without.Select(axiom => (object?)axiom.Name));

    private static object? Entry(JudgedHistory one, ModelVerdict found)
    {
        JsonMap entry = new JsonMap().With("history", one.Name).With("model", found.Model.Name);
        return found.Verdict switch
        {
            Verdict.Holds => entry.With("verdict", "holds"),
            Verdict.Undecided undecided => entry
                .With("reason", undecided.Reason)
                .With("verdict", "undecided"),
            Verdict.Violated violated => entry
                .With("anomaly", violated.Anomaly)
                .With("because", violated.Because)
                .With("edges", violated.Edges.Select(Edge))
                .With("operations", violated.Operations.Select(operation => (object?)operation.Index))
                .With("verdict", "violated"),
            _ => throw new ArgumentOutOfRangeException(nameof(found), found.Verdict, "no such verdict"),
        };
    }

    private static object? Edge(OrderEdge edge) =>
        new JsonMap()
            .With("because", edge.Because)
            .With("kind", edge.Kind)
            .With("source", edge.Source)
            .With("target", edge.Target);
}
