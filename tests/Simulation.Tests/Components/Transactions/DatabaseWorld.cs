using Simulation.Components;
using Simulation.Components.Transactions;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Tests.Components.Transactions;

/// <summary>A database on a few nodes of one zone, and sessions that do what the test tells them.</summary>
internal sealed class DatabaseWorld : IDisposable
{
    private static readonly Place Here = new("", "eu", "a");

    private int _clients;
    private int _operations = 1_000_000;

    public DatabaseWorld(DatabaseOptions options, int nodes = 3, ulong seed = 1)
    {
        World = Simulator.Current.CreateWorld(seed);
        for (int index = 1; index <= nodes; index++)
        {
            World.Topology.AddNode($"n{index}", Here);
        }

        Nodes = [.. World.Topology.Nodes];
        Database = (Component)
            Simulation.Components.Transactions.Database.Kind.Deploy(
                new ComponentDeployment(World, "db", Truth, []),
                options
            );
    }

    public World World { get; }

    public Component Database { get; }

    public IReadOnlyList<Node> Nodes { get; }

    public GroundTruth Truth { get; } = new();

    /// <summary>A session that asks one coordinator; the world has run long enough to elect leaders.</summary>
    public TestSession Session(int coordinator = 0)
    {
        int number = ++_clients;
        Node node = World.Topology.AddNode($"client-{number}", Here);
        TestSession session = null!;
        World.Deploy(
            node,
            $"client@{number}",
            () => session = new TestSession(number, Database.Replicas[coordinator], () => _operations++)
        );
        World.Boot();
        RunFor(number == 1 ? 2_000 : 0);
        return session;
    }

    public void RunFor(int milliseconds) => World.RunUntil(World.Loop.Now + milliseconds.Milliseconds);

    public int CountOf(string happening) =>
        World.Happenings.All.Count(entry => string.Equals(entry.Name, happening, StringComparison.Ordinal));

    /// <summary>Gives keys their first values in one transaction.</summary>
    public void Fill(params (string Key, Value Value)[] values)
    {
        TestSession session = Session();
        foreach ((string key, Value value) in values)
        {
            session.Write(key, value);
        }

        session.Commit();
        RunFor(100);
        Assert.Equal("committed", session.State);
    }

    /// <summary>Reads keys in one transaction of their own.</summary>
    public Value[] Read(params string[] keys) => ReadAt(0, keys);

    /// <summary>Reads keys in one transaction through a certain coordinator.</summary>
    public Value[] ReadAt(int coordinator, params string[] keys)
    {
        TestSession session = Session(coordinator);
        foreach (string key in keys)
        {
            session.Read(key);
        }

        session.Commit();
        RunFor(3_000);
        Assert.True(session.State == "committed", $"{session.State} {session.Reason}\n{Describe()}");
        return [.. session.Results];
    }

    /// <summary>Cuts nodes off from all others, clients too, until the rule is removed.</summary>
    public PacketRule Isolate(params Node[] nodes)
    {
        var rule = new Cut(nodes);
        World.Network.AddRule(rule);
        return rule;
    }

    /// <summary>How all processes stand, for a test that fails.</summary>
    public string Describe() =>
        string.Join(
            "\n",
            [
                .. World.Processes.Select(process => $"{process.Name}: {process.Describe()}"),
                .. World
                    .Metrics.All.Where(entry => entry.Metric is Counter)
                    .Select(entry => $"{entry.Name}: {((Counter)entry.Metric).Value}"),
            ]
        );

    public void Dispose() => World.Dispose();

    private sealed class Cut(Node[] nodes) : PacketRule
    {
        public override PacketFate Decide(in Packet packet) =>
            nodes.Contains(packet.Source.Node) == nodes.Contains(packet.Target.Node)
                ? PacketFate.Pass
                : PacketFate.Drop("cut");
    }
}

