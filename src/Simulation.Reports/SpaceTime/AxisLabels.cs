using System.Globalization;
using Simulation.Kernel.Time;

namespace Simulation.Reports.SpaceTime;

/// <summary>A text beside the time axis.</summary>
/// <param name="Place">From the upper edge.</param>
/// <param name="Text">What it says.</param>
/// <param name="Style">Its class.</param>
public readonly record struct AxisLabel(double Place, string Text, string Style);

/// <summary>Chooses what to write beside the time axis so that nothing touches.</summary>
public static class AxisLabels
{
    private const double EventWidth = ColumnLayout.Left - 30;
    private const double LineHeight = 15;
    private const double Between = 58;

    /// <summary>
    /// The labels from top to bottom: what must be said first, then what was left out, then times where there is room.
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="wanted">Instants that are worth a label before all others, with what to say.</param>
    public static IReadOnlyList<AxisLabel> Of(TimeAxis axis, IEnumerable<(SimTime Time, string Text)> wanted)
    {
        List<AxisLabel> labels = [];
        foreach ((SimTime time, string text) in wanted)
        {
            Add(
                labels,
                new AxisLabel(axis.Place(time), ColumnLayout.Cut(text, EventWidth), "event"),
                LineHeight
            );
        }

        foreach (TimeCut cut in axis.Cuts)
        {
            Add(labels, new AxisLabel(cut.Place, "+ " + Figures.Length(cut.Length), "cut"), LineHeight);
        }

        foreach (SimTime instant in axis.Instants)
        {
            Add(labels, new AxisLabel(axis.Place(instant), Text(instant), "time"), Between);
        }

        return [.. labels.OrderBy(label => label.Place)];
    }

    private static string Text(SimTime time) =>
        time.TotalSeconds.ToString("0.0000", CultureInfo.InvariantCulture) + "s";

    private static void Add(List<AxisLabel> labels, AxisLabel label, double distance)
    {
        bool isFree = labels.TrueForAll(other =>
            Math.Abs(other.Place - label.Place) >= (other.Style == label.Style ? distance : LineHeight)
        );
        if (isFree)
        {
            labels.Add(label);
        }
    }
}
