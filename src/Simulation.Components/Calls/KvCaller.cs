using Simulation.Components.Stores;
using Simulation.Components.Workloads;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Calls;

/// <summary>
/// Asks the replicas of a key-value component on behalf of a process that lives in the world, as a client
/// would: the nearest first, after redirects, and another one after silence. Its process hands it the replies
/// and timers that are its own.
/// </summary>
/// <param name="line">How the process sends and sets timers.</param>
/// <param name="replicas">Whom to ask, the nearest first; at least one.</param>
/// <param name="patience">How long one attempt may go unanswered.</param>
internal sealed class KvCaller(CallLine line, ProcessRef[] replicas, SimDuration patience)
{
    private static readonly SimDuration RedirectBackOff = 20.Milliseconds;

    private readonly Dictionary<int, KvCall> _byOperation = [];
    private readonly Dictionary<ProcessTimer, KvCall> _byTimer = [];
    private readonly Stack<KvCall> _idle = new();
    private readonly ReplicaChoice _choice = new(replicas, avoidance: 5.Seconds);

    /// <summary>How many calls wait for their end.</summary>
    public int OpenCount => _byOperation.Count;

    /// <summary>Whether a call with this operation is open.</summary>
    public bool IsOpen(int operation) => _byOperation.ContainsKey(operation);

    /// <summary>Begins a call.</summary>
    /// <param name="request">What to ask; no call with its operation is open here.</param>
    /// <param name="limit">How long until the caller gives up, attempts included.</param>
    /// <param name="state">Comes back with the end of the call.</param>
    public void Begin(KvRequest request, SimDuration limit, object? state)
    {
        if (!_idle.TryPop(out KvCall? call))
        {
            call = new KvCall(line.CreateTimer("call"));
            _byTimer.Add(call.Timer, call);
        }

        call.Request = request;
        call.State = state;
        call.Deadline = line.Now + limit;
        call.Unanswered = 0;
        call.Redirects = 0;
        call.Reason = null;
        _byOperation.Add(request.Operation, call);
        Ask(call, _choice.First(line.Now));
    }

    /// <summary>Takes a call back whose attempt is known to have done nothing; null when it is not
    /// open.</summary>
    public KvCallEnd? Withdraw(int operation) =>
        _byOperation.TryGetValue(operation, out KvCall? call) ? End(call, null) : null;

    /// <summary>Takes a reply; true when it ended a call.</summary>
    public bool TryTake(ProcessRef source, KvReply reply, out KvCallEnd end)
    {
        end = default;
        if (!_byOperation.TryGetValue(reply.Operation, out KvCall? call))
        {
            return false;
        }

        if (reply.Status == KvStatus.Redirect)
        {
            Follow(call, source, reply.Target);
            return false;
        }

        if (call.Redirects > 0)
        {
            _choice.Prefer(source);
        }

        // What one replica refuses another may still do that was asked before and has not answered.
        call.Unanswered--;
        bool isUnknown =
            reply.Status == KvStatus.Refused
            && call.Unanswered > 0
            && !KvFunctions.IsRead(call.Request!.Function);
        end = End(call, isUnknown ? null : reply);
        return true;
    }

    /// <summary>Takes a timer that ran out; false when it is none of the caller's, or no call ended.</summary>
    public bool TryExpire(ProcessTimer timer, out KvCallEnd end)
    {
        end = default;
        if (!_byTimer.TryGetValue(timer, out KvCall? call) || !IsOpen(call.Request!.Operation))
        {
            return false;
        }

        if (call.IsWaiting)
        {
            _choice.Avoid(call.Asked!, line.Now);
        }

        if (line.Now < call.Deadline)
        {
            Ask(call, call.IsWaiting ? _choice.After(call.Asked!) : _choice.First(line.Now));
            return false;
        }

        // Nobody will say any more whether an unanswered attempt took effect.
        end = End(
            call,
            call.Unanswered > 0
                ? null
                : KvReply.Refused(call.Request.Operation, call.Reason ?? "nobody took it")
        );
        return true;
    }

    /// <summary>Whether a timer is one of the caller's.</summary>
    public bool Owns(ProcessTimer timer) => _byTimer.ContainsKey(timer);

    private void Ask(KvCall call, ProcessRef replica)
    {
        call.Asked = replica;
        call.IsWaiting = true;
        call.Unanswered++;
        line.Send(replica, call.Request!);
        SimDuration left = call.Deadline - line.Now;
        call.Timer.Set(patience < left ? patience : left);
    }

    private void Follow(KvCall call, ProcessRef source, ProcessRef? target)
    {
        call.Unanswered--;
        call.Reason = "no primary is known";
        if (!ReferenceEquals(source, call.Asked) || !call.IsWaiting)
        {
            return;
        }

        call.Redirects++;
        bool isCircle = call.Redirects % replicas.Length == 0;
        if (target is not null && !ReferenceEquals(target, source) && !isCircle)
        {
            Ask(call, target);
            return;
        }

        call.IsWaiting = false;
        SimDuration left = call.Deadline - line.Now;
        _choice.Prefer(_choice.After(source));
        call.Timer.Set(RedirectBackOff < left ? RedirectBackOff : left);
    }

    private KvCallEnd End(KvCall call, KvReply? reply)
    {
        call.Timer.Cancel();
        var end = new KvCallEnd(call.Request!, reply, call.State);
        _byOperation.Remove(call.Request!.Operation);
        call.State = null;
        _idle.Push(call);
        return end;
    }

    private sealed class KvCall(ProcessTimer timer)
    {
        public ProcessTimer Timer => timer;

        public KvRequest? Request { get; set; }

        public object? State { get; set; }

        public SimTime Deadline { get; set; }

        public ProcessRef? Asked { get; set; }

        public bool IsWaiting { get; set; }

        public int Unanswered { get; set; }

        public int Redirects { get; set; }

        public string? Reason { get; set; }
    }
}

/// <summary>How a call ended.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Reply">The answer, never a redirect; null when nobody knows what became of it.</param>
/// <param name="State">What the caller gave along.</param>
internal readonly record struct KvCallEnd(KvRequest Request, KvReply? Reply, object? State);

/// <summary>What a process lends to those that call for it.</summary>
/// <param name="Send">Sends a message.</param>
/// <param name="CreateTimer">Makes a timer of the process.</param>
/// <param name="Clock">The process's node's clock.</param>
internal sealed record CallLine(
    Action<ProcessRef, object> Send,
    Func<string, ProcessTimer> CreateTimer,
    NodeClock Clock
)
{
    /// <summary>The node's time.</summary>
    public SimTime Now => Clock.Now;
}
