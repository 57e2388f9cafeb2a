using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;

namespace Simulation.Components.Workloads;

/// <summary>
/// A client of a key-value store: asks what its workload planned, follows redirects, gives up after the
/// timeout, and writes down what it asked and was told. While an operation is open, the next one that arrives
/// goes out under a logical process of its own.
/// </summary>
internal sealed class KvClient(Workload workload, int number) : Process
{
    private readonly Dictionary<int, OpenOperation> _byOperation = [];
    private readonly Dictionary<ProcessTimer, OpenOperation> _byTimer = [];
    private readonly Stack<OpenOperation> _idle = new();
    private readonly Dictionary<int, Value> _lastSeen = [];
    private ReplicaChoice _choice = null!;
    private RandomStream _roaming = null!;
    private ProcessTimer _arrival = null!;
    private PlannedOperation _next;
    private Counter _ok = null!;
    private Counter _refused = null!;
    private Counter _lost = null!;
    private LatencyHistogram _latency = null!;
    private Gauge _open = null!;
    private TimeSeries _ended = null!;

    private WorkloadPlan Plan => workload.Plan;

    private bool IsOpenModel => Plan.Arrival is Arrival.Open;

    /// <inheritdoc/>
    public override string Describe() => $"{_byOperation.Count} open";

    /// <inheritdoc/>
    protected override void OnStart()
    {
        TakeRole("client");
        _choice = new ReplicaChoice(
            CandidateOrder.ByNearness(Address.Node.Place, number, workload.Replicas),
            avoidance: 5.Seconds
        );
        _roaming = World.Random.Split($"workload/{Plan.Name}/roaming/{number}");
        _ok = World.Metrics.Counter("client.ok");
        _refused = World.Metrics.Counter("client.refused");
        _lost = World.Metrics.Counter("client.lost");
        _latency = World.Metrics.Latency("client.latency");
        _open = World.Metrics.Gauge("client.open");
        _ended = World.Metrics.Series("client.ended-per-second", 1.Seconds);
        _arrival = CreateTimer("arrival");
        SimTime now = World.Loop.Now;
        Await(fromNow: Plan.Start > now ? Plan.Start - now : SimDuration.Zero, skipsPast: true);
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _arrival))
        {
            PlannedOperation planned = _next;
            if (IsOpenModel)
            {
                Await(SimDuration.Zero, skipsPast: false);
            }

            if (World.Loop.Now < Plan.Stop)
            {
                Begin(planned);
            }

            return;
        }

        Continue(_byTimer[timer]);
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        if (message is not KvReply reply)
        {
            throw new InvariantViolation($"a client understands {message}");
        }

        if (_byOperation.TryGetValue(reply.Operation, out OpenOperation? open))
        {
            Take(open, source, reply);
        }
    }

    /// <summary>Sets the timer to the next operation; what fell due while the node was down may be
    /// skipped.</summary>
    private void Await(SimDuration fromNow, bool skipsPast)
    {
        SimTime now = World.Loop.Now;
        while (workload.Source.Next(number) is { } planned)
        {
            _next = planned;
            SimTime due = IsOpenModel ? planned.Due : now + fromNow + (planned.Due - SimTime.Zero);
            if (due >= now || !skipsPast)
            {
                _arrival.Set(due > now ? due - now : SimDuration.Zero);
                return;
            }
        }
    }

    private void Begin(in PlannedOperation planned)
    {
        OpenOperation open = TakeIdle();
        string key = workload.Keys[planned.Key];
        Value expected =
            planned.Function == KvFunction.Cas ? _lastSeen.GetValueOrDefault(planned.Key) : Value.Nil;
        Value argument =
            planned.Function == KvFunction.Cas ? Value.Of(expected, planned.Argument) : planned.Argument;
        int operation = workload.Recorder.Invoke(
            open.Process,
            KvFunctions.NameOf(planned.Function),
            key,
            argument,
            World.Loop.Now
        );
        open.Begin(Now + Plan.Timeout);
        open.Key = planned.Key;
        open.Invoked = World.Loop.Now;
        open.Request = new KvRequest(
            operation,
            open.Process,
            ++open.Sequence,
            planned.Function,
            key,
            planned.Argument,
            expected,
            open.Token
        );
        _byOperation.Add(operation, open);
        _open.Add(1);
        Trace(operation, Outcome.Lost, "invoked", argument);
        Ask(open, Roams() ? _choice.At(_roaming.NextBelow(_choice.Count)) : _choice.First(Now));
    }

    private bool Roams() => Plan.Roam.Millionths > 0 && _roaming.NextBelow(1_000_000) < Plan.Roam.Millionths;

    private OpenOperation TakeIdle()
    {
        if (_idle.TryPop(out OpenOperation? idle))
        {
            return idle;
        }

        var open = new OpenOperation(CreateTimer("operation")) { Process = workload.BeginProcess(Address) };
        _byTimer.Add(open.Timer, open);
        return open;
    }

    private void Ask(OpenOperation open, ProcessRef replica)
    {
        open.Ask(replica);
        Send(replica, open.Request!);
        SimDuration patience = open.Deadline - Now;
        if (Plan.Retry is { } retry && open.Retries < retry.Count && retry.AttemptTimeout < patience)
        {
            patience = retry.AttemptTimeout;
        }

        open.Timer.Set(patience);
    }

    /// <summary>An attempt went unanswered, a pause is over, or the time of the operation is.</summary>
    private void Continue(OpenOperation open)
    {
        if (Now >= open.Deadline)
        {
            GiveUp(open);
        }
        else if (open.IsWaiting)
        {
            _choice.Avoid(open.Asked!, Now);
            Retry(open);
        }
        else
        {
            Ask(open, _choice.After(open.Asked!));
        }
    }

    private void GiveUp(OpenOperation open)
    {
        if (open.IsWaiting)
        {
            _choice.Avoid(open.Asked!, Now);
        }

        if (open.MayHappen)
        {
            End(open, Outcome.Lost, Value.Nil, "no answer in time");
        }
        else
        {
            End(open, Outcome.Refused, Value.Nil, open.Reason ?? "nobody took it");
        }
    }

    private void Take(OpenOperation open, ProcessRef source, KvReply reply)
    {
        open.Token = reply.Token ?? open.Token;
        switch (reply.Status)
        {
            case KvStatus.Done:
                Succeed(open, source, reply.Result);
                break;
            case KvStatus.Mismatch:
                open.Deny(
                    open.Request!.Function == KvFunction.Dequeue
                        ? Functions.QueueEmpty
                        : Functions.CasMismatch
                );
                EndDenied(open);
                break;
            case KvStatus.Refused:
                open.Deny(reply.Reason ?? "refused");
                if (!Retry(open))
                {
                    EndDenied(open);
                }

                break;
            case KvStatus.Redirect:
                open.Deny("no primary is known");
                Follow(open, source, reply.Target);
                break;
            default:
                throw new InvariantViolation($"a reply has a known status: {reply.Status}");
        }
    }

    private void Succeed(OpenOperation open, ProcessRef source, Value result)
    {
        if (open.Redirects > 0)
        {
            _choice.Prefer(source);
        }

        KvRequest request = open.Request!;
        _lastSeen[open.Key] = KvFunctions.IsRead(request.Function) ? result : request.Argument;
        _latency.Record(World.Loop.Now - open.Invoked);
        End(open, Outcome.Succeeded, result, null);
    }

    /// <summary>An earlier attempt without an answer may still have happened, whatever this one was
    /// told.</summary>
    private void EndDenied(OpenOperation open) =>
        End(open, open.MayHappen ? Outcome.Lost : Outcome.Refused, Value.Nil, open.Reason);

    private void Follow(OpenOperation open, ProcessRef source, ProcessRef? target)
    {
        if (!ReferenceEquals(source, open.Asked) || !open.IsWaiting)
        {
            return;
        }

        // Replicas that name each other as the primary must not keep a client running in circles.
        open.Redirects++;
        bool isCircle = open.Redirects % workload.Replicas.Count == 0;
        if (target is not null && !ReferenceEquals(target, source) && !isCircle)
        {
            Ask(open, target);
        }
        else
        {
            Pause(open, Plan.RedirectBackOff);
        }
    }

    /// <summary>Makes another attempt after a pause, when the plan grants one.</summary>
    private bool Retry(OpenOperation open)
    {
        if (Plan.Retry is not { } retry || open.Retries >= retry.Count)
        {
            return false;
        }

        SimDuration backOff = retry.BackOff * (1L << Math.Min(open.Retries, 20));
        open.Retries++;
        Pause(open, backOff);
        return true;
    }

    private void Pause(OpenOperation open, SimDuration length)
    {
        open.Rest();
        SimDuration left = open.Deadline - Now;
        open.Timer.Set(length < left ? length : left);
    }

    private void End(OpenOperation open, Outcome outcome, Value result, string? error)
    {
        KvRequest request = open.Request!;
        workload.Recorder.Complete(request.Operation, outcome, result, World.Loop.Now, error);
        (
            outcome switch
            {
                Outcome.Succeeded => _ok,
                Outcome.Refused => _refused,
                _ => _lost,
            }
        ).Add();
        Trace(request.Operation, outcome, error ?? "ok", result);
        _byOperation.Remove(request.Operation);
        _open.Add(-1);
        _ended.Add();
        open.Timer.Cancel();
        if (outcome == Outcome.Lost)
        {
            open.Process = workload.BeginProcess(Address);
            open.Sequence = 0;
            open.Token = null;
        }

        _idle.Push(open);
        if (!IsOpenModel)
        {
            Await(SimDuration.Zero, skipsPast: false);
        }
    }

    private void Trace(int operation, Outcome outcome, string what, Value value)
    {
        ulong content = unchecked(
            Kernel.Tracing.Trace.Hash(what)
            + (ulong)operation * 31
            + (ulong)outcome
            + (value.IsNumber ? (ulong)value.AsNumber * 131 : 0)
        );
        World.Trace.Record(World.Loop.Now, TraceKind.Operation, Address.Index, -1, content);
        World.Trace.Sink?.Write(
            World.Loop.Now,
            TraceKind.Operation,
            Address.Name,
            null,
            $"operation {operation} {what} {value}"
        );
    }
}
