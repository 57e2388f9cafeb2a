namespace Simulation.Reports.Charts;

/// <summary>Says which colour is which design.</summary>
internal static class Legend
{
    private const int RowHeight = 20;
    private const int Swatch = 26;

    /// <summary>Draws the legend and returns how high it is.</summary>
    public static int Draw(SvgCanvas canvas, int left, int top, IReadOnlyList<string> labels)
    {
        double x = left;
        int rows = 1;
        for (int index = 0; index < labels.Count; index++)
        {
            double width = Swatch + 8 + SvgCanvas.TextWidth(labels[index]) + 18;
            if (x > left && x + width > canvas.Width - 16)
            {
                x = left;
                rows++;
            }

            double y = top + ((rows - 1) * RowHeight) + 8;
            canvas.Line(x, y, x + Swatch, y, Theme.Line(index));
            canvas.Text(x + Swatch + 8, y + 4, labels[index], "");
            x += width;
        }

        return rows * RowHeight;
    }
}
