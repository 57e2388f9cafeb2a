using Simulation.Kernel.Options;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Options;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Swarms;

/// <summary>
/// Turns <c>swarm:</c> into entries of <c>faults:</c>, drawn from the seed, so that the resolved scenario says
/// what it drew. Each kind draws from a stream of its own: leaving one out changes no other.
/// </summary>
internal sealed class SwarmExpansion
{
    private const int DisksMin = 3;

    private readonly YamlMap _root;
    private readonly BindContext _silent;
    private readonly RandomStream _random;
    private readonly WrittenNames _names;
    private readonly SourceSpan _span;

    private SwarmExpansion(YamlMap root, ulong seed, BindContext context)
    {
        _root = root;
        _silent = context with { Problems = new ProblemList() };
        _random = new RandomStream(seed).Split("swarm");
        _names = new WrittenNames(root);
        _span = root.EntryOf("swarm")!.Key.Span;
    }

    /// <summary>The scenario with the drawn faults behind those of the file.</summary>
    /// <param name="root">The scenario without parameters in it.</param>
    /// <param name="seed">The cell's seed; null for the scenario's own.</param>
    /// <param name="context">Where problems with the names of faults go.</param>
    public static YamlMap Expand(YamlMap root, ulong? seed, BindContext context)
    {
        if (root["swarm"] is not YamlMap block)
        {
            return root;
        }

        CheckNames(block, context.Problems);
        ulong own = ulong.TryParse((root["seed"] as YamlScalar)?.Text, out ulong written) ? written : 1;
        return new SwarmExpansion(root, seed ?? own, context).Expand(block);
    }

    private static void CheckNames(YamlMap block, ProblemList problems)
    {
        List<string> known = [.. SwarmCatalog.All.Select(kind => kind.Fault)];
        foreach (
            YamlScalar name in WrittenNames
                .Scalars(block["faults"])
                .Concat(WrittenNames.Scalars(block["without"]))
                .Where(name => !known.Contains(name.Text, StringComparer.Ordinal))
        )
        {
            problems.Error(
                ProblemCode.UnknownKind,
                name.Span,
                $"'{name.Text}' is not a fault that a swarm can draw",
                Suggestion.DidYouMean(name.Text, known)
            );
        }
    }

    /// <summary>What is wrong with the block or the run's times is told when the scenario is bound.</summary>
    private YamlMap Expand(YamlMap block)
    {
        SwarmOptions? options = OptionsBinder.Bind<SwarmOptions>(block, _silent);
        SimTime begin = SimTime.Zero + (options?.At ?? Length(_root, "warmup") ?? SimDuration.Zero);
        SimDuration? heal = Length(_root["liveness"] as YamlMap, "heal-at") ?? Length(_root, "duration");
        IReadOnlyList<string> nodes = _names.Of(NameKind.Node);
        if (options is null || heal is not { } end || SimTime.Zero + end <= begin || nodes.Count == 0)
        {
            return _root;
        }

        string victim = nodes[_random.Split("victim").NextBelow(nodes.Count)];
        List<YamlNode> drawn = [];
        foreach (SwarmClass kind in SwarmCatalog.All.Where(kind => MayTakePart(kind, options)))
        {
            RandomStream random = _random.Split(kind.Fault);
            if (options.Chance.Happens(random))
            {
                drawn.Add(Entry(kind, random, victim, begin, SimTime.Zero + end));
            }
        }

        YamlScalar key = _root.EntryOf("faults")?.Key ?? Scalar("faults");
        return _root.With(
            key,
            new YamlList(_span, [.. (_root["faults"] as YamlList)?.Items ?? [], .. drawn])
        );
    }

    private bool MayTakePart(SwarmClass kind, SwarmOptions options) =>
        (
            options.Faults.Count == 0
                ? !kind.IsAmnesia
                : options.Faults.Contains(kind.Fault, StringComparer.Ordinal)
        )
        && _names.Of(NameKind.Region).Count >= kind.RegionsMin
        && !options.Without.Contains(kind.Fault, StringComparer.Ordinal)
        && (!kind.LosesData || _names.Of(NameKind.Node).Count >= DisksMin);

    /// <summary>
    /// One fault: it lasts from a tenth to a third of the phase, and about half of them come back.
    /// </summary>
    private YamlMap Entry(SwarmClass kind, RandomStream random, string victim, SimTime begin, SimTime end)
    {
        long phase = InMilliseconds(end - begin);
        long length = Math.Max(1, phase / 10 + random.NextBelow(Math.Max(1, phase * 7 / 30)));
        long start = InMilliseconds(begin - SimTime.Zero) + random.NextBelow(Math.Max(1, phase - length));
        long every = length * 3 / 2 + random.NextBelow(length);
        List<KeyValuePair<string, string>> keys =
        [
            new("id", "swarm-" + kind.Fault),
            new("at", start + "ms"),
            new("for", length + "ms"),
        ];
        if (random.NextBelow(2) == 0 && start + every + length <= InMilliseconds(end - SimTime.Zero))
        {
            keys.Add(new("every", every + "ms"));
        }

        keys.Add(new("inject", kind.Fault));
        var draw = new SwarmDraw(random, victim, _names.Of(NameKind.Region));
        keys.AddRange(kind.Draw(draw).Keys);
        return new YamlMap(_span, [.. keys.Select(pair => Pair(pair.Key, pair.Value))]);
    }

    private YamlEntry Pair(string key, string value) =>
        new(Scalar(key), key == "nodes" ? new YamlList(_span, [Scalar(value)]) : Scalar(value));

    private YamlScalar Scalar(string text) => new(_span, text, IsPlain: true);

    private static long InMilliseconds(SimDuration length) => length.Nanoseconds / 1_000_000;

    private static SimDuration? Length(YamlMap? map, string key) =>
        map?[key] is YamlScalar text
        && Kernel.Quantities.QuantityText.TryDuration(text.Text, out SimDuration length, out _)
            ? length
            : null;
}
