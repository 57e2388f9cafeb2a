using Simulation.Checkers;
using Simulation.Histories;

namespace Simulation.Reports.Charts;

/// <summary>
/// A violation as a picture: each operation from its invocation to its return, a row for each process, and the
/// edges of the cycle between them.
/// </summary>
public static class CounterexampleChart
{
    private const int Left = 96;
    private const int StepWidth = 92;
    private const int RowHeight = 64;
    private const int Top = 96;
    private const int BoxHeight = 26;

    /// <summary>Draws the operations of a violation, in the order of real time.</summary>
    /// <param name="history">The history's name.</param>
    /// <param name="model">What is violated.</param>
    /// <param name="violated">How.</param>
    public static string Draw(string history, string model, Verdict.Violated violated)
    {
        List<int> moments = Moments(violated.Operations);
        List<int> processes = [.. violated.Operations.Select(operation => operation.Process).Distinct()];
        Dictionary<int, (double Left, double Right, int Row)> boxes = [];
        foreach (Operation operation in violated.Operations)
        {
            int start = moments.IndexOf(operation.InvokedOrder);
            int end =
                operation.CompletedOrder == int.MaxValue
                    ? moments.Count
                    : moments.IndexOf(operation.CompletedOrder);
            boxes[operation.Index] = (
                Left + start * StepWidth,
                Left + end * StepWidth,
                processes.IndexOf(operation.Process)
            );
        }

        SvgCanvas canvas = new(Left + (moments.Count + 1) * StepWidth);
        canvas.Text(24, 34, $"not {model}: {violated.Anomaly}", "title");
        canvas.Text(24, 54, history, "quiet");
        for (int row = 0; row < processes.Count; row++)
        {
            canvas.Text(24, Middle(row) + 4, $"process {processes[row]}", "panel");
        }

        foreach (Operation operation in violated.Operations)
        {
            DrawOperation(canvas, operation, boxes[operation.Index]);
        }

        foreach (OrderEdge edge in violated.Edges)
        {
            if (
                boxes.TryGetValue(edge.Source, out var source)
                && boxes.TryGetValue(edge.Target, out var target)
            )
            {
                DrawEdge(canvas, edge, source, target);
            }
        }

        int bottom = Top + processes.Count * RowHeight;
        string[] lines = violated.Because.TrimEnd('\n').Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            canvas.Text(24, bottom + 20 + line * 18, lines[line], "quiet");
        }

        return canvas.Finish(
            bottom + 32 + lines.Length * 18,
            $"not {model}: {violated.Anomaly}",
            violated.Because
        );
    }

    private static double Middle(int row) => Top + row * RowHeight + BoxHeight / 2.0;

    private static List<int> Moments(IReadOnlyList<Operation> operations) =>
        [
            .. operations
                .SelectMany(operation => (int[])[operation.InvokedOrder, operation.CompletedOrder])
                .Where(order => order != int.MaxValue)
                .Distinct()
                .Order(),
        ];

    private static void DrawOperation(
        SvgCanvas canvas,
        Operation operation,
        (double Left, double Right, int Row) box
    )
    {
        string text = Words(operation);
        double width = Math.Max(box.Right - box.Left - 6, 24);
        canvas.Box(box.Left, Top + box.Row * RowHeight, width, BoxHeight, "track", text, 4);
        canvas.Line(
            box.Left,
            Top + box.Row * RowHeight,
            box.Left,
            Top + box.Row * RowHeight + BoxHeight,
            "axis"
        );
        canvas.Text(box.Left + 5, Middle(box.Row) + 4, text, "");
    }

    private static string Words(Operation operation)
    {
        Value said = operation.Result.IsNil ? operation.Argument : operation.Result;
        string key = operation.Key is null ? "" : $" {operation.Key}";
        return operation.Function == Functions.Transaction
            ? $"T{operation.Index} {said}"
            : $"{operation.Function}{key} {said}";
    }

    /// <summary>A line with a dot where it ends, since an edge points one way.</summary>
    private static void DrawEdge(
        SvgCanvas canvas,
        OrderEdge edge,
        (double Left, double Right, int Row) source,
        (double Left, double Right, int Row) target
    )
    {
        double startX = (source.Left + source.Right) / 2;
        double endX = (target.Left + target.Right) / 2;
        bool isDown = target.Row >= source.Row;
        double startY = Top + source.Row * RowHeight + (isDown ? BoxHeight : 0);
        double endY = Top + target.Row * RowHeight + (target.Row > source.Row ? 0 : BoxHeight);
        double lift = target.Row == source.Row ? 22 : 0;
        canvas.Path(
            [(startX, startY), ((startX + endX) / 2, (startY + endY) / 2 + lift), (endX, endY)],
            Theme.Line(0),
            edge.Because
        );
        canvas.Box(endX - 4, endY - 4, 8, 8, Theme.Bar(1), edge.Because, 4);
        canvas.Text((startX + endX) / 2 + 6, (startY + endY) / 2 + lift - 4, edge.Kind, "panel");
    }
}
