using Simulation.Components;
using Simulation.Components.Workloads;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Loading;

namespace Simulation.Scenarios.Running;

/// <summary>A cell's world while it runs: built, stepped, then read.</summary>
internal sealed class LiveRun : IDisposable
{
    private const int Slices = 200;

    private readonly ScenarioCell _cell;
    private readonly List<(
        WorkloadOptions Options,
        Workload Workload,
        HistoryRecorder Recorder
    )> _workloads = [];
    private readonly List<Component> _components = [];

    /// <summary>Builds the world of a cell on this thread's simulator.</summary>
    public LiveRun(ScenarioCell cell, RunOptions options)
    {
        _cell = cell;
        World = Simulator.Current.CreateWorld(cell.Seed);
        World.Trace.Sink = options.Sink;
        try
        {
            Faults = Build();
        }
        catch
        {
            // A world that is not taken down would keep the thread from having another.
            World.Dispose();
            throw;
        }
    }

    /// <summary>The world.</summary>
    public World World { get; }

    /// <summary>The faults, in the order of the file.</summary>
    public IReadOnlyList<ScheduledFault> Faults { get; }

    /// <summary>A hash of the load of all workloads.</summary>
    public ulong LoadFingerprint =>
        _workloads.Aggregate(0UL, (hash, entry) => unchecked(hash * 31 + entry.Workload.LoadFingerprint));

    /// <summary>Runs to the end, or as far as the options allow; tells whether it was cancelled.</summary>
    public bool Run(RunOptions options)
    {
        SimTime end = options.Until ?? _cell.End + Patience();
        for (int slice = 1; slice <= Slices; slice++)
        {
            if (options.IsCancelled?.Invoke() == true)
            {
                return true;
            }

            World.RunUntil(new SimTime((long)((Int128)end.Nanoseconds * slice / Slices)));
            options.Progress?.Invoke((double)slice / Slices);
        }

        return false;
    }

    /// <summary>What the workloads left behind.</summary>
    public IReadOnlyList<WorkloadRecord> Records() => [.. _workloads.Select(Record)];

    /// <inheritdoc/>
    public void Dispose() => World.Dispose();

    private IReadOnlyList<ScheduledFault> Build()
    {
        TopologyBuilder.Build(World, _cell.Options.Topology);
        foreach (PlannedComponent planned in _cell.Components)
        {
            var deployment = new ComponentDeployment(World, planned.Name, new GroundTruth(), _components);
            _components.Add(planned.Kind.Deploy(deployment, planned.Options));
        }

        DeployWorkloads();
        SimTime? healAt = _cell.Options.Liveness is { } liveness ? SimTime.Zero + liveness.HealAt : null;
        return [.. _cell.Faults.Select(fault => ScheduledFault.Schedule(World, fault, healAt))];
    }

    private void DeployWorkloads()
    {
        foreach (WorkloadOptions options in _cell.Workloads)
        {
            Component target = Target(options);
            var recorder = new HistoryRecorder(options.Name);
            WorkloadPlan plan = WorkloadPlanner.Plan(_cell, options);
            _workloads.Add((options, Workload.Deploy(World, plan, recorder, target), recorder));
        }
    }

    private Component Target(WorkloadOptions options) =>
        _components.Find(component => component.Name == options.Target)!;

    /// <summary>How long after the end of the load the last operation may still be open.</summary>
    private SimDuration Patience() =>
        _workloads.Select(entry => entry.Options.Timeout).DefaultIfEmpty(SimDuration.Zero).Max() + 1.Seconds;

    private WorkloadRecord Record(
        (WorkloadOptions Options, Workload Workload, HistoryRecorder Recorder) entry
    )
    {
        Component target = Target(entry.Options);
        string[] regions = [.. entry.Workload.Processes.Select(process => process.Client.Node.Place.Region)];
        return new WorkloadRecord(entry.Recorder.ToHistory(), regions)
        {
            Truth = target.Truth,
            Origin = target.Origin,
            LiveReplicas =
            [
                .. target
                    .Holders.Where(replica => replica.Node.State == Kernel.Nodes.NodeState.Up)
                    .Select(replica => replica.Node.Index),
            ],
            Start = SimTime.Zero + _cell.Options.Warmup,
            End = _cell.End,
        };
    }
}
