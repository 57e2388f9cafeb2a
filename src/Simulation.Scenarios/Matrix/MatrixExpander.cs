using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Matrix;

/// <summary>
/// Multiplies <c>matrix:</c> out into cells: the product of its keys' lists, the first key varying slowest,
/// less the cells that match an entry of <c>exclude</c>, and then each entry of <c>include</c> in turn: it
/// adds its values to every cell of the product whose own values it does not change, and is a cell of its own
/// where there is none.
/// </summary>
/// <param name="parameters">What may be swept, beside <c>seed</c>; a pinned one is not swept.</param>
/// <param name="problems">Where problems go.</param>
public sealed class MatrixExpander(IReadOnlyList<Parameter> parameters, ProblemList problems)
{
    /// <summary>How many runs are started without asking.</summary>
    public const int RunsUnaskedMax = 256;

    private const int RunsMax = 100_000;

    /// <summary>The cells in order; a scenario without a matrix has one cell without values.</summary>
    /// <param name="matrix">The value of <c>matrix:</c>, or null.</param>
    /// <param name="isLargeAllowed">Whether the user has agreed to more than <see cref="RunsUnaskedMax"/>
    /// runs.</param>
    public IReadOnlyList<MatrixCell> Expand(YamlNode? matrix, bool isLargeAllowed)
    {
        if (matrix is null or YamlScalar { IsNull: true })
        {
            return [new MatrixCell([])];
        }

        if (matrix is not YamlMap map)
        {
            problems.Error(ProblemCode.BadMatrix, matrix.Span, $"'matrix' needs a map, not {matrix.Shape}");
            return [];
        }

        int errorCount = problems.ErrorCount;
        List<MatrixAxis> axes = ReadAxes(map);
        IReadOnlyList<MatrixEntry> excludes = ReadEntries(map, "exclude", axes);
        IReadOnlyList<MatrixEntry> includes = ReadEntries(map, "include", axes);
        if (problems.ErrorCount > errorCount || IsTooLarge(map, axes))
        {
            return [];
        }

        List<MatrixCell> cells = [.. Product(axes)];
        Exclude(cells, excludes);
        Include(cells, includes, axes);
        List<MatrixCell> distinct = Distinct(cells);
        if (distinct.Count == 0)
        {
            problems.Error(ProblemCode.BadMatrix, map.Span, "no cell of the matrix remains");
        }

        if (distinct.Count > RunsUnaskedMax && !isLargeAllowed)
        {
            problems.Error(
                ProblemCode.TooManyRuns,
                map.Span,
                $"the matrix has {distinct.Count} runs",
                "shrink it, or say --yes"
            );
        }

        return WithoutWhatFollows(distinct, axes);
    }

    /// <summary>What an inclusion adds to a cell follows from its own values, and need not be told.</summary>
    private static IReadOnlyList<MatrixCell> WithoutWhatFollows(List<MatrixCell> cells, List<MatrixAxis> axes)
    {
        List<MatrixCell> told =
        [
            .. cells.Select(cell =>
                cell with
                {
                    Telling = [.. cell.Values.Where(pair => axes.Exists(axis => axis.Key == pair.Key))],
                }
            ),
        ];
        int distinct = told.Select(cell => new MatrixCell(cell.Telling).Label)
            .Distinct(StringComparer.Ordinal)
            .Count();
        return distinct == cells.Count ? told : cells;
    }

    private List<MatrixAxis> ReadAxes(YamlMap map)
    {
        var axes = new List<MatrixAxis>();
        foreach (
            YamlEntry entry in map.Entries.Where(entry => entry.Key.Text is not ("exclude" or "include"))
        )
        {
            CheckAxis(entry.Key);
            if (
                entry.Value is not YamlList { Items.Count: > 0 } list
                || list.Items.Any(item => item is not YamlScalar { IsNull: false })
            )
            {
                problems.Error(
                    ProblemCode.BadMatrix,
                    entry.Value.Span,
                    $"'{entry.Key.Text}' needs a list of single values",
                    "write [a, b]"
                );
                continue;
            }

            YamlScalar[] values = [.. list.Items.Cast<YamlScalar>()];
            for (int index = 1; index < values.Length; index++)
            {
                if (values.Take(index).Any(value => value.Text == values[index].Text))
                {
                    problems.Error(
                        ProblemCode.BadMatrix,
                        values[index].Span,
                        $"'{values[index].Text}' is in the list twice"
                    );
                }
            }

            axes.Add(
                new MatrixAxis(entry.Key.Text, Pinned(entry.Key.Text) is { } pinned ? [pinned] : values)
            );
        }

        return axes;
    }

    private void CheckAxis(YamlScalar key)
    {
        string[] known = [.. parameters.Select(parameter => parameter.Name), "seed"];
        if (!known.Contains(key.Text, StringComparer.Ordinal))
        {
            problems.Error(
                ProblemCode.UnknownAxis,
                key.Span,
                $"'{key.Text}' is not a parameter",
                Suggestion.DidYouMean(key.Text, known) ?? "declare it in 'params'"
            );
        }
    }

