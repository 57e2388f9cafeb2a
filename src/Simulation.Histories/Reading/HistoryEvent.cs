namespace Simulation.Histories.Reading;

/// <summary>One event of a client, as all formats tell it.</summary>
/// <param name="Line">Where it stands, for problems; counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
/// <param name="Type">invoke, ok, fail or info.</param>
/// <param name="Process">The client's process.</param>
/// <param name="Function">What is asked.</param>
/// <param name="Key">The object, or null when the history has one.</param>
/// <param name="Value">The argument or the result.</param>
/// <param name="Time">Nanoseconds, or null when the format gives none.</param>
/// <param name="Error">Why it failed, or null.</param>
internal readonly record struct HistoryEvent(
    int Line,
    int Column,
    string Type,
    int Process,
    string Function,
    string? Key,
    Value Value,
    long? Time,
    string? Error
)
{
    /// <summary>
    /// The event in a map of Jepsen's field names; null for another process than a client's, and for a map
    /// with problems, which are added to the list.
    /// </summary>
    public static HistoryEvent? From(Datum map, List<HistoryProblem> problems)
    {
        if (map.Kind != DatumKind.Map)
        {
            problems.Add(
                new HistoryProblem(map.Line, map.Column, "an event is a map of field names to values")
            );
            return null;
        }

        int before = problems.Count;
        Datum? process = Field(map, "process", problems);
        if (process is { Kind: not DatumKind.Number })
        {
            return null;
        }

        Datum? type = Field(map, "type", problems);
        // Elle's own files leave the function out, for there all operations are transactions.
        bool isTransaction =
            map["f"] is null or { Kind: DatumKind.Nil } && map["value"] is { Kind: DatumKind.List };
        Datum? function = isTransaction ? null : Field(map, "f", problems);
        if (type is not null && type.ToName() is not ("invoke" or "ok" or "fail" or "info"))
        {
            problems.Add(At(type, $"type is {type.ToName() ?? "null"}, expected invoke, ok, fail or info"));
        }

        if (function is { Kind: not (DatumKind.Text or DatumKind.Keyword) })
        {
            problems.Add(At(function, "f is the name of a function, such as read"));
        }

        if (process is not null && process.Number is < int.MinValue or > int.MaxValue)
        {
            problems.Add(At(process, $"process {process.Number} is out of range"));
        }

        Datum? time = TimeOf(map, problems);
        if (problems.Count > before)
        {
            return null;
        }

        Datum? value = map["value"];
        bool isReason = value is { Kind: DatumKind.Keyword } && type!.ToName() is "fail" or "info";
        return new HistoryEvent(
            map.Line,
            map.Column,
            type!.ToName()!,
            (int)process!.Number,
            function?.Text ?? Functions.Transaction,
            map["key"]?.ToName(),
            isReason ? Value.Nil : value?.ToValue() ?? Value.Nil,
            time is { Kind: DatumKind.Number } ? time.Number : null,
            map["error"]?.ToName() ?? (isReason ? value!.Text : null)
        );
    }

    private static Datum? TimeOf(Datum map, List<HistoryProblem> problems)
    {
        Datum? time = map["time"];
        if (
            time
            is { Kind: not (DatumKind.Number or DatumKind.Nil) }
                or { Kind: DatumKind.Number, Number: < 0 }
        )
        {
            problems.Add(At(time, "time is a whole number of nanoseconds from 0"));
        }

        return time;
    }

    private static Datum? Field(Datum map, string name, List<HistoryProblem> problems)
    {
        Datum? field = map[name];
        if (field is null)
        {
            problems.Add(At(map, $"the event has no field '{name}'"));
        }

        return field;
    }

    private static HistoryProblem At(Datum datum, string message) => new(datum.Line, datum.Column, message);
}
