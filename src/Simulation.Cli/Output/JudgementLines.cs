using System.Text;
using Simulation.Checkers;
using Simulation.Histories;

namespace Simulation.Cli.Output;

/// <summary>Verdicts on histories, for people.</summary>
internal static class JudgementLines
{
    /// <summary>A line for each verdict, and each violation once in words.</summary>
    public static string Of(IReadOnlyList<JudgedHistory> judged)
    {
        StringBuilder text = new();
        foreach (JudgedHistory one in judged)
        {
            if (one.Verdicts.Count == 1)
            {
                Single(text, one, one.Verdicts[0]);
            }
            else
            {
                Table(text, one);
            }
        }

        return text.ToString();
    }

    private static void Single(StringBuilder text, JudgedHistory one, ModelVerdict found)
    {
        string name = one.Name;
        string model = $"{found.Model.Name} {one.Axioms}".TrimEnd();
        switch (found.Verdict)
        {
            case Verdict.Holds:
                text.Append($"{name}: {model}\n");
                break;
            case Verdict.Undecided undecided:
                text.Append($"{name}: unknown whether {model}: {undecided.Reason}\n");
                break;
            case Verdict.Violated violated:
                text.Append($"{name}: not {model}, {violated.Anomaly}\n");
                Explain(text, violated);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(found), found.Verdict, "no such verdict");
        }
    }

    private static void Table(StringBuilder text, JudgedHistory one)
    {
        string observed =
            one.Observed.Count == 0
                ? "nothing asked holds"
                : "observed " + string.Join(" + ", one.Observed.Select(model => model.Name));
        observed += one.Axioms.IsNone ? "" : $"; every model {one.Axioms}";
        text.Append($"{one.Name}: {observed}\n");
        int width = one.Verdicts.Max(found => found.Model.Name.Length);
        foreach (ModelVerdict found in one.Verdicts)
        {
            text.Append($"  {found.Model.Name.PadRight(width)}  {Cell(found.Verdict)}\n");
        }

        IEnumerable<Verdict.Violated> distinct = one
            .Verdicts.Select(found => found.Verdict)
            .OfType<Verdict.Violated>()
            .DistinctBy(violated => (violated.Anomaly, violated.Because));
        foreach (Verdict.Violated violated in distinct)
        {
            text.Append($"  {violated.Anomaly}:\n");
            Explain(text, violated);
        }
    }

    private static string Cell(Verdict verdict) =>
        verdict switch
        {
            Verdict.Holds => "holds",
            Verdict.Violated violated => "violated  " + violated.Anomaly,
            Verdict.Undecided undecided => "unknown   " + undecided.Reason,
            _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "no such verdict"),
        };

    private static void Explain(StringBuilder text, Verdict.Violated violated)
    {
        Indent(text, violated.Because);
        foreach (Operation operation in violated.Operations)
        {
            Indent(text, Line(operation));
        }
    }

    private static void Indent(StringBuilder text, string lines)
    {
        foreach (string line in lines.TrimEnd('\n').Split('\n'))
        {
            text.Append("    ").Append(line).Append('\n');
        }
    }

    private static string Line(Operation operation)
    {
        string end = operation.Completed is { } completed ? completed.ToString() : "never answered";
        string key = operation.Key is null ? "" : " " + operation.Key;
        return $"process {operation.Process}: {operation.Function}{key} {operation.Argument} -> {operation.Result}"
            + $"   {operation.Invoked}..{end}  {operation.Outcome}";
    }
}
