namespace Simulation.Histories;

/// <summary>What the clients of one run saw, and nothing that only the lab can know.</summary>
/// <param name="Name">The workload's name.</param>
/// <param name="Operations">In the order of invocation; <see cref="Operation.Index"/> is the place.</param>
public sealed record History(string Name, IReadOnlyList<Operation> Operations)
{
    /// <summary>
    /// Whether the operations' times are times; false when the source gave only the order of its events, and
    /// each time is then the place of its event.
    /// </summary>
    public bool HasTimes { get; init; } = true;

    /// <summary>
    /// Whether the order of events is that of real time; false when the source gives only the order within
    /// each session, so that no model of real time can be judged.
    /// </summary>
    public bool HasRealTime { get; init; } = true;

    /// <summary>What a refused compare-and-set says in this history.</summary>
    public FailedCas FailedCas { get; init; } = FailedCas.DidNotHappen;
}

/// <summary>
/// What it means that a compare-and-set was refused; the two schools of published histories differ.
/// </summary>
public enum FailedCas
{
    /// <summary>
    /// It did not happen and nothing is known about the value (Jepsen, Knossos, and this lab).
    /// </summary>
    DidNotHappen,

    /// <summary>
    /// It looked, and the value was not the expected one (the etcd logs that Porcupine ships).
    /// </summary>
    ObservedDifference,
}
