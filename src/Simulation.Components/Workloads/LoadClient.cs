using Simulation.Components.Routing;
using Simulation.Components.Services.Policies;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;

namespace Simulation.Components.Workloads;

/// <summary>
/// A client of a component: asks what its workload planned, follows redirects, gives up after the timeout, and
/// writes down what it asked and was told. While an operation is open, the next one that arrives goes out
/// under a logical process of its own.
/// </summary>
/// <typeparam name="TOpen">An operation under way.</typeparam>
internal abstract class LoadClient<TOpen>(Workload workload, int number) : Process
    where TOpen : OpenOperation
{
    private readonly Dictionary<int, TOpen> _byOperation = [];
    private readonly Dictionary<ProcessTimer, TOpen> _byTimer = [];
    private readonly Stack<TOpen> _idle = new();
    private readonly Queue<TOpen> _unresolved = new();
    private ProcessTimer? _dns;
    private Destination _destination = null!;
    private RandomStream _jitter = null!;
    private RetryBudget? _budget;
    private ProcessTimer _arrival = null!;
    private PlannedOperation _next;
    private Counter _ok = null!;
    private Counter _refused = null!;
    private Counter _lost = null!;
    private LatencyHistogram _latency = null!;
    private Gauge _open = null!;
    private TimeSeries _ended = null!;

    /// <summary>What the client asks, and where it is written down.</summary>
    protected Workload Workload => workload;

    /// <summary>The workload's plan.</summary>
    protected WorkloadPlan Plan => workload.Plan;

    private bool IsOpenModel => Plan.Arrival is Arrival.Open;

    /// <inheritdoc/>
    public override string Describe() => $"{_byOperation.Count} open";

    /// <inheritdoc/>
    protected override void OnStart()
    {
        TakeRole("client");
        _destination = new Destination(
            workload,
            number,
            Address.Node.Place,
            World.Random.Split($"workload/{Plan.Name}/roaming/{number}"),
            workload.Names is { } names
                ? new StubResolver(names, number, Post, _dns = CreateTimer("dns"), Random.Split("dns"))
                : null
        );
        _jitter = World.Random.Split($"workload/{Plan.Name}/jitter/{number}");
        _budget = Plan.Retry?.Budget is { } share ? new RetryBudget(share) : null;
        _ok = World.Metrics.Counter("client.ok");
        _refused = World.Metrics.Counter("client.refused");
        _lost = World.Metrics.Counter("client.lost");
        _latency = World.Metrics.Latency("client.latency");
        _open = World.Metrics.Gauge("client.open");
        _ended = World.Metrics.PerBucket("client.ended-per-second", 1.Seconds);
        _arrival = CreateTimer("arrival");
        SimTime now = World.Loop.Now;
        Await(fromNow: Plan.Start > now ? Plan.Start - now : SimDuration.Zero, skipsPast: true);
    }

    /// <inheritdoc/>
    protected sealed override void OnMessage(ProcessRef source, object message)
    {
        if (message is DnsAnswer answer)
        {
            _destination.Take(answer, Now, World.Loop.Now);
            AskUnresolved();
        }
        else
        {
            OnReply(source, message);
        }
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _dns))
        {
            if (_destination.OnSilence(Now))
            {
                AskUnresolved();
            }

            return;
        }

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

    /// <summary>A replica answered.</summary>
    protected abstract void OnReply(ProcessRef source, object message);

    /// <summary>The operation that is still open under an index of the history, or null.</summary>
    protected TOpen? OpenUnder(int operation) => _byOperation.GetValueOrDefault(operation);

    /// <summary>Makes room for an operation of a logical process.</summary>
    protected abstract TOpen Create(ProcessTimer timer);

    /// <summary>
    /// Writes an operation down as invoked, under <see cref="OpenOperation.Operation"/>, and makes its request.
    /// </summary>
    protected abstract void Invoke(TOpen open, in PlannedOperation planned);

    /// <summary>What is written down of an operation that did not succeed; nil for nothing.</summary>
    protected virtual Value Attempted(TOpen open) => Value.Nil;

    /// <summary>Whether an attempt may be made at another replica than the one before.</summary>
    protected virtual bool MayMove(TOpen open) => true;

    /// <summary>The client gives up before anything can have happened.</summary>
    protected virtual void Abandon(TOpen open) { }

    /// <summary>Sends the request to a replica and waits.</summary>
    protected void Ask(TOpen open, ProcessRef replica)
    {
        open.Ask(replica);
        Send(replica, open.Request!);
        SimDuration patience = open.Deadline - Now;
        if (workload.Retry is { } retry && open.Retries < retry.Count && retry.AttemptTimeout < patience)
        {
            patience = retry.AttemptTimeout;
        }

        open.Timer.Set(patience);
    }

    /// <summary>It took effect; the answer came from <paramref name="source"/>.</summary>
    protected void Succeed(TOpen open, ProcessRef source, Value result)
    {
        if (open.Redirects > 0)
        {
            _destination.Prefer(source);
        }

        _latency.Record(World.Loop.Now - open.Invoked);
        End(open, Outcome.Succeeded, result, null);
    }

    /// <summary>It was refused for good, unless an earlier attempt still counts.</summary>
    protected void Deny(TOpen open, string reason)
    {
        open.Deny(reason);
        EndDenied(open);
    }

    /// <summary>It was refused; the plan may grant another attempt.</summary>
    protected void DenyOnce(TOpen open, string reason)
    {
        open.Deny(reason);
        if (!Retry(open))
        {
            EndDenied(open);
        }
    }

    /// <summary>Nobody will ever say whether it took effect.</summary>
    protected void Lose(TOpen open, string reason) => End(open, Outcome.Lost, Attempted(open), reason);

    /// <summary>It did not happen at a replica; another may take it.</summary>
    protected void Follow(TOpen open, ProcessRef source, ProcessRef? target)
    {
        open.Deny("no primary is known");
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
        TOpen open = TakeIdle();
        open.Begin(Now + Plan.Timeout);
        open.Invoked = World.Loop.Now;
        Invoke(open, planned);
        _byOperation.Add(open.Operation, open);
        _open.Add(1);
        _budget?.Earn();
        if (_destination.IsKnown(Now))
        {
            Ask(open, _destination.First(Now));
            return;
        }

        _unresolved.Enqueue(open);
        open.Timer.Set(open.Deadline - Now);
        _destination.Resolve();
    }

    private void Post(ProcessRef server, object query) => Send(server, query);

    private void AskUnresolved()
    {
        while (_destination.WasKnown && _unresolved.TryDequeue(out TOpen? open))
        {
            if (open.Asked is null && ReferenceEquals(OpenUnder(open.Operation), open))
            {
                Ask(open, _destination.First(Now));
            }
        }
    }

    private TOpen TakeIdle()
    {
        if (_idle.TryPop(out TOpen? idle))
        {
            return idle;
        }

        TOpen open = Create(CreateTimer("operation"));
        open.Process = workload.BeginProcess(Address);
        _byTimer.Add(open.Timer, open);
        return open;
    }

    /// <summary>An attempt went unanswered, a pause is over, or the time of the operation is.</summary>
    private void Continue(TOpen open)
    {
        if (Now >= open.Deadline)
        {
            GiveUp(open);
        }
        else if (open.IsWaiting)
        {
            _destination.Avoid(open.Asked!, Now);
            if (!Retry(open))
            {
                open.Timer.Set(open.Deadline - Now);
            }
        }
        else
        {
            Ask(open, MayMove(open) ? _destination.After(open.Asked!) : open.Asked!);
        }
    }

    private void GiveUp(TOpen open)
    {
        if (open.IsWaiting)
        {
            _destination.Avoid(open.Asked!, Now);
        }

        if (open.MayHappen)
        {
            Lose(open, "no answer in time");
            return;
        }

        Abandon(open);
        End(open, Outcome.Refused, Attempted(open), open.Reason ?? "nobody took it");
    }

    /// <summary>An earlier attempt without an answer may still have happened, whatever this one was
    /// told.</summary>
    private void EndDenied(TOpen open) =>
        End(open, open.MayHappen ? Outcome.Lost : Outcome.Refused, Attempted(open), open.Reason);

    /// <summary>Makes another attempt after a pause, when the plan grants one.</summary>
    private bool Retry(TOpen open)
    {
        if (
            workload.Retry is not { } retry
            || open.Retries >= retry.Count
            || (_budget is not null && !_budget.TrySpend())
        )
        {
            return false;
        }

        SimDuration backOff = retry.BackOff * (1L << Math.Min(open.Retries, 20));
        if (retry.HasJitter)
        {
            backOff = new SimDuration(_jitter.NextBelow(backOff.Nanoseconds + 1));
        }

        open.Retries++;
        workload.NoteRetry();
        Pause(open, backOff);
        return true;
    }

    private void Pause(TOpen open, SimDuration length)
    {
        open.Rest();
        SimDuration left = open.Deadline - Now;
        open.Timer.Set(length < left ? length : left);
    }

    private void End(TOpen open, Outcome outcome, Value result, string? error)
    {
        workload.Recorder.Complete(open.Operation, outcome, result, World.Loop.Now, error);
        (
            outcome switch
            {
                Outcome.Succeeded => _ok,
                Outcome.Refused => _refused,
                _ => _lost,
            }
        ).Add();
        Trace(open.Operation, outcome, error ?? "ok", result);
        _byOperation.Remove(open.Operation);
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

    /// <summary>Writes into the trace what happens to an operation.</summary>
    protected void Trace(int operation, Outcome outcome, string what, Value value)
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
