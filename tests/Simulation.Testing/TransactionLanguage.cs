using System.Globalization;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Testing;

/// <summary>
/// Histories of transactions as short text, one a line: <c>c1 x+=1 y=[1,2] ok 0..5</c> appends 1 to x and reads
/// y; <c>c2 x:=3 y=4 lost 1..</c> writes 3 to x and reads 4, or nothing that is known, from y; <c>refused</c>
/// aborts. <c>x=nil</c> reads nothing. Times are whole numbers; of two events at one time invocations come
/// first, so that intervals which touch are concurrent.
/// </summary>
public static class TransactionLanguage
{
    /// <summary>Reads a history.</summary>
    public static History Parse(string text)
    {
        string[] lines = text.Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        List<(int Start, int Line)> starts = [];
        List<(int Time, int Kind, int Line)> events = [];
        for (int i = 0; i < lines.Length; i++)
        {
            string[] interval = lines[i].Split(' ')[^1].Split("..");
            starts.Add((int.Parse(interval[0], CultureInfo.InvariantCulture), i));
            events.Add((starts[i].Start, 0, i));
            if (interval[1].Length > 0)
            {
                events.Add((int.Parse(interval[1], CultureInfo.InvariantCulture), 1, i));
            }
        }

        starts.Sort();
        events.Sort();
        List<Operation> operations = [];
        foreach ((int start, int line) in starts)
        {
            int completed = events.FindIndex(e => e.Kind == 1 && e.Line == line);
            operations.Add(
                ParseLine(lines[line].Split(' ', StringSplitOptions.RemoveEmptyEntries)) with
                {
                    Index = operations.Count,
                    Invoked = new SimTime(start),
                    InvokedOrder = events.IndexOf((start, 0, line)),
                    Completed = completed < 0 ? null : new SimTime(events[completed].Time),
                    CompletedOrder = completed < 0 ? int.MaxValue : completed,
                }
            );
        }

        return new History("test", operations) { HasTimes = false };
    }

    private static Operation ParseLine(string[] words)
    {
        Value[][] steps = [.. words[1..^2].Select(ParseStep)];
        bool isKnown = words[^2] == "ok";
        return new Operation
        {
            Index = 0,
            Process = int.Parse(words[0].AsSpan(1), CultureInfo.InvariantCulture),
            Function = Functions.Transaction,
            Argument = Value.Of([.. steps.Select(step => Value.Of([.. Asked(step)]))]),
            Result = isKnown ? Value.Of([.. steps.Select(step => Value.Of(step))]) : Value.Nil,
            Outcome = words[^2] switch
            {
                "ok" => Outcome.Succeeded,
                "refused" => Outcome.Refused,
                "lost" => Outcome.Lost,
                _ => throw new FormatException($"a transaction ends ok, refused or lost, not {words[^2]}"),
            },
            InvokedOrder = 0,
            CompletedOrder = 0,
        };
    }

    private static Value[] Asked(Value[] step) =>
        step[0].AsText == Functions.StepRead ? [step[0], step[1], Value.Nil] : step;

    private static Value[] ParseStep(string word)
    {
        int sign = word.IndexOf('=', StringComparison.Ordinal);
        string function = word[sign - 1] switch
        {
            '+' => Functions.StepAppend,
            ':' => Functions.StepWrite,
            _ => Functions.StepRead,
        };
        string key = word[..(function == Functions.StepRead ? sign : sign - 1)];
        string told = word[(sign + 1)..];
        Value value = told.StartsWith('[')
            ? Value.Of([.. told[1..^1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ParseValue)])
            : ParseValue(told);
        return [Value.Of(function), Value.Of(key), value];
    }

    private static Value ParseValue(string word) =>
        word == "nil" ? Value.Nil
        : long.TryParse(word, CultureInfo.InvariantCulture, out long number) ? Value.Of(number)
        : Value.Of(word);
}
