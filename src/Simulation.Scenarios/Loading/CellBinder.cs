using Simulation.Components.Workloads;
using Simulation.Kernel.Faults;
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
    private static readonly string[] OwnBlocks = ["params", "matrix", "include", "components", "workload", "faults"];

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
    /// <param name="settings">The names that <c>when:</c> may use: parameters and matrix keys with their values.</param>
    /// <param name="seed">The seed of the cell; null for the scenario's own.</param>
    /// <param name="context">Where problems go and how quantities are read.</param>
    public static ScenarioCell? Bind(
        YamlMap root,
        IReadOnlyList<CellValue> cell,
        IReadOnlyList<CellValue> settings,
        ulong? seed,
        BindContext context)
    {
        return new CellBinder(root, context).Bind(cell, settings, seed);
    }

    private ScenarioCell? Bind(IReadOnlyList<CellValue> cell, IReadOnlyList<CellValue> settings, ulong? seed)
    {
        int errorsBefore = _problems.ErrorCount;
        BindContext plain = _context with { IgnoredKeys = OwnBlocks, NamesOf = null, Owner = "a scenario" };
        ScenarioOptions? options = OptionsBinder.Bind<ScenarioOptions>(WithNodeLists(_root), plain);
        RequireBlocks();
        var names = new PlaceNames(options?.Topology ?? new TopologyOptions());
        BindContext named = _context with { NamesOf = names.Of };
        if (options is not null)
        {
            // Once more, now that the names are known, for the links that speak of places.
            OptionsBinder.Bind<ScenarioOptions>(WithNodeLists(_root), plain with { NamesOf = names.Of });
        }

        IReadOnlyList<PlannedComponent> components = new ComponentBinder(named).Bind(_root["components"]);
        IReadOnlyList<WorkloadOptions> workloads = new WorkloadBinder(named, components).Bind(_root["workload"]);
        IReadOnlyList<PlannedFault> faults = new FaultBinder(named, options?.Duration).Bind(_root["faults"]);
        if (options is null)
        {
            return null;
        }

        var expectations = new ExpectationBinder(_root, _context, workloads, faults, components);
        IReadOnlyList<PlannedExpectation> expected = expectations.Bind(options, settings);
        IReadOnlyList<RequiredHappening> reached = expectations.BindReached();
        return _problems.ErrorCount > errorsBefore
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
                Resolved = "",
            };
    }

    private void RequireBlocks()
    {
        foreach (string block in (string[])["components", "workload"])
        {
            if (_root[block] is null)
            {
                _problems.Error(ProblemCode.MissingKey, _root.Span, $"a scenario needs '{block}'");
            }
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
            topology.With(topology.EntryOf("regions")!.Key, listed));
    }

    private static YamlNode WithNodeList(YamlNode region) =>
        region is YamlMap map && map.EntryOf("nodes") is { Value: YamlScalar count } entry
            ? map.With(entry.Key, new YamlList(count.Span, [count]))
            : region;
}
