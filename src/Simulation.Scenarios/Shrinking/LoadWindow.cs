using System.Globalization;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Shrinking;

/// <summary>
/// When the clients of a workload ask, as <c>starts</c> and <c>lasts</c> say: the fewer operations that is, the
/// easier a failure is to read. Both the open and the closed model keep to it.
/// </summary>
internal static class LoadWindow
{
    /// <summary>The keys, which stay once they are there: without them there would be more operations.</summary>
    public static readonly string[] Keys = ["starts", "lasts", Chosen];

    /// <summary>The key for the operations that are asked, of all that are drawn.</summary>
    public const string Chosen = "only";

    /// <summary>How many workloads a scenario has.</summary>
    public static int Count(YamlMap root) => (root["workload"] as YamlList)?.Items.Count ?? 0;

    /// <summary>From when to when a workload asks, in whole milliseconds.</summary>
    public static (long Start, long End) Of(YamlMap root, int workload)
    {
        YamlMap? map = Workload(root, workload);
        long start = Milliseconds(map, "starts") ?? 0;
        long end = Milliseconds(root, "duration") ?? 0;
        return (start, Math.Min(end, start + (Milliseconds(map, "lasts") ?? end)));
    }

    /// <summary>The scenario with another window for a workload.</summary>
    public static YamlMap With(YamlMap root, int workload, long start, long end)
    {
        YamlMap map = Workload(root, workload)!;
        map = map.With(Scalar(map, Keys[0]), Scalar(map, Text(start)))
            .With(Scalar(map, Keys[1]), Scalar(map, Text(end - start)));
        return With(root, workload, map);
    }

    /// <summary>Whether a workload says which of its operations are asked.</summary>
    public static bool HasChosen(YamlMap root, int workload) =>
        Workload(root, workload) is not { } map || map[Chosen] is not null;

    /// <summary>The scenario with only the first operations of a workload asked.</summary>
    public static YamlMap WithFirst(YamlMap root, int workload, int count)
    {
        YamlMap map = Workload(root, workload)!;
        IEnumerable<YamlNode> places = Enumerable
            .Range(0, count)
            .Select(place => Scalar(map, place.ToString(CultureInfo.InvariantCulture)));
        return With(root, workload, map.With(Scalar(map, Chosen), new YamlList(map.Span, [.. places])));
    }

    private static YamlMap With(YamlMap root, int workload, YamlMap map)
    {
        YamlEntry entry = root.EntryOf("workload")!;
        var list = (YamlList)entry.Value;
        IEnumerable<YamlNode> items = list.Items.Select((item, place) => place == workload ? map : item);
        return root.With(entry.Key, list with { Items = [.. items] });
    }

    private static YamlMap? Workload(YamlMap root, int workload) =>
        (root["workload"] as YamlList)?.Items[workload] as YamlMap;

    private static long? Milliseconds(YamlMap? map, string key) =>
        map?[key] is YamlScalar text && QuantityText.TryDuration(text.Text, out SimDuration length, out _)
            ? length.Nanoseconds / 1_000_000
            : null;

    private static YamlScalar Scalar(YamlMap map, string text) => new(map.Span, text, IsPlain: true);

    private static string Text(long milliseconds) =>
        milliseconds.ToString(CultureInfo.InvariantCulture) + "ms";
}
