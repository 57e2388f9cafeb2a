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

/// <summary>
/// Reads history files: the lab's own, Jepsen's EDN, Porcupine's logs, the texts of Plume and AWDIT.
/// </summary>
public static class HistoryReader
{
    /// <summary>Reads a text of any known format; never throws for what is in it.</summary>
    /// <param name="name">The history's name, for reports.</param>
    /// <param name="text">The whole file.</param>
    /// <param name="failedCas">What a refused cas says; null means as is usual for the format.</param>
    public static HistoryFile Read(string name, string text, FailedCas? failedCas = null)
    {
        using StringReader reader = new(text);
        return Read(name, reader, failedCas);
    }

    /// <summary>
    /// Reads a file of any known format, packed by gzip or not; never throws for what is in it, but for bytes
    /// that gzip cannot unpack. What is read does not stay: the text as a whole is never in memory.
    /// </summary>
    /// <param name="name">The history's name, for reports.</param>
    /// <param name="bytes">The file; left open.</param>
    /// <param name="failedCas">What a refused cas says; null means as is usual for the format.</param>
    /// <exception cref="InvalidDataException">The bytes begin as gzip's do but are none.</exception>
    public static HistoryFile Read(string name, Stream bytes, FailedCas? failedCas = null) =>
        Read(name, TextSource.Open(bytes), failedCas);

    /// <summary>Reads a text of any known format; never throws for what is in it.</summary>
    /// <param name="name">The history's name, for reports.</param>
    /// <param name="text">From its beginning.</param>
    /// <param name="failedCas">What a refused cas says; null means as is usual for the format.</param>
    public static HistoryFile Read(string name, TextReader text, FailedCas? failedCas = null)
    {
        List<HistoryProblem> problems = [];
        LineSource lines = new(text);
        HistoryFormat format = Detect(lines.First);
        List<History> histories = [];
        EventPairing pairing = new(problems);
        switch (format)
        {
            case HistoryFormat.Plume:
                histories.Add(PlumeText.Read(name, lines, problems));
                break;
            case HistoryFormat.SessionText:
                histories.Add(SessionText.Read(name, lines, problems));
                break;
            case HistoryFormat.JepsenLog:
                JepsenLog.Read(lines, pairing, problems);
                break;
            case HistoryFormat.Edn:
                ReadData(lines, pairing, problems);
                break;
            default:
                ReadLines(lines, pairing, histories, problems, failedCas);
                break;
        }

        bool isOfEvents =
            format is not (HistoryFormat.CasesJsonl or HistoryFormat.Plume or HistoryFormat.SessionText);
        if (isOfEvents)
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

    /// <summary>Knows a format by the first line with anything on it.</summary>
    private static HistoryFormat Detect(string first)
    {
        if (first.Length == 0)
        {
            return HistoryFormat.Jsonl;
        }

        if (first[0] == '{' && first.AsSpan(1).TrimStart() is ['"', ..] or ['}', ..])
        {
            return first.Contains("\"history\":", StringComparison.Ordinal) ? HistoryFormat.CasesJsonl
                : first.Contains("\"i\":", StringComparison.Ordinal) ? HistoryFormat.EventsJsonl
                : HistoryFormat.Jsonl;
        }

        return first[0] is '{' or '[' or '(' or ';' or '#' ? HistoryFormat.Edn
            : PlumeText.Fits(first) ? HistoryFormat.Plume
            : SessionText.Fits(first) ? HistoryFormat.SessionText
            : HistoryFormat.JepsenLog;
    }

    private static void ReadLines(
        LineSource lines,
        EventPairing pairing,
        List<History> histories,
        List<HistoryProblem> problems,
        FailedCas? failedCas
    )
    {
        WordPool words = new();
        while (lines.Next() is { } line)
        {
            DatumReader reader = new(line, 0, line.Length, lines.Number, firstColumn: 1, isJson: true, words);
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

    private static void ReadData(LineSource lines, EventPairing pairing, List<HistoryProblem> problems)
    {
        (string text, TextReader following) = lines.Unread();
        bool isJson =
            text.AsSpan().TrimStart() is ['[', .. var rest]
            && rest.TrimStart() is ['{', .. var inside]
            && inside.TrimStart() is ['"', ..];
        DatumReader reader = new(text, 0, text.Length, 1, 1, isJson, new WordPool(), following);
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
