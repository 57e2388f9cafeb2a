using System.Globalization;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Shrinking;

/// <summary>
/// Makes a failing scenario smaller while it still fails in the same way: leaves out what can be left out of its
/// lists and maps, and halves its numbers, level by level, until nothing more can go; then tries that again
/// under other seeds.
/// </summary>
/// <remarks>Source: Misherghi and Su, "HDD: Hierarchical Delta Debugging", ICSE 2006.</remarks>
/// <param name="fails">Whether a scenario, given as text, still fails in the same way.</param>
/// <param name="isOver">Whether to stop with what there is.</param>
public sealed class ScenarioShrinker(Func<string, bool> fails, Func<bool> isOver)
{
    private const int WindowParts = 64;
    private const int ChosenMax = 4_096;

    /// <summary>
    /// Under how many other seeds a scenario is tried, round by round: what is smaller needs more luck to fail.
    /// </summary>
    private static readonly int[] OtherSeeds = [0, 16, 128];

    private static readonly string[] Kept = ["scenario", "name", "seed", .. LoadWindow.Keys];
    private static readonly string[] First = ["expect", "faults", "check", "workload", "duration"];

    private readonly HashSet<string> _harmless = new(StringComparer.Ordinal);

    private string _seed = "";
    private int _others;

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

        _seed = (root["seed"] as YamlScalar)?.Text ?? "";
        foreach (int others in OtherSeeds)
        {
            _others = others;
            string before = "";
            while (before != Text(root, _seed) && !isOver())
            {
                before = Text(root, _seed);
                root = Pass(root);
            }
        }

        return Text(root, _seed);
    }

    private YamlMap Pass(YamlMap root)
    {
        root = WithFewerOperations(root);
        foreach (string key in First)
        {
            root = AtKey(root, key, whole => whole);
        }

        root = WithFewerOperations(root);
        root = WithChosenOperations(root);
        return OfMap(root, whole => (YamlMap)whole);
    }

    /// <summary>
    /// Whether a scenario fails under the seed of now, or one of some others, which is then the seed of now:
    /// whoever asks takes what fails.
    /// </summary>
    private bool Fails(YamlMap root) => Fails(root, _seed) || (_seed.Length > 0 && FailsUnderAnother(root));

    private bool FailsUnderAnother(YamlMap root)
    {
        for (int other = 1; other <= _others; other++)
        {
            string seed = other.ToString(CultureInfo.InvariantCulture);
            if (Fails(root, seed))
            {
                _seed = seed;
                return true;
            }
        }

        return false;
    }

    private bool Fails(YamlMap root, string seed)
    {
        string text = Text(root, seed);
        if (isOver() || _harmless.Contains(text))
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

    private static string Text(YamlMap root, string seed) =>
        ResolvedYamlWriter.Write(
            root.EntryOf("seed") is { } entry
                ? root.With(entry.Key, new YamlScalar(entry.Value.Span, seed, IsPlain: true))
                : root
        );

    /// <summary>Lets each workload end as early and begin as late as the failure allows.</summary>
    private YamlMap WithFewerOperations(YamlMap root)
    {
        for (int place = 0; place < LoadWindow.Count(root); place++)
        {
            int workload = place;
            (long start, long end) = LoadWindow.Of(root, workload);
            root = Nearest(start, end, root, (at, now) => LoadWindow.With(now, workload, start, at));
            (_, long last) = LoadWindow.Of(root, workload);
            root = Nearest(last, start, root, (at, now) => LoadWindow.With(now, workload, at, last));
        }

        return root;
    }

    /// <summary>Finds how many operations at the beginning suffice, so that the list of them can be reduced.</summary>
    private YamlMap WithChosenOperations(YamlMap root)
    {
        for (int place = 0; place < LoadWindow.Count(root); place++)
        {
            bool isChosen = LoadWindow.HasChosen(root, place);
            for (int count = 1; count <= ChosenMax && !isChosen; count *= 2)
            {
                YamlMap candidate = LoadWindow.WithFirst(root, place, count);
                isChosen = Fails(candidate);
                root = isChosen ? candidate : root;
            }
        }

        return AtKey(root, "workload", whole => whole);
    }

    /// <summary>
    /// The scenario with a number as close to <paramref name="near"/> as halving finds, given that it fails with
    /// <paramref name="far"/>.
    /// </summary>
    private YamlMap Nearest(long near, long far, YamlMap root, Func<long, YamlMap, YamlMap> with)
    {
        long exact = Math.Max(1, Math.Abs(far - near) / WindowParts);
        while (Math.Abs(far - near) > exact)
        {
            long middle = near + ((far - near) / 2);
            YamlMap candidate = with(middle, root);
            bool isFailing = Fails(candidate);
            (root, far) = isFailing ? (candidate, middle) : (root, far);
            near = isFailing ? near : middle;
        }

        return root;
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

    /// <summary>The operations that are needed; none would stand for all of them.</summary>
    private YamlNode Chosen(YamlNode node, Func<YamlNode, YamlMap> whole) =>
        node is YamlList list ? Minimal(list, items => items.Count > 0, whole) : node;

    private YamlList Minimal(
        YamlList list,
        Func<IReadOnlyList<YamlNode>, bool> mayBe,
        Func<YamlNode, YamlMap> whole
    )
    {
        IReadOnlyList<YamlNode> items = DeltaDebugging.Minimize(
            list.Items,
            candidates =>
                FirstOf(
                    candidates.Count,
                    index => mayBe(candidates[index]) && Fails(whole(list with { Items = candidates[index] }))
                )
        );
        return list with { Items = items };
    }

    private YamlList OfList(YamlList list, Func<YamlNode, YamlMap> whole)
    {
        list = Minimal(list, _ => true, whole);
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
        if ((Kept.Contains(key) && key != LoadWindow.Chosen) || map.EntryOf(key) is not { } entry)
        {
            return map;
        }

        YamlMap With(YamlNode value) => whole(map.With(entry.Key, value));
        YamlNode smaller = key == LoadWindow.Chosen ? Chosen(entry.Value, With) : Smaller(entry.Value, With);
        return map.With(entry.Key, smaller);
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
