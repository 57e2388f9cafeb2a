using Simulation.Components.Stores;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Workloads;

/// <summary>
/// A logical process of a client and the operation it has open: what was attempted, and whether any attempt
/// may still take effect. A process that lost an operation is done with, and the next takes its place here.
/// </summary>
/// <param name="timer">Runs out when the operation's next step is due.</param>
internal class OpenOperation(ProcessTimer timer)
{
    public ProcessTimer Timer => timer;

    /// <summary>The number of the logical process in the history.</summary>
    public int Process { get; set; }

    /// <summary>Counts the operations of this logical process.</summary>
    public long Sequence { get; set; }

    /// <summary>The operation's index in the history.</summary>
    public int Operation { get; set; }

    /// <summary>What is sent to a replica.</summary>
    public object? Request { get; set; }

    /// <summary>What the store wants this logical process to bring along with its next request.</summary>
    public SessionToken? Token { get; set; }

    public SimTime Invoked { get; set; }

    /// <summary>When the client gives up, by its own clock.</summary>
    public SimTime Deadline { get; private set; }

    public ProcessRef? Asked { get; private set; }

    /// <summary>Whether it waits for an answer, rather than to ask again.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>How many further attempts were granted after silence or a refusal.</summary>
    public int Retries { get; set; }

    /// <summary>How many times a replica passed it on.</summary>
    public int Redirects { get; set; }

    /// <summary>What was said last against it.</summary>
    public string? Reason { get; set; }

    /// <summary>Whether an attempt may have taken effect, or still may.</summary>
    public virtual bool MayHappen => UnansweredCount > 0;

    /// <summary>How many attempts nobody has answered.</summary>
    public int UnansweredCount { get; private set; }

    public void Begin(SimTime deadline)
    {
        Deadline = deadline;
        Asked = null;
        IsWaiting = false;
        Retries = 0;
        Redirects = 0;
        Reason = null;
        UnansweredCount = 0;
    }

    public void Ask(ProcessRef replica)
    {
        Asked = replica;
        IsWaiting = true;
        UnansweredCount++;
    }

    /// <summary>One attempt certainly did nothing.</summary>
    public void Deny(string reason)
    {
        Answer();
        Reason = reason;
    }

    /// <summary>One attempt was answered.</summary>
    public void Answer() => UnansweredCount = Math.Max(0, UnansweredCount - 1);

    /// <summary>The attempt is over; another will follow.</summary>
    public void Rest() => IsWaiting = false;
}