/// <summary>
/// A client that does a transaction step by step: each goes out when the one before is answered, so that a
/// blocked step holds up those behind it.
/// </summary>
internal sealed class TestSession(int number, ProcessRef coordinator, Func<int> nextOperation) : Process
{
    private readonly Queue<TransactionRequest> _queue = new();
    private TransactionRequest? _open;
    private ProcessTimer _timer = null!;
    private int _operation = -1;
    private int _steps;

    /// <summary>What each step returned so far.</summary>
    public List<Value> Results { get; } = [];

    /// <summary>How the transaction stands: <c>open</c>, <c>committed</c>, <c>aborted</c> or
    /// <c>unknown</c>.</summary>
    public string State { get; private set; } = "open";

    public string? Reason { get; private set; }

    /// <summary>Whether a step or an end has not been answered.</summary>
    public bool IsWaiting => _open is not null;

    /// <summary>Whom it asks; another one may go on.</summary>
    public ProcessRef Coordinator { get; set; } = coordinator;

    public TransactionRequest? LastSent { get; private set; }

    public int ReplyCount { get; private set; }

    public void Read(string key) => Do(new TransactionStep(TransactionFunction.Read, key, Value.Nil));

    public void Write(string key, long value) => Write(key, Value.Of(value));

    public void Write(string key, Value value) =>
        Do(new TransactionStep(TransactionFunction.Write, key, value));

    public void Append(string key, long value) =>
        Do(new TransactionStep(TransactionFunction.Append, key, Value.Of(value)));

    public void ReadRange(string first, string last) =>
        Do(new TransactionStep(TransactionFunction.ReadRange, first, Value.Of(last)));

    public void Commit() => Ask([], TransactionEnd.Commit);

    public void Abort() => Ask([], TransactionEnd.Abort);

    /// <summary>All steps and the commit in one request.</summary>
    public void Run(params TransactionStep[] steps) => Ask(steps, TransactionEnd.Commit);

    /// <summary>Sends the last request once more, perhaps to another node.</summary>
    public void Repeat(ProcessRef target) => Send(target, LastSent!);

    /// <summary>Begins another transaction.</summary>
    public void Renew()
    {
        _operation = -1;
        _steps = 0;
        _open = null;
        _queue.Clear();
        Results.Clear();
        State = "open";
        Reason = null;
    }

    protected override void OnStart() => _timer = CreateTimer("repeat");

    /// <summary>What the network lost is asked again.</summary>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (_open is not null)
        {
            Send(Coordinator, _open);
            timer.Set(1.Seconds);
        }
    }

    protected override void OnMessage(ProcessRef source, object message)
    {
        var reply = (TransactionReply)message;
        ReplyCount++;
        if (_open is null || reply.Operation != _operation || reply.FirstStep != _open.FirstStep)
        {
            return;
        }

        TransactionEnd end = _open.End;
        _open = null;
        switch (reply.Status)
        {
            case TransactionStatus.Done:
                Results.AddRange(reply.Results);
                State = end switch
                {
                    TransactionEnd.Commit => "committed",
                    TransactionEnd.Abort => "aborted",
                    _ => "open",
                };
                break;
            case TransactionStatus.Aborted:
                State = "aborted";
                Reason = reply.Reason;
                _queue.Clear();
                break;
            default:
                State = "unknown";
                break;
        }

        Go();
    }

    private void Do(TransactionStep step) => Ask([step], TransactionEnd.None);

    private void Ask(TransactionStep[] steps, TransactionEnd end)
    {
        if (State != "open")
        {
            return;
        }

        if (_operation < 0)
        {
            _operation = nextOperation();
        }

        _queue.Enqueue(new TransactionRequest(_operation, number, _steps, steps, end));
        _steps += steps.Length;
        Go();
    }

    private void Go()
    {
        if (_open is null && _queue.TryDequeue(out _open))
        {
            LastSent = _open;
            Send(Coordinator, _open);
            _timer.Set(1.Seconds);
        }
    }
}
