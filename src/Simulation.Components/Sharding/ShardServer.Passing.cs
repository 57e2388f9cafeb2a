using Simulation.Components.Calls;
using Simulation.Components.Stores;
using Simulation.Components.Workloads;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Sharding;

/// <content>How a server passes requests on to the shard that has their key.</content>
internal sealed partial class ShardServer
{
    private void Pass(ProcessRef client, KvRequest request, int owner, int hops)
    {
        // A client that asks once more waits for the same answer.
        if (_passed.ContainsKey(request.Operation))
        {
            return;
        }

        KvCaller caller = CallerOf(owner);
        _passed.Add(request.Operation, new PassedOn(caller, client, hops));
        caller.Begin(request, PassLimit, null);
    }

    private void TakePassed(ProcessRef source, KvReply reply)
    {
        if (
            _passed.TryGetValue(reply.Operation, out PassedOn passed)
            && passed.Caller.TryTake(source, reply, out KvCallEnd end)
        )
        {
            EndPassed(end);
        }
    }

    private void EndPassed(in KvCallEnd end)
    {
        _passed.Remove(end.Request.Operation, out PassedOn passed);
        if (end.Reply is { } reply)
        {
            Send(passed.Client, reply, ReplyBytes);
        }
    }

    /// <summary>The shard that was asked has not the key any more, or not yet.</summary>
    private void Reroute(ShardingMessage.Moved moved)
    {
        if (
            !_passed.Remove(moved.Operation, out PassedOn passed)
            || passed.Caller.Withdraw(moved.Operation) is not { } call
        )
        {
            return;
        }

        if (passed.Hops < HopsMax)
        {
            Pass(passed.Client, call.Request, moved.Shard, passed.Hops + 1);
        }
        else
        {
            Send(passed.Client, KvReply.Redirect(moved.Operation, null), ReplyBytes);
        }
    }

    private KvCaller CallerOf(int shard)
    {
        while (_callers.Count <= shard)
        {
            _callers.Add(null);
        }

        if (_callers[shard] is not { } caller)
        {
            caller = null!;
            var line = new CallLine(
                (target, message) => Send(target, message),
                name =>
                {
                    ProcessTimer timer = CreateTimer(name);
                    _callerOfTimer.Add(timer, caller!);
                    return timer;
                },
                Address.Node.Clock
            );
            ProcessRef[] servers = CandidateOrder.ByNearness(
                Address.Node.Place,
                Address.Index,
                store.Groups[shard].Servers
            );
            caller = new KvCaller(line, servers, store.Plan.RepeatAfter);
            _callers[shard] = caller;
        }

        return caller;
    }

    /// <summary>A request that was passed on.</summary>
    private readonly record struct PassedOn(KvCaller Caller, ProcessRef Client, int Hops);
}
