using Simulation.Components.Transactions;
using Simulation.Components.Workloads;
using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Calls;

/// <summary>
/// Asks the coordinators of a transactional database on behalf of a process that lives in the world: the nearest
/// first, another one after silence as long as nothing was answered. Its process hands it the replies and timers
/// that are its own.
/// </summary>
/// <param name="line">How the process sends and sets timers.</param>
/// <param name="coordinators">Whom to ask, the nearest first; at least one.</param>
/// <param name="patience">How long one attempt may go unanswered.</param>
internal sealed class TransactionCaller(CallLine line, ProcessRef[] coordinators, SimDuration patience)
{
    private readonly Dictionary<int, TransactionCall> _byOperation = [];
    private readonly Dictionary<ProcessTimer, TransactionCall> _byTimer = [];
    private readonly Stack<TransactionCall> _idle = new();
    private readonly ReplicaChoice _choice = new(coordinators, avoidance: 5.Seconds);

    /// <summary>How many there are to ask.</summary>
    public int CoordinatorCount => coordinators.Length;

    /// <summary>Whether a call with this operation is open.</summary>
    public bool IsOpen(int operation) => _byOperation.ContainsKey(operation);

    /// <summary>Begins a transaction, or goes on with one.</summary>
    /// <param name="request">What to ask; no call with its operation is open here.</param>
    /// <param name="limit">How long until the caller gives up, attempts included.</param>
    /// <param name="state">Comes back with the end of the call.</param>
    /// <param name="coordinator">Who has the transaction, or is to be asked first; null for the nearest.</param>
    public void Begin(
        TransactionRequest request,
        SimDuration limit,
        object? state,
        ProcessRef? coordinator = null
    )
    {
        if (!_idle.TryPop(out TransactionCall? call))
        {
            call = new TransactionCall(line.CreateTimer("transaction"));
            _byTimer.Add(call.Timer, call);
        }

        call.Request = request;
        call.State = state;
        call.Deadline = line.Now + limit;
        call.IsInDoubt = false;
        _byOperation.Add(request.Operation, call);
        Ask(call, coordinator ?? _choice.First(line.Now));
    }

    /// <summary>The coordinator after another one, for a second try.</summary>
    public ProcessRef After(ProcessRef coordinator) => _choice.After(coordinator);

    /// <summary>Takes a reply; true when it ended a call.</summary>
    public bool TryTake(ProcessRef source, TransactionReply reply, out TransactionCallEnd end)
    {
        end = default;
        if (
            !_byOperation.TryGetValue(reply.Operation, out TransactionCall? call)
            || call.Request!.FirstStep != reply.FirstStep
        )
        {
            return false;
        }

        bool isAsked = ReferenceEquals(source, call.Asked);
        if (reply.Status == TransactionStatus.Done)
        {
            end = End(call, TransactionStatus.Done, source, reply.Results, null);
            return true;
        }

        if (!isAsked)
        {
            return false;
        }

        bool mayMove = reply.Status == TransactionStatus.Redirect && call.Request.FirstStep == 0;
        if (mayMove && line.Now < call.Deadline)
        {
            Ask(call, reply.Target ?? _choice.After(source));
            return false;
        }

        // What one coordinator undid another may still commit that was asked before and was silent.
        bool isUndone = reply.Status == TransactionStatus.Aborted && !call.IsInDoubt;
        end = End(
            call,
            isUndone ? TransactionStatus.Aborted : TransactionStatus.Unknown,
            source,
            [],
            reply.Reason
        );
        return true;
    }

    /// <summary>Takes a timer that ran out; false when it is none of the caller's, or no call ended.</summary>
    public bool TryExpire(ProcessTimer timer, out TransactionCallEnd end)
    {
        end = default;
        if (!_byTimer.TryGetValue(timer, out TransactionCall? call) || call.Request is null)
        {
            return false;
        }

        bool asksCommit = call.Request.End == TransactionEnd.Commit;
        call.IsInDoubt |= asksCommit;
        _choice.Avoid(call.Asked!, line.Now);
        if (line.Now < call.Deadline)
        {
            Ask(call, call.Request.FirstStep == 0 ? _choice.After(call.Asked!) : call.Asked!);
            return false;
        }

        TransactionStatus status = asksCommit ? TransactionStatus.Unknown : TransactionStatus.Aborted;
        end = End(call, status, call.Asked!, [], "the database is silent");
        return true;
    }

    private void Ask(TransactionCall call, ProcessRef coordinator)
    {
        call.Asked = coordinator;
        line.Send(coordinator, call.Request!);
        SimDuration left = call.Deadline - line.Now;
        call.Timer.Set(patience < left ? patience : left);
    }

    private TransactionCallEnd End(
        TransactionCall call,
        TransactionStatus status,
        ProcessRef coordinator,
        IReadOnlyList<Value> results,
        string? reason
    )
    {
        call.Timer.Cancel();
        var end = new TransactionCallEnd(status, results, coordinator, reason, call.State);
        _byOperation.Remove(call.Request!.Operation);
        call.Request = null;
        call.State = null;
        _idle.Push(call);
        return end;
    }

    private sealed class TransactionCall(ProcessTimer timer)
    {
        public ProcessTimer Timer => timer;

        public TransactionRequest? Request { get; set; }

        public object? State { get; set; }

        public SimTime Deadline { get; set; }

        public ProcessRef? Asked { get; set; }

        /// <summary>Whether somebody may still commit it who did not answer.</summary>
        public bool IsInDoubt { get; set; }
    }
}

/// <summary>How a call ended.</summary>
/// <param name="Status">Done, aborted for good, or unknown.</param>
/// <param name="Results">What the steps gave, when done.</param>
/// <param name="Coordinator">Who answered, or was asked last.</param>
/// <param name="Reason">Why it is not done; null when nothing is known.</param>
/// <param name="State">What the caller gave along.</param>
internal readonly record struct TransactionCallEnd(
    TransactionStatus Status,
    IReadOnlyList<Value> Results,
    ProcessRef Coordinator,
    string? Reason,
    object? State
);
