namespace Simulation.Reports.SpaceTime;

/// <summary>Where columns stand and how their headings fit beside each other.</summary>
public sealed class ColumnLayout
{
    /// <summary>The room at the left for times and faults.</summary>
    public const double Left = 126;

    private const double PageWidth = 1004;
    private const double WidthMin = 60;
    private const double WidthMax = 150;
    private const double GroupGap = 12;
    private const double Right = 12;

    private readonly List<double> _centres = [];
    private readonly double _width;

    /// <summary>Stands columns side by side, with a gap between groups.</summary>
    public ColumnLayout(IReadOnlyList<Column> columns)
    {
        int gaps = columns.Zip(columns.Skip(1)).Count(pair => pair.First.Group != pair.Second.Group);
        double room = PageWidth - Left - Right - (gaps * GroupGap);
        _width = Math.Clamp(room / Math.Max(columns.Count, 1), WidthMin, WidthMax);
        double x = Left;
        var groups = new List<ColumnGroup>();
        for (int place = 0; place < columns.Count; place++)
        {
            if (place > 0 && columns[place].Group != columns[place - 1].Group)
            {
                x += GroupGap;
            }

            if (groups.Count == 0 || groups[^1].Name != columns[place].Group)
            {
                groups.Add(new ColumnGroup(columns[place].Group, x, x));
            }

            _centres.Add(x + (_width / 2));
            x += _width;
            groups[^1] = groups[^1] with { End = x };
        }

        Groups = groups;
        Width = (int)Math.Ceiling(x + Right);
        IsStaggered = columns.Any(column => !Fits(column.Node, _width));
    }

    /// <summary>The width of all.</summary>
    public int Width { get; }

    /// <summary>Whether every other name stands lower, since names are wider than columns.</summary>
    public bool IsStaggered { get; }

    /// <summary>The groups, with the stretch that each covers.</summary>
    public IReadOnlyList<ColumnGroup> Groups { get; }

    /// <summary>The middle of a column.</summary>
    public double Centre(int place) => _centres[place];

    /// <summary>As much of a column's name as there is room for.</summary>
    public string Name(string name) => Cut(name, IsStaggered ? (_width * 2) - 8 : _width);

    /// <summary>As much of a group's name as there is room for.</summary>
    public static string Name(ColumnGroup group) => Cut(group.Name, group.End - group.Start);

    /// <summary>As much of a text as there is room for.</summary>
    public static string Cut(string text, double width)
    {
        string cut = text;
        while (cut.Length > 1 && !Fits(cut == text ? text : cut + "…", width))
        {
            cut = cut[..^1];
        }

        return cut == text ? text : cut + "…";
    }

    private static bool Fits(string text, double width) => Charts.SvgCanvas.TextWidth(text) <= width - 4;
}

/// <summary>Columns of one region.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Its left edge.</param>
/// <param name="End">Its right edge.</param>
public sealed record ColumnGroup(string Name, double Start, double End);
