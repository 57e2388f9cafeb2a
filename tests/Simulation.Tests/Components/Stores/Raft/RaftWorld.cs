using Simulation.Components.Stores;
using Simulation.Components.Stores.Raft;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Tests.Components.Stores.Raft;

/// <summary>A Raft group with clients in a world, watched at every step.</summary>
internal sealed class RaftWorld : IDisposable
{
    private readonly RaftReplica?[] _replicas;
    private readonly RaftInvariants _invariants = new();
    private readonly Split _split = new();

    public RaftWorld(ulong seed, RaftOptions options, int size = 5, int clients = 3, bool isRough = false)
    {
        World = Simulator.Current.CreateWorld(seed);
        World.Topology.SetLinks((_, _) => true, isRough ? Rough() : Smooth());
        World.Network.AddRule(_split);
        _replicas = new RaftReplica?[size];
        Nodes = [.. Enumerable.Range(0, size).Select(place => AddNode("n" + place))];
        Replicas = Deploy(options);
        for (int client = 0; client < clients; client++)
        {
            int number = client;
            ClientNodes.Add(AddNode("c" + client));
            World.Deploy(ClientNodes[^1], "client" + client, () => new RaftClient(number, Replicas, History));
        }
    }

    public World World { get; }

    public List<Node> Nodes { get; }

    public List<Node> ClientNodes { get; } = [];

    public IReadOnlyList<ProcessRef> Replicas { get; }

    public HistoryRecorder History { get; } = new("raft");

    public GroundTruth Truth { get; } = new();

    public int StepCount { get; private set; }

    /// <summary>Whether the invariants of the protocol are checked; a planted bug breaks them.</summary>
    public bool IsWatched { get; init; } = true;

    /// <summary>The replicas that run.</summary>
    public IEnumerable<RaftReplica> Living =>
        Enumerable
            .Range(0, Nodes.Count)
            .Where(place => Nodes[place].State == NodeState.Up)
            .Select(place => _replicas[place]!);

    public RaftReplica Replica(int place) => _replicas[place]!;

    /// <summary>The place of the leader of the highest term.</summary>
    public int Leader()
    {
        RaftReplica leader = Living
            .Where(replica => replica.Core.IsLeader)
            .MaxBy(replica => replica.Core.State.Term)!;
        return leader.Core.State.Self;
    }

    /// <summary>Runs to an instant and checks the invariants of the protocol at every step.</summary>
    public void RunTo(SimDuration time)
    {
        SimTime limit = SimTime.Zero + time;
        World.Boot();
        World.Loop.RunUntil(() =>
        {
            StepCount++;
            if (IsWatched)
            {
                _invariants.Check(Living, isThorough: StepCount % 64 == 0);
            }

            return World.Loop.Now >= limit;
        });
    }

    /// <summary>Cuts some nodes off from all others.</summary>
    public void Separate(params Node[] minority) => _split.Minority = minority;

    public void Heal() => _split.Minority = [];

    public void Dispose() => World.Dispose();

    private static LinkProfile Smooth() => new() { Latency = Distribution.Constant(500_000) };

    private static LinkProfile Rough() =>
        new()
        {
            Latency = new Spread(200_000, 3_000_000),
            Loss = new Ratio(20_000),
            Duplicate = new Ratio(20_000),
        };

    private Node AddNode(string name) => World.Topology.AddNode(name, new Place("", "lab", ""));

    private IReadOnlyList<ProcessRef> Deploy(RaftOptions options)
    {
        var truths = Nodes.ConvertAll(node => new ReplicaTruth(Truth, World, node));
        return new StoreDeployment(World, "store", Nodes, Truth).DeployReplicas(
            (place, peers) => _replicas[place] = new RaftReplica(place, peers, options, truths[place])
        );
    }

    private sealed class Spread(long from, long to) : Distribution
    {
        public override long Draw(RandomStream random) => from + random.NextBelow(to - from);

        public override string Describe(Func<long, string> quantity) =>
            $"uniform {quantity(from)} {quantity(to)}";
    }

    private sealed class Split : PacketRule
    {
        public Node[] Minority { get; set; } = [];

        public override PacketFate Decide(in Packet packet) =>
            Minority.Contains(packet.Source.Node) == Minority.Contains(packet.Target.Node)
                ? PacketFate.Pass
                : PacketFate.Drop("partition");
    }
}
