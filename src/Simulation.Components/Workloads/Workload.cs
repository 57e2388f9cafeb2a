using Simulation.Components.Routing;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Workloads;

/// <summary>The clients of one plan in one world, and what they asked.</summary>
public sealed class Workload
{
    private readonly List<LogicalProcess> _processes = [];
    private readonly List<ProcessRef> _clients = [];
    private readonly List<(RetryPlan Plan, FaultEffect.Tally Repeated)> _storms = [];

    private Workload(
        World world,
        WorkloadPlan plan,
        HistoryRecorder recorder,
        IReadOnlyList<ProcessRef> replicas,
        NameService? names
    )
    {
        Names = names;
        Plan = plan;
        Recorder = recorder;
        Replicas = replicas;
        Source = LoadSource.For(plan, world.Random);
        Keys = [.. Enumerable.Range(0, plan.KeyCount).Select(key => $"k{key}")];
    }

    /// <summary>What was planned.</summary>
    public WorkloadPlan Plan { get; }

    /// <summary>The clients' processes, in the order of their numbers.</summary>
    public IReadOnlyList<ProcessRef> Clients => _clients;

    /// <summary>The logical processes of the history; the first has the number of the plan's first
    /// process.</summary>
    public IReadOnlyList<LogicalProcess> Processes => _processes;

    /// <summary>A hash of all operations planned so far; see <see cref="LoadSource.Fingerprint"/>.</summary>
    public ulong LoadFingerprint => Source.Fingerprint;

    internal HistoryRecorder Recorder { get; }

    internal IReadOnlyList<ProcessRef> Replicas { get; }

    /// <summary>Who tells clients which of the replicas to ask; null where they may ask any.</summary>
    internal NameService? Names { get; }

    internal LoadSource Source { get; }

    internal string[] Keys { get; }

    /// <summary>
    /// Puts a plan's clients into a world, each on a node of its own with the role <c>client</c>. They begin
    /// with the world and stop by themselves; run on for the plan's timeout after its stop, and no operation
    /// is open.
    /// </summary>
    /// <param name="world">The world, not started yet.</param>
    /// <param name="plan">What to ask; at least one client.</param>
    /// <param name="recorder">Where operations are written down.</param>
    /// <param name="target">Whom to ask.</param>
    public static Workload Deploy(
        World world,
        WorkloadPlan plan,
        HistoryRecorder recorder,
        Component target
    ) => Deploy(world, plan, recorder, target.Replicas, target.Names);

    /// <inheritdoc cref="Deploy(World, WorkloadPlan, HistoryRecorder, Component)"/>
    internal static Workload Deploy(
        World world,
        WorkloadPlan plan,
        HistoryRecorder recorder,
        IReadOnlyList<ProcessRef> replicas,
        NameService? names = null
    )
    {
        Invariant.That(replicas.Count > 0);
        var workload = new Workload(world, plan, recorder, replicas, names);
        foreach (ClientGroup group in plan.Clients)
        {
            for (int place = 0; place < group.Count; place++)
            {
                int number = workload._clients.Count;
                Node node = world.Topology.AddNode($"{plan.Name}-{number}", group.Place, isClient: true);
                workload._clients.Add(
                    world.Deploy(node, $"client@{node.Name}", workload.ClientMaker(number))
                );
            }
        }

        Invariant.That(workload._clients.Count > 0);
        world.Install(PartName(plan.Name), workload);
        return workload;
    }

    /// <summary>The workload of a name in a world; null when there is none.</summary>
    internal static Workload? In(World world, string name) => world.Installed<Workload>(PartName(name));

    /// <summary>How attempts are made again now; null for never.</summary>
    internal RetryPlan? Retry => _storms.Count > 0 ? _storms[^1].Plan : Plan.Retry;

    /// <summary>Lets clients try again by another plan, the latest of several, until it ends.</summary>
    internal void BeginStorm(RetryPlan plan, FaultEffect.Tally repeated) => _storms.Add((plan, repeated));

    /// <summary>Ends what began with the same plan.</summary>
    internal void EndStorm(RetryPlan plan) => _storms.RemoveAll(storm => ReferenceEquals(storm.Plan, plan));

    /// <summary>Counts an attempt that is made again.</summary>
    internal void NoteRetry()
    {
        if (_storms.Count > 0)
        {
            _storms[^1].Repeated.Add();
        }
    }

    private static string PartName(string name) => "workload " + name;

    /// <summary>The region that a logical process of the history asks from.</summary>
    public string RegionOf(int process) => _processes[process - Plan.FirstProcess].Client.Node.Place.Region;

    private Func<Process> ClientMaker(int number) =>
        Plan.Kind.Language switch
        {
            ClientLanguage.Keys => () => new KvClient(this, number),
            ClientLanguage.Transactions => () => new TransactionClient(this, number),
            _ => throw new InvariantViolation("every language has a client"),
        };

    /// <summary>Begins a logical process of a client and returns its number.</summary>
    internal int BeginProcess(ProcessRef client)
    {
        int number = Plan.FirstProcess + _processes.Count;
        _processes.Add(new LogicalProcess(number, client));
        return number;
    }
}

/// <summary>One thread of operations in a history: at most one is open at a time, and after a lost one none
/// follow.</summary>
/// <param name="Number">Its number in the history.</param>
/// <param name="Client">The client that asks.</param>
public readonly record struct LogicalProcess(int Number, ProcessRef Client);
