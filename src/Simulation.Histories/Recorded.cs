using Simulation.Kernel.Time;

namespace Simulation.Histories;

/// <summary>An operation while it may still change.</summary>
internal struct Recorded
{
    public int Process;
    public string Function;
    public string? Key;
    public Value Argument;
    public Value Result;
    public Outcome Outcome;
    public string? Error;
    public SimTime Invoked;
    public SimTime? Completed;
    public int InvokedOrder;
    public int CompletedOrder;

    /// <summary>The operation as it is now; one that was lost stays open to the end.</summary>
    public readonly Operation ToOperation(int index) =>
        new()
        {
            Index = index,
            Process = Process,
            Function = Function,
            Key = Key,
            Argument = Argument,
            Result = Result,
            Outcome = Outcome,
            Error = Error,
            Invoked = Invoked,
            Completed = Completed,
            InvokedOrder = InvokedOrder,
            CompletedOrder = Outcome == Outcome.Lost ? int.MaxValue : CompletedOrder,
        };
}
