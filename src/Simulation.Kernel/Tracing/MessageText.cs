using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Simulation.Kernel.Tracing;

/// <summary>
/// Writes messages for people to read in a trace: a record by its name and what it holds, lists by their
/// items or their length. A message with a <c>ToString</c> of its own speaks for itself.
/// </summary>
public static class MessageText
{
    private const int ItemsShownMax = 3;

    /// <summary>The message on one line.</summary>
    public static string Of(object message) => Of(message, depth: 0);

    private static string Of(object? value, int depth) =>
        value switch
        {
            null => "",
            string text => text,
            ICollection items when items.Count <= ItemsShownMax && depth < 2 => "["
                + string.Join(", ", items.Cast<object?>().Select(item => Of(item, depth + 1)))
                + "]",
            ICollection items => $"[{items.Count} items]",
            _ when IsPlainRecord(value.GetType()) => Record(value, depth),
            _ => value.ToString() ?? "",
        };

    private static string Record(object record, int depth)
    {
        IEnumerable<string> parts = record
            .GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => (property.Name, Text: Of(property.GetValue(record), depth + 1)))
            .Where(part => part.Text is not ("" or "null"))
            .Select(part => $"{part.Name}={part.Text}");
        string name = depth == 0 ? record.GetType().Name + " " : "";
        return (name + string.Join(" ", parts)).TrimEnd();
    }

    /// <summary>Whether a type is a record that leaves its text to the compiler.</summary>
    private static bool IsPlainRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null
        && type.GetMethod(nameof(ToString), Type.EmptyTypes)
            ?.GetCustomAttribute<CompilerGeneratedAttribute>(inherit: false)
            is not null;
}
