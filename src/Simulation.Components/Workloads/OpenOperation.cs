using Simulation.Components.Stores;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Workloads;

/// <summary>
/// A logical process of a client and the operation it has open: what was attempted, and whether any attempt
/// may still take effect. A process that lost an operation is done with, and the next takes its place here.
/// </summary>
/// <param name="timer">Runs out when the operation's next step is due.</param>
internal sealed class OpenOperation(ProcessTimer timer)
{
    private int _unanswered;

    public ProcessTimer Timer => timer;

    /// <summary>The number of the logical process in the history.</summary>
    public int Process { get; set; }

    /// <summary>Counts the operations of this logical process.</summary>
    public long Sequence { get; set; }

    public int Key { get; set; }

    public KvRequest? Request { get; set; }

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
    public bool MayHappen => _unanswered > 0;

    public void Begin(SimTime deadline)
    {
        Deadline = deadline;
        Asked = null;
        IsWaiting = false;
        Retries = 0;
        Redirects = 0;
        Reason = null;
        _unanswered = 0;
    }

    public void Ask(ProcessRef replica)
    {
        Asked = replica;
        IsWaiting = true;
        _unanswered++;
    }

    /// <summary>One attempt certainly did nothing.</summary>
    public void Deny(string reason)
    {
        _unanswered = Math.Max(0, _unanswered - 1);
        Reason = reason;
    }

    /// <summary>The attempt is over; another will follow.</summary>
    public void Rest() => IsWaiting = false;
}