    private List<MatrixEntry> ReadEntries(YamlMap map, string key, IReadOnlyList<MatrixAxis> axes)
    {
        var entries = new List<MatrixEntry>();
        YamlNode? node = map[key];
        if (node is not null and not YamlList)
        {
            problems.Error(
                ProblemCode.BadMatrix,
                node.Span,
                $"'{key}' needs a list of maps, not {node.Shape}"
            );
        }

        foreach (YamlNode item in (node as YamlList)?.Items ?? [])
        {
            if (
                item is not YamlMap { Entries.Count: > 0 } values
                || values.Entries.Any(entry => entry.Value is not YamlScalar { IsNull: false })
            )
            {
                problems.Error(
                    ProblemCode.BadMatrix,
                    item.Span,
                    $"an entry of '{key}' is a map of single values"
                );
                continue;
            }

            CheckKeys(values, key, axes);
            entries.Add(
                new MatrixEntry(
                    item.Span,
                    [
                        .. values.Entries.Select(entry =>
                            KeyValuePair.Create(entry.Key.Text, (YamlScalar)entry.Value)
                        ),
                    ]
                )
            );
        }

        return entries;
    }

    /// <summary>
    /// An exclusion may only name keys of the matrix; an inclusion may add any parameter.
    /// </summary>
    private void CheckKeys(YamlMap values, string block, IReadOnlyList<MatrixAxis> axes)
    {
        foreach (
            YamlEntry entry in values.Entries.Where(entry => axes.All(axis => axis.Key != entry.Key.Text))
        )
        {
            if (block != "exclude")
            {
                CheckAxis(entry.Key);
                continue;
            }

            problems.Error(
                ProblemCode.UnknownAxis,
                entry.Key.Span,
                $"'{entry.Key.Text}' is not a key of the matrix",
                Suggestion.DidYouMean(entry.Key.Text, axes.Select(axis => axis.Key))
            );
        }
    }

    private YamlScalar? Pinned(string name) =>
        parameters.FirstOrDefault(parameter => parameter.IsPinned && parameter.Name == name)?.Value;

    private bool IsTooLarge(YamlMap map, IReadOnlyList<MatrixAxis> axes)
    {
        long product = 1;
        foreach (MatrixAxis axis in axes)
        {
            product *= axis.Values.Count;
            if (product > RunsMax)
            {
                problems.Error(
                    ProblemCode.TooManyRuns,
                    map.Span,
                    $"the matrix has more than {RunsMax} runs",
                    "shrink it"
                );
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<MatrixCell> Product(IReadOnlyList<MatrixAxis> axes)
    {
        IEnumerable<IReadOnlyList<KeyValuePair<string, YamlScalar>>> rows =
        [
            [],
        ];
        foreach (MatrixAxis axis in axes)
        {
            rows = rows.SelectMany(row =>
                axis.Values.Select(value =>
                    (IReadOnlyList<KeyValuePair<string, YamlScalar>>)
                        [.. row, KeyValuePair.Create(axis.Key, value)]
                )
            );
        }

        return axes.Count == 0 ? [] : rows.Select(row => new MatrixCell(row));
    }

    private void Exclude(List<MatrixCell> cells, IReadOnlyList<MatrixEntry> excludes)
    {
        MatrixCell[] product = [.. cells];
        foreach (MatrixEntry exclude in excludes)
        {
            bool isPinnedAway = exclude.Values.Any(pair => Pinned(pair.Key) is not null);
            if (!product.Any(exclude.Agrees) && !isPinnedAway)
            {
                problems.Warning(ProblemCode.IdleExclusion, exclude.Span, "no cell has these values");
            }

            cells.RemoveAll(exclude.Agrees);
        }
    }

    private void Include(
        List<MatrixCell> cells,
        IReadOnlyList<MatrixEntry> includes,
        IReadOnlyList<MatrixAxis> axes
    )
    {
        int productCount = cells.Count;
        foreach (MatrixEntry include in includes)
        {
            KeyValuePair<string, YamlScalar>[] own =
            [
                .. include.Values.Where(pair => axes.Any(axis => axis.Key == pair.Key)),
            ];
            var axisEntry = include with { Values = own };
            bool isAdded = false;
            for (int index = 0; index < productCount; index++)
            {
                if (axisEntry.Agrees(cells[index]))
                {
                    cells[index] = Add(cells[index], include.Values);
                    isAdded = true;
                }
            }

            bool isPinnedAway = include.Values.Any(pair =>
                Pinned(pair.Key) is { } pinned && pinned.Text != pair.Value.Text
            );
            if (!isAdded && !isPinnedAway)
            {
                cells.Add(new MatrixCell(include.Values));
            }
        }
    }

    private static MatrixCell Add(MatrixCell cell, IReadOnlyList<KeyValuePair<string, YamlScalar>> values)
    {
        IEnumerable<KeyValuePair<string, YamlScalar>> kept = cell.Values.Where(old =>
            values.All(pair => pair.Key != old.Key) || values.Any(pair => Same(pair, old))
        );
        return new MatrixCell([.. kept, .. values.Where(pair => !cell.Values.Any(old => Same(pair, old)))]);
    }

    private static bool Same(KeyValuePair<string, YamlScalar> left, KeyValuePair<string, YamlScalar> right) =>
        left.Key == right.Key && left.Value.Text == right.Value.Text;

    /// <summary>An included cell may repeat another; the same run twice would count twice.</summary>
    private static List<MatrixCell> Distinct(List<MatrixCell> cells)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        return [.. cells.Where(cell => labels.Add(cell.Label))];
    }

    private sealed record MatrixAxis(string Key, IReadOnlyList<YamlScalar> Values);

    private sealed record MatrixEntry(SourceSpan Span, IReadOnlyList<KeyValuePair<string, YamlScalar>> Values)
    {
        public bool Agrees(MatrixCell cell) => Values.All(pair => cell[pair.Key]?.Text == pair.Value.Text);
    }
}
