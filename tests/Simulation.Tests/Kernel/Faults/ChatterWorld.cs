using Simulation.Kernel.Faults;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;
using Simulation.Testing;

namespace Simulation.Tests.Kernel.Faults;

/// <summary>
/// Three nodes that each greet both others every 10 ms, and write and sync a record each time; a client asks
/// the first of them, which plays the leader, as often.
/// </summary>
internal sealed class ChatterWorld : IDisposable
{
    private readonly List<(SimTime Time, string Pair)> _heard = [];
    private readonly List<ProcessRef> _all = [];

    public ChatterWorld()
    {
        Add("a", new Place("sky", "lab", "z1"));
        Add("b", new Place("sky", "lab", "z2"));
        Add("c", new Place("sky", "far", "z3"));
        Node user = Test.World.Topology.AddNode("u", new Place("", "lab", ""), isClient: true);
        Test.World.Deploy(user, "p@u", () => new ScriptedProcess(Test, Ask, null));
    }

    public TestWorld Test { get; } = new();

    public int InFlight => 7;

    public ScheduledFault Schedule(FaultKind kind, object options) =>
        ScheduledFault.Schedule(Test.World, FaultTests.Plan(kind, options));

    public IReadOnlyList<string> HeardDuring(int fromSecond, int toSecond) =>
        [
            .. _heard
                .Where(heard =>
                    heard.Time >= SimTime.Zero + fromSecond.Seconds + 2.Milliseconds
                    && heard.Time < SimTime.Zero + toSecond.Seconds
                )
                .Select(heard => heard.Pair),
        ];

    public void Dispose() => Test.Dispose();

    private void Add(string name, Place place) =>
        _all.Add(
            Test.Add(
                name,
                self =>
                {
                    self.Play(name == "a" ? "leader" : "replica");
                    Start(self);
                },
                (self, source, _) => _heard.Add((Test.World.Loop.Now, $"{source.Node.Name}>{self.NodeName}")),
                place
            )
        );

    private void Ask(ScriptedProcess self)
    {
        self.Say(_all[0], "please");
        self.In(10.Milliseconds, () => Ask(self));
    }

    private void Start(ScriptedProcess self)
    {
        foreach (ProcessRef other in _all.Where(other => other.Node.Name != self.NodeName))
        {
            self.Say(other, "hello");
        }

        self.Synced = _ => { };
        self.Disk.OpenLog<int>("beats").Append(1);
        self.Disk.Sync();
        self.In(10.Milliseconds, () => Start(self));
    }
}
