using Simulation.Components.Workloads;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Options;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Running;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Loading;

/// <summary>Reads one cell of a scenario, all parameters settled, into checked records.</summary>
internal sealed class CellBinder
{
    /// <summary>The blocks that are not plain keys of <see cref="ScenarioOptions"/>.</summary>
    private static readonly string[] OwnBlocks =
    [
        "params",
        "matrix",
        "include",
        "components",
        "workload",
        "faults",
    ];

    private readonly YamlMap _root;
    private readonly BindContext _context;
    private readonly ProblemList _problems;

    private CellBinder(YamlMap root, BindContext context)
    {
        _root = root;
        _context = context;
        _problems = context.Problems;
    }

    /// <summary>Binds a cell; null, with problems added, when it cannot be run.</summary>
    /// <param name="root">The scenario without parameters in it.</param>
    /// <param name="cell">The matrix keys with their values.</param>
    /// <param name="settings">What <c>when:</c> and <c>unless:</c> can ask for.</param>
    /// <param name="seed">The seed of the cell; null for the scenario's own.</param>
    /// <param name="context">Where problems go and how quantities are read.</param>
    public static ScenarioCell? Bind(
        YamlMap root,
        IReadOnlyList<CellValue> cell,
        CellSettings settings,
        ulong? seed,
        BindContext context
    )
    {
        return new CellBinder(root, context).Bind(cell, settings, seed);
    }

    private ScenarioCell? Bind(IReadOnlyList<CellValue> cell, CellSettings settings, ulong? seed)
    {
        int errorsBefore = _problems.ErrorCount;
        var names = new WrittenNames(_root);
        BindContext named = _context with { NamesOf = names.ArePlacesKnown ? names.Of : null };
        ScenarioOptions? options = OptionsBinder.Bind<ScenarioOptions>(
            WithNodeLists(_root),
            named with
            {
                IgnoredKeys = OwnBlocks,
                Owner = "a scenario",
            }
        );
        RequireBlocks();
        IReadOnlyList<PlannedComponent> components = new ComponentBinder(named).Bind(_root["components"]);
        IReadOnlyList<WorkloadOptions> workloads = new WorkloadBinder(named, names, components).Bind(
            _root["workload"]
        );
        IReadOnlyList<PlannedFault> faults = new FaultBinder(named, Duration()).Bind(_root["faults"]);
        var expectations = new ExpectationBinder(_root, _context, names, components);
        IReadOnlyList<PlannedExpectation> expected = expectations.Bind(settings);
        expectations.CheckHistories();
        IReadOnlyList<RequiredHappening> reached = expectations.BindReached();
        CheckCompared(settings);
        return options is null || _problems.ErrorCount > errorsBefore
            ? null
            : new ScenarioCell
            {
                File = _root.Span.File,
                Cell = cell,
                Seed = seed ?? (ulong)options.Seed,
                Options = options,
                Components = components,
                Workloads = workloads,
                Faults = faults,
                Expectations = expected,
                Reached = reached,
                LivenessLine = _root.EntryOf("liveness")?.Key.Span.Line ?? 0,
                Resolved = "",
            };
    }

    private void RequireBlocks()
    {
        (string Block, string? Suggestion)[] needed =
        [
            ("components", null),
            ("workload", null),
            ("topology", "write topology: {regions: {eu: {nodes: 3}}}"),
        ];
        foreach ((string block, string? suggestion) in needed)
        {
            if (_root[block] is null)
            {
                _problems.Error(
                    ProblemCode.MissingKey,
                    _root.Span,
                    $"a scenario needs '{block}'",
                    suggestion
                );
            }
        }
    }

    /// <summary>
    /// How long the run lasts, read ahead so that faults are checked in a scenario with problems too.
    /// </summary>
    private SimDuration? Duration() =>
        _root["duration"] is YamlScalar text
        && QuantityText.TryDuration(text.Text, out SimDuration length, out _)
        && length > SimDuration.Zero
            ? length
            : null;

    private void CheckCompared(CellSettings settings)
    {
        YamlNode? by = ((_root["report"] as YamlMap)?["compare"] as YamlMap)?["by"];
        if (
            settings.Names.Count > 0
            && by is YamlScalar { IsNull: false } key
            && !settings.Names.Contains(key.Text, StringComparer.Ordinal)
        )
        {
            _problems.Error(
                ProblemCode.UnknownName,
                key.Span,
                $"'{key.Text}' is neither a parameter nor a matrix key",
                Suggestion.DidYouMean(key.Text, settings.Names)
            );
        }
    }

    /// <summary>Lets <c>nodes: 3</c> stand for a list with one entry, which means so many nodes.</summary>
    private static YamlMap WithNodeLists(YamlMap root)
    {
        if (root["topology"] is not YamlMap topology || topology["regions"] is not YamlMap regions)
        {
            return root;
        }

        YamlMap listed = regions with
        {
            Entries = [.. regions.Entries.Select(entry => entry with { Value = WithNodeList(entry.Value) })],
        };
        return root.With(
            root.EntryOf("topology")!.Key,
            topology.With(topology.EntryOf("regions")!.Key, listed)
        );
    }

    private static YamlNode WithNodeList(YamlNode region) =>
        region is YamlMap map && map.EntryOf("nodes") is { Value: YamlScalar count } entry
            ? map.With(entry.Key, new YamlList(count.Span, [count]))
            : region;
}
