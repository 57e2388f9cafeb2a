using System.Globalization;

namespace Simulation.Histories.Reading;

/// <summary>
/// Reads the operations out of a Jepsen run's text log: lines such as <c>INFO jepsen.util - 3 :ok :read
/// 4</c>. Lines of other loggers are passed over.
/// </summary>
internal static class JepsenLog
{
    private const string Mark = "jepsen.util - ";

    /// <summary>Hands over every event of a client.</summary>
    public static void Read(string text, EventPairing pairing, List<HistoryProblem> problems)
    {
        int line = 1;
        bool hasEvents = false;
        for (int start = 0; start < text.Length; line++)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            int mark = text.IndexOf(Mark, start, end - start, StringComparison.Ordinal);
            if (mark >= 0)
            {
                hasEvents = true;
                DatumReader reader = new(
                    text,
                    mark + Mark.Length,
                    end,
                    line,
                    mark + Mark.Length - start + 1,
                    false
                );
                ReadEvent(reader, line, mark - start + 1, pairing, problems);
            }

            start = end + 1;
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
        if (process is not null && !int.TryParse(process.Text, CultureInfo.InvariantCulture, out _))
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
