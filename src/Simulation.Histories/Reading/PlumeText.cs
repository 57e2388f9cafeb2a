using System.Globalization;

namespace Simulation.Histories.Reading;

/// <summary>
/// Reads the text of Plume and PolySI: a step a line, <c>r(key,value,session,transaction)</c> or
/// <c>w(...)</c>. A transaction's lines stand together, a session's in its order. Transaction -1 is of writes
/// that were aborted; a read of 0 returned the initial value, unless 0 was written to that key.
/// </summary>
internal static class PlumeText
{
    private const long Aborted = -1;

    /// <summary>Whether a line looks like a step.</summary>
    public static bool Fits(string line) => line.Length > 2 && line[0] is 'r' or 'w' && line[1] == '(';

    /// <summary>Reads all lines.</summary>
    public static History Read(string name, LineSource lines, List<HistoryProblem> problems)
    {
        List<Step> steps = [];
        HashSet<long> zeroWritten = [];
        while (lines.Next() is { } line)
        {
            if (line.AsSpan().Trim().Length > 0 && Parse(line, lines.Number, problems) is { } step)
            {
                steps.Add(step);
                if (step.IsWrite && step.Value == 0)
                {
                    zeroWritten.Add(step.Key);
                }
            }
        }

        return Build(name, steps, zeroWritten, problems);
    }

    private static History Build(
        string name,
        List<Step> steps,
        HashSet<long> zeroWritten,
        List<HistoryProblem> problems
    )
    {
        SessionTransactions transactions = new();
        HashSet<(int, long)> ended = [];
        for (int i = 0; i < steps.Count; i++)
        {
            Step step = steps[i];
            transactions.Add(step.IsWrite, step.Key, step.Value);
            bool isLast =
                i + 1 == steps.Count
                || steps[i + 1].Session != step.Session
                || steps[i + 1].Transaction != step.Transaction;
            if (!isLast)
            {
                continue;
            }

            transactions.End(
                step.Session,
                step.Transaction == Aborted,
                (key, value) => value == 0 && !zeroWritten.Contains(key)
            );
            if (step.Transaction != Aborted && !ended.Add((step.Session, step.Transaction)))
            {
                problems.Add(
                    new HistoryProblem(
                        step.Line,
                        1,
                        $"transaction {step.Transaction} of session {step.Session} "
                            + "goes on after another began"
                    )
                );
            }
        }

        return transactions.ToHistory(name);
    }

    private static Step? Parse(string line, int number, List<HistoryProblem> problems)
    {
        ReadOnlySpan<char> text = line.AsSpan().TrimEnd();
        int start = line.Length - line.AsSpan().TrimStart().Length;
        if (!Fits(line[start..]) || text[^1] != ')')
        {
            problems.Add(
                new HistoryProblem(
                    number,
                    start + 1,
                    "a step is r(key,value,session,transaction) or w(key,value,session,transaction)"
                )
            );
            return null;
        }

        Span<long> numbers = stackalloc long[4];
        int found = 0;
        int at = start + 2;
        foreach (Range part in text[at..^1].Split(','))
        {
            ReadOnlySpan<char> word = text[at..^1][part];
            bool isNumber = long.TryParse(word, CultureInfo.InvariantCulture, out long value);
            if (!isNumber || found == numbers.Length)
            {
                int column = at + part.Start.Value + 1;
                string message = isNumber ? "a step has four numbers" : $"'{word}' is no whole number";
                problems.Add(new HistoryProblem(number, column, message));
                return null;
            }

            numbers[found++] = value;
        }

        if (found < numbers.Length || numbers[2] is < 0 or > int.MaxValue)
        {
            string message = found < numbers.Length ? "a step has four numbers" : "a session counts from 0";
            problems.Add(new HistoryProblem(number, start + 1, message));
            return null;
        }

        return new Step(line[start] == 'w', numbers[0], numbers[1], (int)numbers[2], numbers[3], number);
    }

    private readonly record struct Step(
        bool IsWrite,
        long Key,
        long Value,
        int Session,
        long Transaction,
        int Line
    );
}
