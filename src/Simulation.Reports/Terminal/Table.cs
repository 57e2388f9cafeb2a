using Simulation.Reports.Comparisons;

namespace Simulation.Reports.Terminal;

/// <summary>Lines up columns by blanks alone, so that the same text serves people, pipes and files.</summary>
public sealed class Table
{
    private const int Apart = 2;

    private readonly List<Column> _columns = [];

    /// <summary>Begins a table with a row for each design.</summary>
    /// <param name="designs">At least one.</param>
    public static Table Of(IReadOnlyList<Design> designs)
    {
        Table table = new();
        table.Add("", designs[0].Keys, true, designs.Select(design => new Span(design.Label, Tone.Strong)));
        return table;
    }

    /// <summary>How many columns of text it is wide.</summary>
    public int Width => _columns.Sum(column => column.Width + Apart);

    /// <summary>Adds a column.</summary>
    /// <param name="group">A heading over several neighbours of the same group; empty for none.</param>
    /// <param name="name">Its own heading.</param>
    /// <param name="isText">Text goes to the left, numbers to the right.</param>
    /// <param name="cells">One for each row.</param>
    public void Add(string group, string name, bool isText, IEnumerable<Span> cells) =>
        _columns.Add(new Column(group, name, isText, [.. cells]));

    /// <summary>Writes the table onto a page.</summary>
    public void Write(Page page)
    {
        WidenForGroups();
        if (_columns.Exists(column => column.Group.Length > 0))
        {
            page.Add([.. Groups()]);
        }

        page.Add([.. _columns.SelectMany(column => column.Aligned(new Span(column.Name, Tone.Quiet)))]);
        for (int row = 0; row < _columns[0].Cells.Count; row++)
        {
            int place = row;
            page.Add([.. _columns.SelectMany(column => column.Aligned(column.Cells[place]))]);
        }
    }

    /// <summary>A group's heading may be longer than its columns; the last of them makes room.</summary>
    private void WidenForGroups()
    {
        for (int first = 0; first < _columns.Count; )
        {
            int count = GroupLength(first);
            int width = _columns.GetRange(first, count).Sum(column => column.Width + Apart);
            int missing = _columns[first].Group.Length + Apart - width;
            if (missing > 0)
            {
                _columns[first + count - 1].Widen(missing);
            }

            first += count;
        }
    }

    private IEnumerable<Span> Groups()
    {
        for (int first = 0; first < _columns.Count; )
        {
            int count = GroupLength(first);
            int width = _columns.GetRange(first, count).Sum(column => column.Width + Apart);
            yield return new Span(new string(' ', Apart));
            yield return new Span(_columns[first].Group.PadRight(width - Apart), Tone.Strong);
            first += count;
        }
    }

    private int GroupLength(int first) =>
        1
        + _columns
            .Skip(first + 1)
            .TakeWhile(column => string.Equals(column.Group, _columns[first].Group, StringComparison.Ordinal))
            .Count();

    private sealed class Column(string group, string name, bool isText, List<Span> cells)
    {
        public string Group => group;

        public string Name => name;

        public List<Span> Cells => cells;

        public int Width { get; private set; } =
            Math.Max(name.Length, cells.Count == 0 ? 0 : cells.Max(cell => cell.Text.Length));

        public void Widen(int by) => Width += by;

        public IEnumerable<Span> Aligned(Span cell)
        {
            string padding = new(' ', Width - cell.Text.Length);
            yield return new Span(new string(' ', Apart) + (isText ? "" : padding));
            yield return cell;
            yield return new Span(isText ? padding : "");
        }
    }
}
