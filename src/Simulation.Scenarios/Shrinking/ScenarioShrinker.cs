using System.Globalization;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Shrinking;

/// <summary>
/// Makes a failing scenario smaller while it still fails in the same way: leaves out what can be left out of its
/// lists and maps, and halves its numbers, level by level, until nothing more can go.
/// </summary>
/// <remarks>Source: Misherghi and Su, "HDD: Hierarchical Delta Debugging", ICSE 2006.</remarks>
/// <param name="fails">Whether a scenario, given as text, still fails in the same way.</param>
/// <param name="isOver">Whether to stop with what there is.</param>
public sealed class ScenarioShrinker(Func<string, bool> fails, Func<bool> isOver)
{
    private static readonly string[] Kept = ["scenario", "name", "seed"];
    private static readonly string[] First = ["expect", "faults", "check", "workload", "duration"];

    private readonly HashSet<string> _harmless = new(StringComparer.Ordinal);

    /// <summary>How many scenarios were tried.</summary>
    public int Trials { get; private set; }

    /// <summary>The smallest scenario that was found to fail.</summary>
    /// <param name="resolved">A scenario that fails, without matrix and parameters.</param>
    public string Shrink(string resolved)
    {
        var problems = new ProblemList();
        if (YamlReader.Read("scenario", resolved, problems) is not YamlMap root)
        {
            return resolved;
        }

        string before = "";
        string after = ResolvedYamlWriter.Write(root);
        while (before != after && !isOver())
        {
            before = after;
            foreach (string key in First)
            {
                root = AtKey(root, key, whole => whole);
            }

            root = OfMap(root, whole => (YamlMap)whole);
            after = ResolvedYamlWriter.Write(root);
        }

        return after;
    }

    private bool Fails(YamlMap root)
    {
        if (isOver())
        {
            return false;
        }

        string text = ResolvedYamlWriter.Write(root);
        if (_harmless.Contains(text))
        {
            return false;
        }

        Trials++;
        bool isFailing = fails(text);
        if (!isFailing)
        {
            _harmless.Add(text);
        }

        return isFailing;
    }

    private YamlNode Smaller(YamlNode node, Func<YamlNode, YamlMap> whole) =>
        node switch
        {
            YamlList list => OfList(list, whole),
            YamlMap map when map["p50"] is YamlScalar median && Fails(whole(median)) => median,
            YamlMap map => OfMap(map, whole),
            YamlScalar scalar => OfScalar(scalar, whole),
            _ => node,
        };

    private YamlList OfList(YamlList list, Func<YamlNode, YamlMap> whole)
    {
        IReadOnlyList<YamlNode> items = DeltaDebugging.Minimize(
            list.Items,
            candidates =>
                FirstOf(candidates.Count, index => Fails(whole(list with { Items = candidates[index] })))
        );
        list = list with { Items = items };
        for (int place = 0; place < list.Items.Count; place++)
        {
            YamlList now = list;
            int at = place;
            YamlList Put(YamlNode item) =>
                now with
                {
                    Items = [.. now.Items.Select((old, index) => index == at ? item : old)],
                };
            list = Put(Smaller(list.Items[place], item => whole(Put(item))));
        }

        return list;
    }

    private YamlMap OfMap(YamlMap map, Func<YamlNode, YamlMap> whole)
    {
        foreach (string key in map.Keys.ToArray())
        {
            YamlMap without = map.Without(key);
            if (!Kept.Contains(key) && Fails(whole(without)))
            {
                map = without;
            }
            else
            {
                map = AtKey(map, key, whole);
            }
        }

        return map;
    }

    private YamlMap AtKey(YamlMap map, string key, Func<YamlMap, YamlMap> whole)
    {
        if (Kept.Contains(key) || map.EntryOf(key) is not { } entry)
        {
            return map;
        }

        return map.With(entry.Key, Smaller(entry.Value, value => whole(map.With(entry.Key, value))));
    }

    /// <summary>Halves the number of a value, its unit kept, for as long as the scenario fails.</summary>
    private YamlScalar OfScalar(YamlScalar scalar, Func<YamlNode, YamlMap> whole)
    {
        while (Halved(scalar) is { } half && Fails(whole(half)))
        {
            scalar = half;
        }

        return scalar;
    }

    private static YamlScalar? Halved(YamlScalar scalar)
    {
        int digits = scalar.Text.TakeWhile(char.IsAsciiDigit).Count();
        string unit = scalar.Text[digits..];
        bool isWhole = !unit.Contains('.') && !unit.Contains('(');
        return
            isWhole
            && long.TryParse(
                scalar.Text.AsSpan(0, digits),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out long number
            )
            && number > 1
            ? scalar with
            {
                Text = (number / 2).ToString(CultureInfo.InvariantCulture) + unit,
            }
            : null;
    }

    private static int FirstOf(int count, Func<int, bool> isIt)
    {
        for (int index = 0; index < count; index++)
        {
            if (isIt(index))
            {
                return index;
            }
        }

        return -1;
    }
}
