using Simulation.Components.Stores;
using Simulation.Components.Workloads;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Tests.Components;

/// <summary>A store on a few nodes of one zone, and its clients beside it.</summary>
internal sealed class StoreWorld : IDisposable
{
    private readonly HistoryRecorder _recorder = new("test");

    public StoreWorld(Func<StoreDeployment, IReadOnlyList<ProcessRef>> deploy, int nodes = 3, ulong seed = 1)
    {
        World = Simulator.Current.CreateWorld(seed);
        for (int index = 1; index <= nodes; index++)
        {
            World.Topology.AddNode($"n{index}", Here);
        }

        Nodes = [.. World.Topology.Nodes];
        Replicas = deploy(new StoreDeployment(World, "store", Nodes, Truth));
    }

    public static Place Here { get; } = new("", "eu", "a");

    public World World { get; }

    public IReadOnlyList<Node> Nodes { get; }

    public IReadOnlyList<ProcessRef> Replicas { get; }

    public GroundTruth Truth { get; } = new();

    public History History => _recorder.ToHistory();

    public IReadOnlyList<Operation> Operations => History.Operations;

    public static WorkloadPlan Plan(SimTime stop, int clients = 3) =>
        new()
        {
            Name = "load",
            Clients = [new ClientGroup(Here, clients)],
            Arrival = new Arrival.Open(new UniformUpTo(10.Milliseconds)),
            KeyCount = 5,
            PickKey = random => random.NextBelow(5),
            Mix = new OperationMix { Read = new Ratio(500_000), Write = new Ratio(500_000) },
            Stop = stop,
        };

    public static SimTime At(int milliseconds) => SimTime.Zero + milliseconds.Milliseconds;

    public Workload Load(WorkloadPlan plan, params int[] replicas) =>
        Workload.Deploy(
            World,
            plan,
            _recorder,
            replicas.Length == 0 ? Replicas : [.. replicas.Select(index => Replicas[index])]
        );

    /// <summary>A client without a will of its own: it asks what the test tells it to.</summary>
    public TestClient Client(int number)
    {
        TestClient client = null!;
        Node node = World.Topology.AddNode($"client-{number}", Here);
        ProcessRef address = World.Deploy(
            node,
            $"client@{number}",
            () => client = new TestClient(_recorder, number)
        );
        World.Boot();
        World.RunUntil(World.Loop.Now);
        Assert.Equal(address, client.Ref);
        return client;
    }

    public void RunFor(int milliseconds) => World.RunUntil(World.Loop.Now + milliseconds.Milliseconds);

    /// <summary>Cuts the nodes off from all others, clients too, until the rule is removed.</summary>
    public PacketRule Isolate(params Node[] nodes)
    {
        var rule = new Isolation(nodes);
        World.Network.AddRule(rule);
        return rule;
    }

    /// <summary>Cuts two replicas off from each other, and from nobody else, until the rule is
    /// removed.</summary>
    public PacketRule Cut(int one, int other)
    {
        var rule = new Between(Nodes[one], Nodes[other]);
        World.Network.AddRule(rule);
        return rule;
    }

    public void Heal(PacketRule rule) => World.Network.RemoveRule(rule);

    public int CountOf(string happening) =>
        World.Happenings.All.Count(entry => string.Equals(entry.Name, happening, StringComparison.Ordinal));

    /// <summary>The write that each replica shows for each key, by the ground truth.</summary>
    public Dictionary<(int Replica, string Key), int> Shown()
    {
        var shown = new Dictionary<(int, string), int>();
        foreach (Applied change in Truth.Changes)
        {
            shown[(change.Replica, change.Key)] = change.Write;
        }

        return shown;
    }

    public void AssertConverged()
    {
        Dictionary<(int Replica, string Key), int> shown = Shown();
        Assert.NotEmpty(shown);
        foreach (string key in shown.Keys.Select(entry => entry.Key).Distinct(StringComparer.Ordinal))
        {
            Assert.Single(
                Nodes.Select(node => shown.GetValueOrDefault((node.Index, key), Applied.Nothing)).Distinct()
            );
        }
    }

    public void Dispose() => World.Dispose();

    private sealed class Isolation(Node[] nodes) : PacketRule
    {
        public override PacketFate Decide(in Packet packet) =>
            nodes.Contains(packet.Source.Node) == nodes.Contains(packet.Target.Node)
                ? PacketFate.Pass
                : PacketFate.Drop("cut");
    }

    private sealed class Between(Node one, Node other) : PacketRule
    {
        public override PacketFate Decide(in Packet packet) =>
            (ReferenceEquals(packet.Source.Node, one) && ReferenceEquals(packet.Target.Node, other))
            || (ReferenceEquals(packet.Source.Node, other) && ReferenceEquals(packet.Target.Node, one))
                ? PacketFate.Drop("cut")
                : PacketFate.Pass;
    }
}

/// <summary>A length that is equally likely up to a bound.</summary>
internal sealed class UniformUpTo(SimDuration bound) : Distribution
{
    public override long Draw(RandomStream random) => random.NextBelow(bound.Nanoseconds) + 1;

    public override string Describe(Func<long, string> quantity) =>
        $"uniform(0, {quantity(bound.Nanoseconds)})";
}

/// <summary>Sends single requests, each with the token of the last answer, and keeps the answers.</summary>
internal sealed class TestClient(HistoryRecorder recorder, int number) : Process
{
    private readonly Dictionary<int, KvReply> _replies = [];
    private SessionToken? _token;
    private long _sequence;

    public ProcessRef Ref => Address;

    public int Write(ProcessRef replica, string key, long value) =>
        Ask(replica, KvFunction.Write, key, Value.Of(value), Value.Nil);

    public int Read(ProcessRef replica, string key) =>
        Ask(replica, KvFunction.Read, key, Value.Nil, Value.Nil);

    public int Cas(ProcessRef replica, string key, Value expected, long value) =>
        Ask(replica, KvFunction.Cas, key, Value.Of(value), expected);

    public int Ask(
        ProcessRef replica,
        KvFunction function,
        string key,
        Value argument,
        Value expected = default
    )
    {
        int operation = recorder.Invoke(number, KvFunctions.NameOf(function), key, argument, World.Loop.Now);
        _sequence++;
        Send(replica, new KvRequest(operation, number, _sequence, function, key, argument, expected, _token));
        return operation;
    }

    public void Repeat(ProcessRef replica, int operation, KvFunction function, string key, long value) =>
        Send(replica, new KvRequest(operation, number, _sequence, function, key, Value.Of(value), Value.Nil));

    public KvReply? ReplyTo(int operation) => _replies.GetValueOrDefault(operation);

    protected override void OnStart()
    {
        // It waits for the test.
    }

    protected override void OnMessage(ProcessRef source, object message)
    {
        var reply = (KvReply)message;
        _replies[reply.Operation] = reply;
        _token = reply.Token ?? _token;
    }
}
