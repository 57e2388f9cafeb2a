using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Reports.SpaceTime;

/// <summary>A node as a column of a diagram.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Group">Cloud and region, as the heading over it says.</param>
/// <param name="IsClient">Whether it belongs to a workload.</param>
public sealed record Column(string Node, string Group, bool IsClient);

/// <summary>Something drawn that can be stepped to.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends; the same for what takes no time.</param>
public abstract record Mark(SimTime Start, SimTime End)
{
    /// <summary>All there is to say of it, in a sentence.</summary>
    public abstract string Words { get; }
}

/// <summary>A message.</summary>
/// <param name="Flight">The message.</param>
/// <param name="Source">The place of the sender's column.</param>
/// <param name="Target">The place of the receiver's column.</param>
/// <param name="IsFocal">Whether it is about what the diagram is about.</param>
/// <param name="End">Where the line ends: where the message did, or the end of the diagram.</param>
public sealed record Arrow(Flight Flight, int Source, int Target, bool IsFocal, SimTime End)
    : Mark(Flight.Sent, End)
{
    private const int WordsMax = 240;

    /// <summary>What the message says, cut where it is very long.</summary>
    public string Content =>
        Flight.Words.Length <= WordsMax ? Flight.Words : Flight.Words[..WordsMax] + "...";

    /// <summary>What became of it.</summary>
    public string Fate =>
        Flight.End switch
        {
            FlightEnd.Delivered => $"delivered at {Flight.Ended}",
            FlightEnd.Dropped => $"dropped at {Flight.Ended}: {Flight.Reason}",
            FlightEnd.UnderWay => "still under way",
            _ => throw new ArgumentOutOfRangeException(nameof(Flight), Flight.End, "no such end"),
        };

    /// <summary>How long it travelled; null unless it arrived.</summary>
    public SimDuration? Latency => Flight.End == FlightEnd.Delivered ? Flight.Ended - Flight.Sent : null;

    /// <inheritdoc/>
    public override string Words =>
        $"{Flight.Kind} from {Flight.Source} to {Flight.Target}, sent at {Flight.Sent}, {Fate}"
        + (Latency is { } latency ? $", after {Figures.Length(latency)}" : "")
        + $". {Content}";
}

/// <summary>An operation of a client, from its call to its return.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Place">The client's column.</param>
/// <param name="Number">Its number in the list of what the diagram is about; 0 for others.</param>
/// <param name="Start">The call, or the beginning of the diagram.</param>
/// <param name="End">The return, or the end of the diagram.</param>
public sealed record Bar(Operation Operation, int Place, int Number, SimTime Start, SimTime End)
    : Mark(Start, End)
{
    /// <summary>What was asked and what came of it.</summary>
    public string Title
    {
        get
        {
            Value said = Operation.Result.IsNil ? Operation.Argument : Operation.Result;
            string what = Operation.Key is null
                ? $"{Operation.Function} {said}"
                : $"{Operation.Function} {Operation.Key} {said}";
            return Operation.Outcome switch
            {
                Outcome.Succeeded => what,
                Outcome.Lost => what + ", no answer",
                Outcome.Refused => $"{what}, refused: {Operation.Error}",
                _ => throw new ArgumentOutOfRangeException(nameof(Operation), "no such outcome"),
            };
        }
    }

    /// <inheritdoc/>
    public override string Words =>
        $"Client {Operation.Process}: {Title}, called at {Operation.Invoked}"
        + (Operation.Completed is { } end ? $", returned at {end}." : ", never returned.");
}

/// <summary>A stretch in which a node did not run.</summary>
/// <param name="Place">The node's column.</param>
/// <param name="Node">Its name.</param>
/// <param name="IsPaused">Whether it was only paused.</param>
/// <param name="Start">From when on.</param>
/// <param name="End">Up to when, or the end of the diagram.</param>
public sealed record Outage(int Place, string Node, bool IsPaused, SimTime Start, SimTime End)
    : Mark(Start, End)
{
    /// <inheritdoc/>
    public override string Words =>
        $"{Node} is {(IsPaused ? "paused" : "down")} from {Start} to {End} or longer.";
}

/// <summary>Something that a component told of, such as an election.</summary>
/// <param name="Place">The column.</param>
/// <param name="Moment">What happened.</param>
public sealed record Pin(int Place, Moment Moment) : Mark(Moment.Time, Moment.Time)
{
    /// <inheritdoc/>
    public override string Words => $"{Moment.Subject} at {Moment.Time}: {Moment.Words}.";
}

/// <summary>A fault in force.</summary>
/// <param name="Id">Its id in the scenario.</param>
/// <param name="What">Its kind and target.</param>
/// <param name="Start">Its beginning, or that of the diagram.</param>
/// <param name="End">Its end, or that of the diagram.</param>
/// <param name="BeginsHere">Whether it begins within the diagram.</param>
/// <param name="EndsHere">Whether it ends there.</param>
public sealed record Band(string Id, string What, SimTime Start, SimTime End, bool BeginsHere, bool EndsHere)
    : Mark(Start, End)
{
    /// <inheritdoc/>
    public override string Words =>
        $"Fault {Id}, {What}: "
        + (BeginsHere ? $"begins at {Start}" : "has begun before")
        + (EndsHere ? $", ends at {End}." : ", goes on.");
}
