using Simulation.Checkers;
using Simulation.Histories;

namespace Simulation.Reports.Charts;

/// <summary>
/// A violation as a picture: a row for each operation, from its invocation to its return, and the edges of the
/// cycle between the rows, each with a dot where it ends.
/// </summary>
public static class CounterexampleChart
{
    private const int Left = 24;
    private const int Top = 84;
    private const int RowHeight = 44;
    private const int BoxHeight = 22;
    private const int MomentWidth = 34;
    private const int LaneWidth = 76;
    private const int LineHeight = 18;

    /// <summary>Draws the operations of a violation, in the order of real time.</summary>
    /// <param name="history">The history's name.</param>
    /// <param name="model">What is violated.</param>
    /// <param name="violated">How.</param>
    public static string Draw(string history, string model, Verdict.Violated violated)
    {
        IReadOnlyList<Operation> operations = violated.Operations;
        List<int> moments = Moments(operations);
        List<OrderEdge> edges =
        [
            .. violated.Edges.Where(edge =>
                Row(operations, edge.Source) >= 0 && Row(operations, edge.Target) >= 0
            ),
        ];
        double start = Left + 16 + LongestOf(operations.Select(Name), SvgCanvas.BoldTextWidth);
        double lanes = start + ((moments.Count + 1) * MomentWidth) + 16;
        double words = lanes + (edges.Count * LaneWidth);
        string[] reasons = violated.Because.TrimEnd('\n').Split(["\n", "; "], StringSplitOptions.None);
        double width = Math.Max(
            words + LongestOf(operations.Select(Words), SvgCanvas.TextWidth),
            Left + LongestOf(reasons, SvgCanvas.TextWidth)
        );
        SvgCanvas canvas = new((int)width + Left);
        canvas.Text(Left, 34, $"not {model}: {violated.Anomaly}", "title");
        canvas.Text(Left, 54, history, "quiet");
        for (int row = 0; row < operations.Count; row++)
        {
            DrawOperation(canvas, operations[row], row, moments, start);
            canvas.Text(words, Middle(row) + 4, Words(operations[row]), "");
        }

        for (int lane = 0; lane < edges.Count; lane++)
        {
            int source = Row(operations, edges[lane].Source);
            DrawEdge(canvas, edges[lane], lane, source, Row(operations, edges[lane].Target), lanes);
        }

        int bottom = Top + (operations.Count * RowHeight) + 12;
        for (int line = 0; line < reasons.Length; line++)
        {
            canvas.Text(Left, bottom + (line * LineHeight), reasons[line], "quiet");
        }

        return canvas.Finish(
            bottom + (reasons.Length * LineHeight),
            $"not {model}: {violated.Anomaly}",
            violated.Because
        );
    }

    private static double Middle(int row) => Top + (row * RowHeight) + (BoxHeight / 2.0);

    private static double LongestOf(IEnumerable<string> texts, Func<string, double> width) =>
        texts.Select(width).DefaultIfEmpty(0).Max();

    private static int Row(IReadOnlyList<Operation> operations, int index)
    {
        for (int row = 0; row < operations.Count; row++)
        {
            if (operations[row].Index == index)
            {
                return row;
            }
        }

        return -1;
    }

    private static List<int> Moments(IReadOnlyList<Operation> operations) =>
        [
            .. operations
                .SelectMany(operation => (int[])[operation.InvokedOrder, operation.CompletedOrder])
                .Where(order => order != int.MaxValue)
                .Distinct()
                .Order(),
        ];

    private static string Name(Operation operation) =>
        operation.Function == Functions.Transaction
            ? $"T{operation.Index}, process {operation.Process}"
            : $"process {operation.Process}";

    private static string Words(Operation operation)
    {
        Value said = operation.Result.IsNil ? operation.Argument : operation.Result;
        string key = operation.Key is null ? "" : $" {operation.Key}";
        string end = operation.Outcome == Outcome.Lost ? ", never answered" : "";
        return operation.Function == Functions.Transaction
            ? $"{said}{end}"
            : $"{operation.Function}{key} {said}{end}";
    }

    private static void DrawOperation(
        SvgCanvas canvas,
        Operation operation,
        int row,
        List<int> moments,
        double left
    )
    {
        int begin = moments.IndexOf(operation.InvokedOrder);
        int end =
            operation.CompletedOrder == int.MaxValue
                ? moments.Count
                : moments.IndexOf(operation.CompletedOrder);
        double y = Middle(row) - (BoxHeight / 2.0);
        canvas.Text(Left, Middle(row) + 4, Name(operation), "panel");
        canvas.Box(left, y, (moments.Count + 0.5) * MomentWidth, BoxHeight, "track", "", 4);
        double width = Math.Max((end - begin) * MomentWidth, 8);
        canvas.Box(left + (begin * MomentWidth), y, width, BoxHeight, Theme.Bar(row), Words(operation), 4);
    }

    /// <summary>A line of its own, so that no two edges hide each other.</summary>
    private static void DrawEdge(
        SvgCanvas canvas,
        OrderEdge edge,
        int lane,
        int source,
        int target,
        double left
    )
    {
        double x = left + (lane * LaneWidth) + 8;
        double drop = target == source ? 12 : 0;
        canvas.Path(
            [
                (x - 12, Middle(source)),
                (x, Middle(source)),
                (x, Middle(target) + drop),
                (x - 12, Middle(target) + drop),
            ],
            Theme.Line(5),
            edge.Because
        );
        canvas.Box(x - 16, Middle(target) + drop - 4, 8, 8, Theme.Bar(1), edge.Because, 4);
        canvas.Text(x + 5, ((Middle(source) + Middle(target)) / 2) + 4, edge.Kind, "panel");
    }
}
