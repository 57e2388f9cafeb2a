using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Raft;

/// <summary>
/// The reads that a replica answers by itself once it has applied all that their clients have seen and
/// written. A client's reads and writes then fall into one order of the log, whichever replicas it turns to:
/// a write comes behind every entry that its client saw, because whoever leads has them all.
/// </summary>
/// <remarks>Source: Attiya and Welch, "Sequential Consistency versus Linearizability", ACM TOCS 1994, section
/// 4 (fast reads); Hunt, Konar, Junqueira, Reed, "ZooKeeper", USENIX ATC 2010, section 4.4.</remarks>
internal sealed class SessionReads
{
    private readonly PriorityQueue<(ProcessRef Client, KvRequest Request), (long Index, long Turn)> _waiting =
        new();
    private long _turns;

    /// <summary>Lets a read wait until what its client has seen is applied.</summary>
    public void Wait(ProcessRef client, KvRequest request)
    {
        long seen = (request.Token as LogToken)?.Index ?? 0;
        _waiting.Enqueue((client, request), (seen, _turns++));
    }

    /// <summary>Takes a read that waits for no more than what is applied.</summary>
    public bool TryTakeServed(long applied, out ProcessRef client, out KvRequest request)
    {
        if (
            _waiting.TryPeek(out (ProcessRef Client, KvRequest Request) read, out (long Index, long) due)
            && due.Index <= applied
        )
        {
            _waiting.Dequeue();
            (client, request) = read;
            return true;
        }

        (client, request) = (null!, null!);
        return false;
    }
}
