namespace Simulation.Histories.Reading;

/// <summary>What a history file held, and everything that is wrong with it.</summary>
/// <param name="Format">The format that the content showed.</param>
/// <param name="Histories">
/// One, or one a line for a file of cases; what could be read when there are problems.
/// </param>
/// <param name="Problems">In the order of the file; empty when the histories can be trusted.</param>
public sealed record HistoryFile(
    HistoryFormat Format,
    IReadOnlyList<History> Histories,
    IReadOnlyList<HistoryProblem> Problems
);

/// <summary>Reads history files: the lab's own, Jepsen's EDN, Porcupine's logs.</summary>
public static class HistoryReader
{
    /// <summary>Reads a text of any known format; never throws for what is in it.</summary>
    /// <param name="name">The history's name, for reports.</param>
    /// <param name="text">The whole file.</param>
    /// <param name="failedCas">What a refused cas says; null means as is usual for the format.</param>
    public static HistoryFile Read(string name, string text, FailedCas? failedCas = null)
    {
        List<HistoryProblem> problems = [];
        HistoryFormat format = Detect(text);
        List<History> histories = [];
        EventPairing pairing = new(problems);
        switch (format)
        {
            case HistoryFormat.JepsenLog:
                JepsenLog.Read(text, pairing, problems);
                break;
            case HistoryFormat.Edn:
                ReadData(text, pairing, problems);
                break;
            default:
                ReadLines(text, pairing, histories, problems, failedCas);
                break;
        }

        if (format != HistoryFormat.CasesJsonl)
        {
            histories.Add(pairing.ToHistory(name, failedCas ?? Usual(format, pairing)));
        }

        if (problems.Count == 0 && histories.TrueForAll(history => history.Operations.Count == 0))
        {
            problems.Add(new HistoryProblem(1, 1, "the file has no operation of a client"));
        }

        return new HistoryFile(format, histories, problems);
    }

    private static FailedCas Usual(HistoryFormat format, EventPairing pairing) =>
        format == HistoryFormat.JepsenLog || (format == HistoryFormat.EventsJsonl && pairing.HasBareTimeouts)
            ? FailedCas.ObservedDifference
            : FailedCas.DidNotHappen;

    private static HistoryFormat Detect(string text)
    {
        int at = 0;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '\uFEFF'))
        {
            at++;
        }

        if (at == text.Length)
        {
            return HistoryFormat.Jsonl;
        }

        if (text[at] == '{' && text.AsSpan(at + 1).TrimStart() is ['"', ..] or ['}', ..])
        {
            int lineEnd = text.IndexOf('\n', at);
            ReadOnlySpan<char> first = lineEnd < 0 ? text.AsSpan(at) : text.AsSpan(at, lineEnd - at);
            return first.Contains("\"history\":", StringComparison.Ordinal) ? HistoryFormat.CasesJsonl
                : first.Contains("\"i\":", StringComparison.Ordinal) ? HistoryFormat.EventsJsonl
                : HistoryFormat.Jsonl;
        }

        return text[at] is '{' or '[' or '(' or ';' or '#' ? HistoryFormat.Edn : HistoryFormat.JepsenLog;
    }

    private static void ReadLines(
        string text,
        EventPairing pairing,
        List<History> histories,
        List<HistoryProblem> problems,
        FailedCas? failedCas
    )
    {
        int line = 1;
        for (int start = 0; start < text.Length; line++)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            DatumReader reader = new(text, start, end, line, firstColumn: 1, isJson: true);
            start = end + 1;
            if (!reader.MoveToNext())
            {
                continue;
            }

            Datum? map = reader.Read();
            if (map is not null && reader.MoveToNext())
            {
                reader.Fail("one line holds one JSON object and nothing after it");
            }

            if (reader.Problem is { } problem)
            {
                problems.Add(problem);
            }
            else if (map!.Kind == DatumKind.Map && map["history"] is { } events)
            {
                histories.Add(ReadCase(map, events, problems, failedCas));
            }
            else if (HistoryEvent.From(map, problems) is { } e)
            {
                pairing.Add(e);
            }
        }
    }

    private static History ReadCase(
        Datum map,
        Datum events,
        List<HistoryProblem> problems,
        FailedCas? failedCas
    )
    {
        EventPairing pairing = new(problems);
        foreach (Datum item in events.Items)
        {
            if (HistoryEvent.From(item, problems) is { } e)
            {
                pairing.Add(e);
            }
        }

        string name = map["id"]?.ToName() ?? $"line {map.Line}";
        return pairing.ToHistory(name, failedCas ?? FailedCas.DidNotHappen);
    }

    private static void ReadData(string text, EventPairing pairing, List<HistoryProblem> problems)
    {
        bool isJson =
            text.AsSpan().TrimStart() is ['[', .. var rest]
            && rest.TrimStart() is ['{', .. var inside]
            && inside.TrimStart() is ['"', ..];
        DatumReader reader = new(text, 0, text.Length, firstLine: 1, firstColumn: 1, isJson);
        bool isInside = reader.TryEnter();
        while (reader.MoveToNext())
        {
            if (isInside && (reader.TrySkip(']') || reader.TrySkip(')')))
            {
                isInside = reader.TryEnter();
                continue;
            }

            if (reader.Read() is not { } map)
            {
                break;
            }

            if (HistoryEvent.From(map, problems) is { } e)
            {
                pairing.Add(e);
            }

            if (isJson)
            {
                reader.TrySkip(',');
            }
        }

        if (isInside && reader.Problem is null)
        {
            reader.Fail("the list of events is never closed");
        }

        if (reader.Problem is { } problem)
        {
            problems.Add(problem);
        }
    }
}
