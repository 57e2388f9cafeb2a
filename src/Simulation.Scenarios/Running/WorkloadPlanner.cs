using Simulation.Components.Workloads;
using Simulation.Kernel;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Loading;

namespace Simulation.Scenarios.Running;

/// <summary>Makes the clients' plan of what a scenario says of a workload.</summary>
internal static class WorkloadPlanner
{
    /// <summary>The plan of a workload of a cell.</summary>
    public static WorkloadPlan Plan(ScenarioCell cell, WorkloadOptions options)
    {
        WorkloadKind kind =
            WorkloadKind.Find(options.Kind) ?? throw new InvariantViolation("the kind was checked");
        return new()
        {
            Name = options.Name,
            Kind = kind,
            Shape = Shape(options),
            Clients = Clients(cell, options),
            Arrival = Arrival(options),
            KeyCount = options.Keys.Count,
            PickKey = KeyPickText.Parse(options.Keys.Pick, options.Keys.Count, out _)!.Pick,
            Mix = options.Mix is { } mix
                ? new OperationMix
                {
                    Read = mix.Read,
                    Write = mix.Write,
                    Cas = mix.Cas,
                }
                : kind.Mix,
            Roam = options.Roam,
            Timeout = options.Timeout,
            Retry = Retry(options.Retry),
            Start = SimTime.Zero + options.Starts,
            Stop = Stop(cell, options),
            DrainFrom =
                options.Drain > SimDuration.Zero ? Stop(cell, options) - options.Drain : SimTime.MaxValue,
            Only = options.Only,
        };
    }

    private static SimTime Stop(ScenarioCell cell, WorkloadOptions options) =>
        options.Lasts is { } lasts && SimTime.Zero + options.Starts + lasts < cell.End
            ? SimTime.Zero + options.Starts + lasts
            : cell.End;

    private static TransactionShape Shape(WorkloadOptions options)
    {
        TransactionShape usual = new();
        return new()
        {
            MinLength = options.MinTxnLength ?? usual.MinLength,
            MaxLength = options.MaxTxnLength ?? usual.MaxLength,
            MaxWritesPerKey = options.MaxWritesPerKey ?? usual.MaxWritesPerKey,
            Total = options.Total ?? usual.Total,
            GroupSize = options.GroupSize ?? usual.GroupSize,
            IsStepByStep = options.StepByStep,
        };
    }

    private static IReadOnlyList<ClientGroup> Clients(ScenarioCell cell, WorkloadOptions options) =>
        options.Clients.Count == 0
            ? [.. cell.Options.Topology.Regions.Select(region => Group(cell, region.Key, 1))]
            : [.. options.Clients.Select(group => Group(cell, group.Key, group.Value))];

    private static ClientGroup Group(ScenarioCell cell, string region, int count) =>
        new(TopologyBuilder.ClientPlace(cell.Options.Topology, region), count);

    private static Arrival Arrival(WorkloadOptions options)
    {
        if (options.Think is { } think)
        {
            return new Arrival.Closed(think);
        }

        Rate rate = options.Rate ?? throw new InvariantViolation("a workload has a rate or a think time");
        return new Arrival.Open(
            options.Arrival switch
            {
                ArrivalPattern.Poisson => new Exponential(rate.Interval.Nanoseconds),
                ArrivalPattern.Constant => Distribution.Constant(rate.Interval.Nanoseconds),
                _ => throw new InvariantViolation("every pattern has a case"),
            }
        );
    }

    private static RetryPlan? Retry(RetryOptions? options) =>
        options is null
            ? null
            : new RetryPlan
            {
                Count = options.Max,
                AttemptTimeout = options.AttemptTimeout,
                BackOff = options.Backoff,
                HasJitter = options.Jitter,
                Budget = options.Budget,
            };
}
