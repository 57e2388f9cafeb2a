namespace Simulation.Histories.Reading;

/// <summary>
/// Reads the operations out of a Jepsen run's text log: lines such as <c>INFO jepsen.util - 3 :ok :read
/// 4</c>. Lines of other loggers are passed over.
/// </summary>
internal static class JepsenLog
{
    private const string Mark = "jepsen.util - ";

    /// <summary>Hands over every event of a client.</summary>
    public static void Read(LineSource lines, EventPairing pairing, List<HistoryProblem> problems)
    {
        WordPool words = new();
        bool hasEvents = false;
        while (lines.Next() is { } line)
        {
            int mark = line.IndexOf(Mark, StringComparison.Ordinal);
            if (mark >= 0)
            {
                hasEvents = true;
                DatumReader reader = new(
                    line,
                    mark + Mark.Length,
                    line.Length,
                    lines.Number,
                    mark + Mark.Length + 1,
                    isJson: false,
                    words
                );
                ReadEvent(reader, lines.Number, mark + 1, pairing, problems);
            }
        }

        if (!hasEvents)
        {
            problems.Add(
                new HistoryProblem(
                    1,
                    1,
                    "this is no known history: neither JSON lines nor EDN, and no line says 'jepsen.util - '"
                )
            );
        }
    }

    private static void ReadEvent(
        DatumReader reader,
        int line,
        int column,
        EventPairing pairing,
        List<HistoryProblem> problems
    )
    {
        Datum? process = reader.Read();
        if (process is { Kind: not DatumKind.Number })
        {
            return;
        }

        Datum? type = reader.Read();
        Datum? function = reader.Read();
        Datum? value = reader.Read();
        if (process is null || type is null || function is null || value is null)
        {
            problems.Add(
                reader.Problem
                    ?? new HistoryProblem(
                        line,
                        column,
                        "an event has a process, a type, a function and a value"
                    )
            );
            return;
        }

        Datum map = new(DatumKind.Map, line, column)
        {
            Items = [Name("process"), process, Name("type"), type, Name("f"), function, Name("value"), value],
        };
        if (HistoryEvent.From(map, problems) is { } e)
        {
            pairing.Add(e);
        }
    }

    private static Datum Name(string name) => new(DatumKind.Text, 0, 0) { Text = name };
}
