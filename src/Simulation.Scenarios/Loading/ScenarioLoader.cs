using Simulation.Scenarios.Matrix;
using Simulation.Scenarios.Options;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Running;
using Simulation.Scenarios.Swarms;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Loading;

/// <summary>What a user wishes of a scenario file.</summary>
public sealed record LoadOptions
{
    /// <summary>Gives the text of a file, or null when it cannot be read.</summary>
    public required Func<string, string?> ReadFile { get; init; }

    /// <summary>Parameters set, each as <c>key=value</c>.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>
    /// A YAML file of parameters, over the scenario's own and under <see cref="Sets"/>; null for none.
    /// </summary>
    public string? ParamsFile { get; init; }

    /// <summary>The seed in place of the file's and of the matrix's, or null.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Whether a very large matrix is meant.</summary>
    public bool IsLargeMeant { get; init; }
}

/// <summary>A scenario file that was read.</summary>
/// <param name="Name">The scenario's name; empty when it could not be read.</param>
/// <param name="Cells">What to run, in the order of the matrix; empty when there are errors.</param>
/// <param name="Problems">All that is wrong, sorted by place; with warnings only, the cells can be
/// run.</param>
public sealed record LoadResult(
    string Name,
    IReadOnlyList<ScenarioCell> Cells,
    IReadOnlyList<Problem> Problems
);

/// <summary>
/// Reads a scenario file into the cells of its matrix, and finds all problems in it at once.
/// </summary>
public sealed class ScenarioLoader
{
    private readonly LoadOptions _options;
    private readonly ProblemList _problems = new();
    private readonly BindContext _context;

    private ScenarioLoader(LoadOptions options)
    {
        _options = options;
        _context = new BindContext
        {
            Problems = _problems,
            Quantities = QuantityParsers.Standard,
            ReadFile = options.ReadFile,
        };
    }

    /// <summary>Reads a file; never throws for what is in it.</summary>
    /// <param name="file">The file as the user named it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="options">The user's wishes.</param>
    public static LoadResult Load(string file, string text, LoadOptions options) =>
        new ScenarioLoader(options).Load(file, text);

    private LoadResult Load(string file, string text)
    {
        YamlNode? root = YamlReader.Read(file, text, _problems);
        if (root is not YamlMap map)
        {
            ReportNoScenario(root);
            return new LoadResult("", [], _problems.Sorted());
        }

        map = new IncludeResolver(_options.ReadFile, _problems).Resolve(map);
        IReadOnlyList<Parameter> parameters = ParameterOverrides.Apply(
            Parameter.Declared(map, _problems),
            [.. SetsOfFile(), .. _options.Sets],
            _problems
        );
        IReadOnlyList<MatrixCell> cells = new MatrixExpander(parameters, _problems).Expand(
            WithoutSeeds(map["matrix"]),
            _options.IsLargeMeant
        );

        if (cells.Count == 0)
        {
            // The matrix has problems; those of the rest are told with them.
            cells = [new MatrixCell([])];
        }
        else if (cells.Count > MatrixExpander.RunsUnaskedMax && !_options.IsLargeMeant)
        {
            // It will not be run; one cell shows most of what else is wrong, in a moment.
            cells = [cells[0]];
        }

        List<ScenarioCell> bound =
        [
            .. cells.Select(cell => Bind(map, parameters, cell)).OfType<ScenarioCell>(),
        ];
        ReportUnused(map, parameters);
        string name = (map["name"] as YamlScalar)?.Text ?? "";
        return new LoadResult(name, _problems.HasErrors ? [] : bound, _problems.Sorted());
    }

    private void ReportNoScenario(YamlNode? root)
    {
        if (root is not null)
        {
            _problems.Error(
                ProblemCode.NotAMap,
                root.Span,
                $"a scenario is a map, not {root.Shape}",
                "begin: scenario: v1"
            );
        }
    }

    /// <summary>The entries of the file of parameters, as if they stood on the command line.</summary>
    private IEnumerable<string> SetsOfFile()
    {
        if (_options.ParamsFile is not { } file)
        {
            return [];
        }

        if (_options.ReadFile(file) is not { } text)
        {
            _problems.Error(
                ProblemCode.IncludeMissing,
                SourceSpan.Outside("--params " + file),
                $"no file '{file}'"
            );
            return [];
        }

        YamlNode? root = YamlReader.Read(file, text, _problems);
        if (root is not YamlMap map || map.Entries.Any(entry => entry.Value is not YamlScalar))
        {
            _problems.Error(
                ProblemCode.BadParameter,
                SourceSpan.Outside(file),
                "a file of parameters holds lines of 'name: value'"
            );
            return [];
        }

        return map.Entries.Select(entry => $"{entry.Key.Text}={((YamlScalar)entry.Value).Text}");
    }

    private ScenarioCell? Bind(YamlMap map, IReadOnlyList<Parameter> parameters, MatrixCell cell)
    {
        IReadOnlyList<Parameter> settled = cell.Settle(parameters);
        var substitution = new ParameterSubstitution(settled, _problems);
        YamlMap plain = substitution.ApplyToMap(map.Without("params").Without("matrix"));
        ulong? seed = _options.Seed ?? SeedOf(cell);
        bool isDrawn = plain["swarm"] is not null;
        plain = SwarmExpansion.Expand(plain, seed, _context);
        var settings = CellSettings.Of(map["matrix"], settled, cell);
        List<CellValue> label = [.. cell.Telling.Where(pair => pair.Key != "seed").Select(Setting)];
        ScenarioCell? bound = CellBinder.Bind(plain, label, settings, seed, _context);
        return bound is null
            ? null
            : bound with
            {
                Resolved = ResolvedScenario.Of(plain.Without("swarm"), bound.Seed, settings.Values),
                ResolvedUnder = isDrawn ? null : other => ResolvedScenario.Of(plain, other, settings.Values),
            };
    }

    private ulong? SeedOf(MatrixCell cell)
    {
        if (cell["seed"] is not { } seed)
        {
            return null;
        }

        if (ulong.TryParse(seed.Text, out ulong value))
        {
            return value;
        }

        _problems.Error(
            ProblemCode.BadNumber,
            seed.Span,
            $"'{seed.Text}' is not a seed",
            "write a whole number from 0"
        );
        return null;
    }

    /// <summary>A seed on the command line takes the place of those that the matrix sweeps.</summary>
    private YamlNode? WithoutSeeds(YamlNode? matrix) =>
        _options.Seed is not null && matrix is YamlMap map ? NullIfEmpty(map.Without("seed")) : matrix;

    private static YamlMap? NullIfEmpty(YamlMap map) => map.Entries.Count == 0 ? null : map;

    private static CellValue Setting(KeyValuePair<string, YamlScalar> pair) => new(pair.Key, pair.Value.Text);

    /// <summary>
    /// A parameter counts as used where the text asks for it, in whatever cell, or where an entry of the
    /// matrix gives others their values by it.
    /// </summary>
    private void ReportUnused(YamlMap map, IReadOnlyList<Parameter> parameters)
    {
        var substitution = new ParameterSubstitution(parameters, new ProblemList());
        substitution.ApplyToMap(map.Without("params").Without("matrix"));
        YamlNode? included = (map["matrix"] as YamlMap)?["include"];
        substitution.Use(
            ((included as YamlList)?.Items ?? [])
                .OfType<YamlMap>()
                .SelectMany(entry => entry.Entries.Select(pair => pair.Key.Text))
        );
        substitution.ReportUnusedTo(_problems);
    }
}
