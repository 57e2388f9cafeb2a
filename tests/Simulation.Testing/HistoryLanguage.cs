using System.Globalization;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Testing;

/// <summary>
/// Histories as short text, one operation a line: <c>c1 write x=1 ok 0..5</c>, <c>c2 read x=nil ok 2..3</c>,
/// <c>c3 cas x=1>2 refused 4..6</c>, <c>c4 append x=ab lost 7..</c>. Times are milliseconds; of two events at
/// one time invocations come first, so that intervals which touch are concurrent.
/// </summary>
public static class HistoryLanguage
{
    /// <summary>Reads a history.</summary>
    public static History Parse(string text, FailedCas failedCas = FailedCas.DidNotHappen)
    {
        List<Draft> drafts = [];
        foreach (
            string line in text.Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            drafts.Add(ParseLine(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }

        drafts.Sort((left, right) => left.Start.CompareTo(right.Start));
        List<(long Time, int Kind, int Index)> events = [];
        for (int i = 0; i < drafts.Count; i++)
        {
            events.Add((drafts[i].Start, 0, i));
            if (drafts[i].End is { } end && drafts[i].Outcome != Outcome.Lost)
            {
                events.Add((end, 1, i));
            }
        }

        events.Sort();
        List<Operation> operations = [];
        for (int i = 0; i < drafts.Count; i++)
        {
            int completed = events.IndexOf((drafts[i].End ?? -1, 1, i));
            operations.Add(
                drafts[i]
                    .ToOperation(
                        i,
                        events.IndexOf((drafts[i].Start, 0, i)),
                        completed < 0 ? int.MaxValue : completed
                    )
            );
        }

        return new History("test", operations) { FailedCas = failedCas };
    }

    private static Draft ParseLine(string[] words)
    {
        string[] target = words[2].Split('=', 2);
        string[] interval = words[4].Split("..");
        return new Draft(
            int.Parse(words[0].AsSpan(1), CultureInfo.InvariantCulture),
            words[1],
            target[0],
            target.Length > 1 ? target[1] : "nil",
            words[3] switch
            {
                "ok" => Outcome.Succeeded,
                "refused" => Outcome.Refused,
                "lost" => Outcome.Lost,
                _ => throw new FormatException($"an operation ends ok, refused or lost, not {words[3]}"),
            },
            long.Parse(interval[0], CultureInfo.InvariantCulture),
            interval[1].Length == 0 ? null : long.Parse(interval[1], CultureInfo.InvariantCulture)
        );
    }

    private static Value ParseValue(string word) =>
        word == "nil" ? Value.Nil
        : long.TryParse(word, CultureInfo.InvariantCulture, out long number) ? Value.Of(number)
        : Value.Of(word);

    private sealed record Draft(
        int Process,
        string Function,
        string Key,
        string Word,
        Outcome Outcome,
        long Start,
        long? End
    )
    {
        public Operation ToOperation(int index, int invokedOrder, int completedOrder)
        {
            bool isQuery = Function is Functions.Read or Functions.Get;
            string[] pair = Word.Split('>');
            Value value =
                pair.Length == 2 ? Value.Of(ParseValue(pair[0]), ParseValue(pair[1])) : ParseValue(Word);
            return new Operation
            {
                Index = index,
                Process = Process,
                Function = Function,
                Key = Key,
                Argument = isQuery ? Value.Nil : value,
                Result = isQuery && Outcome == Outcome.Succeeded ? value : Value.Nil,
                Outcome = Outcome,
                Invoked = new SimTime(Start * 1_000_000),
                Completed = End is { } end ? new SimTime(end * 1_000_000) : null,
                InvokedOrder = invokedOrder,
                CompletedOrder = completedOrder,
            };
        }
    }
}
