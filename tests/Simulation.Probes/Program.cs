using System.Globalization;
using Simulation.Kernel;
using Simulation.Kernel.Determinism;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;
using Simulation.Probes;

// Runs one probe in a process of its own, as `simlab` does, and prints what a test needs to judge it.
DeterminismLayer.Install();
string name = args[0];
ulong seed = args.Length > 1 ? ulong.Parse(args[1], CultureInfo.InvariantCulture) : 1;
ProbeEntry probe = ProbeCatalog.All.First(entry => entry.Name == name);

using (World world = Simulator.Current.CreateWorld(seed))
{
    Node node = world.Topology.AddNode("n1", new Place("", "lab", ""));
    probe.Prepare(world);
    world.Deploy(node, "probe@n1", probe.Create);
    world.RunUntil(SimTime.Zero + 60.Seconds);
    foreach (var happening in world.Happenings.All)
    {
        Console.WriteLine($"{happening.Time} {happening.Name} {happening.Detail}");
    }

    Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"fingerprint {world.Trace.Fingerprint:x16}")
    );
}

foreach (string problem in DeterminismLayer.Problems)
{
    Console.WriteLine("problem " + problem);
}

foreach (string offence in Simulator.Current.Offences)
{
    Console.WriteLine("offence " + offence);
}

Console.Out.Flush();
Environment.Exit(0);
