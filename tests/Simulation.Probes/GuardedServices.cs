using Simulation.Components;
using Simulation.Components.Services;
using Simulation.Components.Services.Policies;
using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Probes;

/// <summary>
/// Asks one service after the other, each of which guards its calls of an overloaded backend by another policy.
/// </summary>
internal sealed class GuardedServices : Process
{
    private const string Callers = "callers";
    private const int Rounds = 400;

    private static readonly (string Name, PolicyOptions Policy)[] Policies =
    [
        (
            "retrying",
            new()
            {
                Timeout = 60.Milliseconds,
                Retry = new() { Jitter = true },
            }
        ),
        (
            "budgeted",
            new()
            {
                Timeout = 60.Milliseconds,
                Retry = new() { Budget = new Ratio(100_000) },
            }
        ),
        (
            "breaking",
            new()
            {
                Timeout = 60.Milliseconds,
                CircuitBreaker = new()
                {
                    FailureRatio = new Ratio(100_000),
                    Window = 1.Seconds,
                    OpenFor = 1.Seconds,
                },
            }
        ),
        (
            "hedging",
            new()
            {
                Timeout = 60.Milliseconds,
                Hedge = new() { After = 20.Milliseconds },
            }
        ),
        (
            "confined",
            new()
            {
                Timeout = 60.Milliseconds,
                RateLimit = new() { Rate = new Rate(150, 1.Seconds) },
                Bulkhead = new() { Limit = 2, Queue = 2 },
                Fallback = new() { Answer = FallbackAnswer.LastKnown },
            }
        ),
    ];

    private readonly List<ProcessRef> _services = [];
    private ProcessTimer _next = null!;
    private int _asked;

    /// <summary>Puts the backend and the services into a world.</summary>
    public static void Prepare(World world)
    {
        var place = new Place("", "lab", "");
        world.Topology.AddNode("backends", place);
        world.Topology.AddNode(Callers, place);
        var backend = new ServiceOptions
        {
            RunsOn = ["backends"],
            Replicas = 2,
            Workers = 2,
            ServiceTime = new Exponential(20.Milliseconds.Nanoseconds),
            Queue = new QueueOptions { Limit = 4 },
        };
        var deployed = new List<Component> { Deploy(world, "backend", backend, []) };
        foreach ((string name, PolicyOptions policy) in Policies)
        {
            var service = new ServiceOptions
            {
                RunsOn = [Callers],
                Workers = 100,
                Calls = ["backend"],
                Policy = policy,
            };
            deployed.Add(Deploy(world, name, service, [.. deployed]));
        }
    }

    protected override void OnStart()
    {
        _services.AddRange(World.Processes.Where(process => process.Node.Name == Callers));
        _next = CreateTimer("next");
        _next.Set(5.Milliseconds);
    }

    protected override void OnTimer(ProcessTimer timer)
    {
        foreach (ProcessRef service in _services)
        {
            Send(service, new KvRequest(_asked, 0, _asked, KvFunction.Read, "x", Value.Nil, Value.Nil));
            _asked++;
        }

        if (_asked < Rounds * _services.Count)
        {
            _next.Set(5.Milliseconds);
        }
    }

    protected override void OnMessage(ProcessRef source, object message) =>
        Announce("answered", $"{source.Name} {((KvReply)message).Status} {((KvReply)message).Reason}");

    private static Component Deploy(
        World world,
        string name,
        ServiceOptions options,
        IReadOnlyList<Component> others
    ) => Service.Kind.Deploy(new ComponentDeployment(world, name, new GroundTruth(), others), options);
}
