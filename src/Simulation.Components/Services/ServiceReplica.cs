using Simulation.Components.Calls;
using Simulation.Components.Routing;
using Simulation.Components.Services.Balancing;
using Simulation.Components.Services.Policies;
using Simulation.Components.Stores;
using Simulation.Components.Workloads;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Services;

/// <summary>
/// One replica of a service: each request waits for a worker, is worked on, and then asks the components below.
/// What they answered is its answer; where nobody can know whether a change took effect, it keeps silent.
/// </summary>
/// <param name="number">Its number among the replicas.</param>
/// <param name="name">The service's name.</param>
/// <param name="options">What the scenario says.</param>
/// <param name="components">What it calls, in the order of the options.</param>
internal sealed class ServiceReplica(
    int number,
    string name,
    ServiceOptions options,
    IReadOnlyList<Component> components
) : Process
{
    private readonly List<Dependency> _dependencies = [];
    private WorkStation<Job> _station = null!;
    private ProcessTimer _cold = null!;
    private SampleSeries _latency = null!;
    private CountSeries _calls = null!;
    private CallPolicy? _policy;

    /// <inheritdoc/>
    public override string Describe() => $"{_station.BusyCount} served, {_station.QueuedCount} waiting";

    /// <inheritdoc/>
    protected override void OnStart()
    {
        var label = ("replica", Address.Name);
        var station = new StationOptions
        {
            Workers = options.Workers,
            ServiceTime = options.ServiceTime,
            Queue = options.Queue,
        };
        _station = new WorkStation<Job>(
            Address.Node,
            CreateTimer,
            station,
            Random.Split("service"),
            new StationMeters(World.Metrics, name, label)
        );
        _latency = World.Metrics.Samples(name, "latency");
        _calls = World.Metrics.Counts(name, "calls");
        CountSeries attempts = World.Metrics.Counts(name, "attempts");
        var line = new CallLine((target, message) => Send(target, message), CreateTimer, Address.Node.Clock);
        foreach (Component component in components)
        {
            _dependencies.Add(Depend(component, line, attempts));
        }

        if (options.Policy is { } policy)
        {
            _policy = new CallPolicy(
                World,
                policy,
                Random.Split("policy"),
                new PolicyMeters(World.Metrics, name),
                happening => Announce(happening)
            );
        }

        _cold = CreateTimer("cold");
        long cold = options.ColdStart.Draw(Random);
        if (cold > 0)
        {
            _cold.Set(new SimDuration(cold));
        }
    }

    private Dependency Depend(Component component, CallLine line, CountSeries attempts)
    {
        ProcessRef[] nearest = CandidateOrder.ByNearness(Address.Node.Place, number, component.Replicas);
        OutlierLedger? outliers = null;
        if (options.Balance.Outliers is { } limits)
        {
            CountSeries ejections = World.Metrics.Counts(name, "ejections");
            outliers = new OutlierLedger(
                limits,
                nearest.Length,
                Address.Node.Clock,
                index =>
                {
                    ejections.Add();
                    Announce(Service.ReplicaEjected, nearest[index].Name);
                }
            );
        }

        RandomStream random = Random.Split("balance");
        var balancer = new LoadBalancer(options.Balance, nearest, Address.Node.Place, random, outliers);
        SimDuration silence =
            options.Policy?.Timeout is { } timeout && timeout < options.CallTimeout
                ? timeout
                : options.CallTimeout;
        return new Dependency(line, balancer, options.CallTimeout, silence, attempts);
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        switch (message)
        {
            case KvRequest request:
                Take(source, request);
                break;
            case HealthProbe probe:
                if (!_cold.IsSet)
                {
                    Send(source, new HealthAnswer(probe.Number));
                }

                break;
            case KvReply reply:
                foreach (Dependency dependency in _dependencies)
                {
                    if (dependency.Take(source, reply) is { } ended)
                    {
                        End(dependency, ended, reply);
                        break;
                    }
                }

                break;
            default:
                throw new InvariantViolation($"a service understands {message}");
        }
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _cold))
        {
            return;
        }

        if (_station.TryFinish(timer, out Job? served))
        {
            Work(served!);
            return;
        }

        foreach (Dependency dependency in _dependencies)
        {
            if (dependency.TryExpire(timer, out Attempt? ended))
            {
                if (ended is not null)
                {
                    string? harmless = Dependency.HarmlessReason(ended);
                    int operation = ended.Request!.Operation;
                    End(dependency, ended, harmless is null ? null : KvReply.Refused(operation, harmless));
                }

                return;
            }
        }
    }

    private void Take(ProcessRef source, KvRequest request)
    {
        if (_cold.IsSet)
        {
            Send(source, KvReply.Refused(request.Operation, "the service is starting"));
            return;
        }

        if (!_station.TryEnter(new Job(source, request, Now), out bool hasShed, out Job? shed))
        {
            Send(source, KvReply.Refused(request.Operation, "the service is overloaded"));
        }

        if (hasShed)
        {
            Send(shed!.Source, KvReply.Refused(shed.Request.Operation, "the service sheds load"));
        }
    }

    /// <summary>The replica's own work is done; now it asks the others.</summary>
    private void Work(Job job)
    {
        int last = _dependencies.Count - 1;
        if (last < 0)
        {
            job.Reply = KvReply.Done(job.Request.Operation);
            Answer(job);
            return;
        }

        if (options.CallOrder == CallOrder.Sequential)
        {
            Ask(job, 0);
            return;
        }

        // What ends at once must not answer before all have been asked.
        job.OpenCalls = 1;
        for (int index = 0; index <= last; index++)
        {
            Ask(job, index);
        }

        Settle(job);
    }

    private void Ask(Job job, int index)
    {
        bool isLast = index == _dependencies.Count - 1;
        bool isRead = KvFunctions.IsRead(job.Request.Function);
        KvRequest request =
            isLast || isRead
                ? job.Request
                : job.Request with
                {
                    Function = KvFunction.Read,
                    Argument = Value.Nil,
                    Expected = Value.Nil,
                };
        job.Next = index + 1;
        if (options.CallOrder != CallOrder.FanOut || (isLast && !isRead))
        {
            Begin(new Call(job, index, request, place: null, isAnswer: isLast));
            return;
        }

        for (int place = 0; place < _dependencies[index].ReplicaCount; place++)
        {
            Begin(new Call(job, index, request, place, isAnswer: isLast && place == 0));
        }
    }

    private void Begin(Call call)
    {
        call.Job.OpenCalls++;
        _calls.Add();
        if (_policy is null)
        {
            _dependencies[call.Dependency].Begin(call);
        }
        else
        {
            _ = RunPolicy(_policy, call);
        }
    }

    /// <summary>The replies of a policy come when it says so; a defect in it ends the run.</summary>
    private async Task RunPolicy(CallPolicy policy, Call call)
    {
        int incarnation = Address.Node.Incarnation;
        KvReply? reply;
        try
        {
            reply = await policy
                .Run(call, (open, token) => Try(open, incarnation, token))
                .ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nobody awaits the task, so that anything else would go unseen.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            World.Loop.Fail(defect);
            return;
        }

        if (IsAlive(incarnation))
        {
            End(call, reply);
        }
    }

    private async ValueTask<KvReply?> Try(Call call, int incarnation, CancellationToken token)
    {
        if (!IsAlive(incarnation))
        {
            throw new OperationCanceledException("the replica is gone");
        }

        Dependency dependency = _dependencies[call.Dependency];
        var promise = new TaskCompletionSource<KvReply?>();
        Attempt attempt = dependency.Begin(call);
        attempt.Promise = promise;
        using CancellationTokenRegistration registration = token.Register(() =>
        {
            if (ReferenceEquals(attempt.Promise, promise))
            {
                MarkUnanswered(attempt);
                dependency.Abandon(attempt);
                promise.SetCanceled(token);
            }
        });
        return await promise.Task.ConfigureAwait(false);
    }

    private bool IsAlive(int incarnation) =>
        Address.Node.Incarnation == incarnation && Address.Node.State != NodeState.Down;

    /// <summary>An attempt is over.</summary>
    private void End(Dependency dependency, Attempt attempt, KvReply? reply)
    {
        Call call = attempt.Call!;
        TaskCompletionSource<KvReply?>? promise = attempt.Promise;
        if (reply is null)
        {
            MarkUnanswered(attempt);
        }

        dependency.Free(attempt);
        if (promise is not null)
        {
            promise.SetResult(reply);
        }
        else
        {
            End(call, reply);
        }
    }

    private static void MarkUnanswered(Attempt attempt)
    {
        if (!KvFunctions.IsRead(attempt.Request!.Function) && attempt.IsWaiting)
        {
            attempt.Call!.Job.MayHappen = true;
        }
    }

    /// <summary>A call is over, whatever its policy did.</summary>
    private void End(Call call, KvReply? reply)
    {
        Job job = call.Job;
        if (reply is null or { Status: KvStatus.Refused })
        {
            job.Failure = reply?.Reason ?? $"{components[call.Dependency].Name} did not answer";
        }
        else if (call.IsAnswer)
        {
            job.Reply = reply;
        }

        Settle(job);
    }

    private void Settle(Job job)
    {
        job.OpenCalls--;
        if (job.OpenCalls > 0)
        {
            return;
        }

        if (job.Failure is null && job.Next < _dependencies.Count)
        {
            Ask(job, job.Next);
            return;
        }

        Answer(job);
    }

    private void Answer(Job job)
    {
        int operation = job.Request.Operation;
        _latency.Record(Now - job.Since);
        if (job.Failure is null)
        {
            Send(job.Source, job.Reply!);
            return;
        }

        bool hasChanged = job.Reply is not null && !KvFunctions.IsRead(job.Request.Function);
        if (!job.MayHappen && !hasChanged)
        {
            Send(job.Source, KvReply.Refused(operation, job.Failure));
        }
    }
}
