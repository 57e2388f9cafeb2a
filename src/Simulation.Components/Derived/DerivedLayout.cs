using Simulation.Components.Calls;
using Simulation.Components.Workloads;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Derived;

/// <summary>
/// What the processes of a derived store share: the two stores, and the lab's own book of what reached the sink,
/// which outlives crashes.
/// </summary>
internal sealed class DerivedLayout(
    DerivedStoreOptions options,
    DerivedMetrics metrics,
    Component source,
    Component sink
)
{
    private readonly Dictionary<int, SimTime> _underWay = [];
    private readonly Dictionary<string, long> _delivered = new(StringComparer.Ordinal);

    public DerivedStoreOptions Options => options;

    public DerivedMetrics Metrics => metrics;

    public Component Source => source;

    public Component Sink => sink;

    /// <summary>A caller of the sink for a process.</summary>
    public KvCaller CallSink(CallLine line, ProcessRef self) =>
        new(line, Nearest(self, sink.Replicas), options.StoreTimeout / 4);

    /// <summary>A caller of the database for a process.</summary>
    public TransactionCaller CallSource(CallLine line, ProcessRef self) =>
        new(line, Nearest(self, source.Replicas), options.StoreTimeout / 2);

    /// <summary>The source is asked to commit a write, which the sink is to get.</summary>
    public void NoteCommit(int operation, SimTime now) => _underWay.TryAdd(operation, now);

    /// <summary>The sink has a write for the first time, or once more.</summary>
    public void NoteArrival(int operation, SimTime now)
    {
        if (_underWay.Remove(operation, out SimTime committed))
        {
            metrics.Propagation.Record(now - committed);
        }
    }

    /// <summary>The relay has brought an event to the sink.</summary>
    public void NoteDelivery(in SourceEvent delivered, SimTime now)
    {
        metrics.Deliveries.Add();
        NoteArrival(delivered.Operation, now);
        if (_delivered.TryGetValue(delivered.Key, out long highest) && highest >= delivered.Version)
        {
            metrics.Redeliveries.Add();
        }
        else
        {
            _delivered[delivered.Key] = delivered.Version;
        }
    }

    /// <summary>The replicas, the nearest to a process first.</summary>
    public static ProcessRef[] Nearest(ProcessRef self, IReadOnlyList<ProcessRef> replicas) =>
        CandidateOrder.ByNearness(self.Node.Place, self.Index, replicas);
}
