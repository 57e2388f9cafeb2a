using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;

namespace Simulation.Components.Routing;

/// <summary>A place that a router may send clients to, as one name server sees it.</summary>
/// <param name="name">The place.</param>
/// <param name="replicas">The target's replicas there, at least one.</param>
/// <param name="weight">Its share of the traffic, with weights.</param>
/// <param name="health">How checks are judged.</param>
internal sealed class Endpoint(
    string name,
    IReadOnlyList<ProcessRef> replicas,
    Ratio weight,
    HealthCheckOptions health
)
{
    private readonly HealthLedger[] _ledgers =
    [
        .. replicas.Select(_ => new HealthLedger(health.UnhealthyAfter, health.HealthyAfter)),
    ];

    /// <summary>The place.</summary>
    public string Name => name;

    /// <summary>The replicas there.</summary>
    public IReadOnlyList<ProcessRef> Replicas => replicas;

    /// <summary>Whether any replica is healthy.</summary>
    public bool IsHealthy => Array.Exists(_ledgers, ledger => ledger.IsHealthy);

    /// <summary>Those to be asked: the healthy ones, or all where none is.</summary>
    public IReadOnlyList<ProcessRef> Answer =>
        IsHealthy ? [.. replicas.Where((_, place) => _ledgers[place].IsHealthy)] : replicas;

    /// <summary>Takes the result of a check of one replica; true when that changed the endpoint's health.</summary>
    public bool Note(int replica, bool isGood)
    {
        bool wasHealthy = IsHealthy;
        _ledgers[replica].Note(isGood);
        return IsHealthy != wasHealthy;
    }

    /// <summary>Its weight in millionths, shrunk by the checks that failed lately where that is wanted.</summary>
    public long WeightNow(bool isBrownOut)
    {
        if (!isBrownOut)
        {
            return weight.Millionths;
        }

        (long good, long of) = (0, 0);
        foreach (HealthLedger ledger in _ledgers)
        {
            good += ledger.Recent.Good;
            of += ledger.Recent.Of;
        }

        return weight.Millionths * good / of;
    }
}
