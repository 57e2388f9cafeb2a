using Simulation.Components.Calls;
using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Routing;

/// <summary>
/// One name server of a router: checks every replica of the target from where it stands, and answers clients by
/// what it thinks itself. Two of them may think differently.
/// </summary>
/// <param name="number">Its number among the servers.</param>
/// <param name="name">The router's name.</param>
/// <param name="service">What it shares with the others.</param>
/// <param name="target">What the traffic is for.</param>
internal sealed class NameServer(int number, string name, NameService service, Component target) : Process
{
    private readonly Dictionary<int, (Endpoint Endpoint, int Replica)> _underway = [];
    private readonly SortedDictionary<int, DnsAnswer> _frozen = [];
    private Endpoint[] _endpoints = [];
    private EndpointChoice _choice = null!;
    private CallNumbers _numbers = null!;
    private ProcessTimer _check = null!;
    private ProcessTimer _deadline = null!;
    private ProcessTimer _hold = null!;
    private ProcessTimer _converged = null!;
    private CountSeries _checks = null!;
    private CountSeries _failed = null!;
    private CountSeries _changes = null!;
    private SimTime _changedAt;

    private TrafficRouterOptions Options => service.Options;

    private bool IsDeep => Options.Health.Depth == HealthCheckDepth.Deep || !target.AnswersProbes;

    /// <inheritdoc/>
    public override string Describe() =>
        string.Join(
            ", ",
            _endpoints.Select(one => $"{one.Name} {(one.IsHealthy ? "healthy" : "unhealthy")}")
        );

    /// <inheritdoc/>
    protected override void OnStart()
    {
        TakeRole("name-server");
        _numbers = CallNumbers.Of(World);
        _endpoints =
        [
            .. Options.Order.Select(place => new Endpoint(
                place,
                [.. target.Replicas.Where(replica => replica.Node.IsIn(place))],
                Options.Weights.FirstOrDefault(weight => weight.Key == place).Value,
                Options.Health
            )),
        ];
        _choice = new EndpointChoice(Options, _endpoints, World, Random.Split("shares"));
        _checks = World.Metrics.Counts(name, "checks");
        _failed = World.Metrics.Counts(name, "failed-checks");
        _changes = World.Metrics.Counts(name, "health-changes");
        _check = CreateTimer("check");
        _deadline = CreateTimer("deadline");
        _hold = CreateTimer("hold-down");
        _converged = CreateTimer("converged");
        service.NoteView(number, _choice.Current.Name);
        _check.Set(new SimDuration(1 + Random.NextBelow(Options.Health.Every.Nanoseconds)));
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        switch (message)
        {
            case DnsQuery query when service.Silences == 0:
                Answer(source, query);
                break;
            case DnsQuery:
                break;
            case HealthAnswer answer:
                End(answer.Number, isGood: true);
                break;
            case KvReply reply:
                End(reply.Operation, reply.Status != KvStatus.Refused);
                break;
            default:
                throw new InvariantViolation($"a name server understands {message}");
        }
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _check))
        {
            // Where a check may last until the next, its deadline is now.
            GiveUpUnderway();
            Check();
            if (!_converged.IsSet)
            {
                TellFollowers();
            }

            _check.Set(Options.Health.Every);
            _deadline.Set(Options.Health.Timeout);
        }
        else if (ReferenceEquals(timer, _deadline))
        {
            GiveUpUnderway();
        }
        else if (ReferenceEquals(timer, _hold))
        {
            Settle();
        }
        else
        {
            TellFollowers();
        }
    }

    private void Check()
    {
        foreach (Endpoint endpoint in _endpoints)
        {
            for (int replica = 0; replica < endpoint.Replicas.Count; replica++)
            {
                int call = _numbers.Next();
                _checks.Add();
                _underway.Add(call, (endpoint, replica));
                Send(
                    endpoint.Replicas[replica],
                    IsDeep
                        ? new KvRequest(call, call, 0, KvFunction.Read, "health", Value.Nil, Value.Nil)
                        : new HealthProbe(call)
                );
            }
        }
    }

    private void GiveUpUnderway()
    {
        foreach (int late in _underway.Keys.OrderDescending().ToArray())
        {
            End(late, isGood: false);
        }
    }

    private void End(int call, bool isGood)
    {
        if (!_underway.Remove(call, out (Endpoint Endpoint, int Replica) check))
        {
            return;
        }

        if (!isGood)
        {
            _failed.Add();
        }

        if (check.Endpoint.Note(check.Replica, isGood))
        {
            _changes.Add();
            _changedAt = World.Loop.Now;
            Announce(
                check.Endpoint.IsHealthy ? TrafficRouter.EndpointHealthy : TrafficRouter.EndpointUnhealthy,
                check.Endpoint.Name
            );
            Settle();
        }
    }

    private void Settle()
    {
        if (Options.Mode == RoutingMode.Anycast && !_converged.IsSet)
        {
            _converged.Set(new SimDuration(Math.Max(1, Options.Convergence.Draw(Random))));
        }

        if (Options.Strategy != RoutingStrategy.Failover)
        {
            return;
        }

        Endpoint before = _choice.Current;
        if (!_choice.Settle(Now))
        {
            return;
        }

        _changedAt = World.Loop.Now;
        Announce(TrafficRouter.TrafficMoved, $"{before.Name} -> {_choice.Current.Name}");
        service.NoteMove(number, _choice.Current.Name);
        if (Options.HoldDown > SimDuration.Zero)
        {
            // Traffic that has to stay for now may move when the hold-down is over.
            _hold.Set(Options.HoldDown);
        }
    }

    private void Answer(ProcessRef client, DnsQuery query)
    {
        bool isAnycast = Options.Mode == RoutingMode.Anycast;
        DnsAnswer answer =
            service.Freezes > 0 && _frozen.TryGetValue(client.Index, out DnsAnswer? before)
                ? before with
                {
                    Number = query.Number,
                }
                : Fresh(client, query, isAnycast ? null : Options.DnsTtl);
        _frozen[client.Index] = answer;
        if (isAnycast)
        {
            service.Follow(client, query.Client, number);
        }

        service.NoteAnswer(answer.Endpoint);
        Send(client, answer);
    }

    private DnsAnswer Fresh(ProcessRef client, DnsQuery query, SimDuration? timeToLive)
    {
        Endpoint endpoint = _choice.For(client, query.Client);
        return new DnsAnswer(query.Number, endpoint.Name, endpoint.Answer, timeToLive, _changedAt);
    }

    /// <summary>
    /// Routes have converged: every client comes out where it should. They are told again and again, so that a
    /// lost message strands nobody.
    /// </summary>
    private void TellFollowers()
    {
        if (service.Freezes > 0)
        {
            return;
        }

        foreach ((ProcessRef client, int place) in service.FollowersOf(number))
        {
            Send(client, Fresh(client, new DnsQuery(0, place), null));
        }
    }
}
