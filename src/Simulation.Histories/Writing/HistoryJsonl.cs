using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Simulation.Histories.Writing;

/// <summary>
/// Writes a history as one JSON event a line, with Jepsen's field names; the same history, the same bytes.
/// </summary>
public static class HistoryJsonl
{
    /// <summary>The history as text; every line ends in a line feed.</summary>
    public static string ToText(History history)
    {
        StringWriter writer = new(new StringBuilder(), CultureInfo.InvariantCulture);
        Write(history, writer);
        return writer.ToString();
    }

    /// <summary>
    /// Writes invocations and completions in real-time order. A lost operation's <c>info</c> stands before
    /// whatever happened at its time or later; an operation that never completed has none.
    /// </summary>
    public static void Write(History history, TextWriter writer)
    {
        IReadOnlyList<Operation> operations = history.Operations;
        List<(int Order, int Index, bool IsCompletion)> events = new(2 * operations.Count);
        PriorityQueue<int, (long Time, int Index)> lost = new();
        foreach (Operation operation in operations)
        {
            events.Add((operation.InvokedOrder, operation.Index, false));
            if (operation.Completed is not null && operation.CompletedOrder != int.MaxValue)
            {
                events.Add((operation.CompletedOrder, operation.Index, true));
            }
        }

        events.Sort();
        int number = 0;
        foreach ((_, int index, bool isCompletion) in events)
        {
            Operation operation = operations[index];
            long time = isCompletion ? operation.Completed!.Value.Nanoseconds : operation.Invoked.Nanoseconds;
            while (lost.TryPeek(out int next, out (long Time, int Index) due) && due.Time <= time)
            {
                lost.Dequeue();
                WriteEvent(writer, history, operations[next], number++, isCompletion: true);
            }

            WriteEvent(writer, history, operation, number++, isCompletion);
            if (!isCompletion && operation is { Completed: { } given, CompletedOrder: int.MaxValue })
            {
                lost.Enqueue(index, (given.Nanoseconds, index));
            }
        }

        while (lost.TryDequeue(out int index, out _))
        {
            WriteEvent(writer, history, operations[index], number++, isCompletion: true);
        }
    }

    /// <summary>How a completion is typed: <c>ok</c>, <c>fail</c>, or <c>info</c> where nobody knows.</summary>
    public static string TypeOf(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded => "ok",
            Outcome.Refused => "fail",
            _ => "info",
        };

    private static void WriteEvent(
        TextWriter writer,
        History history,
        Operation operation,
        int number,
        bool isCompletion
    )
    {
        string type = !isCompletion ? "invoke" : TypeOf(operation.Outcome);
        bool hasResult =
            isCompletion
            && (
                !operation.Result.IsNil
                || operation is { Outcome: Outcome.Succeeded, Function: Functions.Read or Functions.Get }
            );
        writer.Write("{\"index\":");
        writer.Write(number.ToString(CultureInfo.InvariantCulture));
        writer.Write(",\"type\":\"");
        writer.Write(type);
        writer.Write("\",\"process\":");
        writer.Write(operation.Process.ToString(CultureInfo.InvariantCulture));
        writer.Write(",\"f\":");
        writer.Write(JsonSerializer.Serialize(operation.Function));
        if (operation.Key is not null)
        {
            writer.Write(",\"key\":");
            writer.Write(JsonSerializer.Serialize(operation.Key));
        }

        writer.Write(",\"value\":");
        writer.Write((hasResult ? operation.Result : operation.Argument).ToString());
        if (history.HasTimes)
        {
            writer.Write(",\"time\":");
            long time = isCompletion ? operation.Completed!.Value.Nanoseconds : operation.Invoked.Nanoseconds;
            writer.Write(time.ToString(CultureInfo.InvariantCulture));
        }

        if (isCompletion && operation.Error is not null)
        {
            writer.Write(",\"error\":");
            writer.Write(JsonSerializer.Serialize(operation.Error));
        }

        writer.Write("}\n");
    }
}
