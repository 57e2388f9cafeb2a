using Simulation.Kernel.Nodes;

namespace Simulation.Components.Transactions.Shards;

/// <summary>How a replica tells followers from outside what is committed: change-data capture.</summary>
internal sealed partial class ShardReplica
{
    /// <summary>Tells a follower what has changed, or everything where it asks for what is not kept any
    /// more.</summary>
    private void Tell(ProcessRef follower, ChangesRequest request)
    {
        ChangeLog log = _state.Changes!;
        bool isWhole = request.From < log.First;
        Change[] changes =
            isWhole ? [.. _state.Keys.Keys.Select(key => Newest(key, log.End - 1))]
            : request.From > log.End ? []
            : log.From(request.From, request.Limit);
        long next = isWhole ? log.End : request.From + changes.Length;
        var reply = new ChangesReply(request.Call, changes, next, log.End, isWhole);
        Send(follower, reply, reply.SizeBytes);
    }

    private Change Newest(string key, long number)
    {
        KeyVersion version = _state.Keys.Newest(key);
        return new Change(number, key, version.Value, version.Operation);
    }
}
