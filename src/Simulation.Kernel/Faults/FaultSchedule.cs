using Simulation.Kernel.Events;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;

namespace Simulation.Kernel.Faults;

/// <summary>One entry of a scenario's <c>faults:</c>.</summary>
/// <param name="Id">Unique in the scenario.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Options">A checked instance of the kind's options record.</param>
/// <param name="At">When it begins.</param>
/// <param name="Length">How long it lasts; null to the end of the run.</param>
/// <param name="Every">How long from one beginning to the next; null happens once.</param>
/// <param name="Jitter">By how much, at most, each repeated beginning is moved later.</param>
public sealed record PlannedFault(
    string Id,
    FaultKind Kind,
    object Options,
    SimTime At,
    SimDuration? Length,
    SimDuration? Every,
    SimDuration Jitter
);

/// <summary>
/// One entry of a scenario's <c>faults:</c> while a run goes on: when it was in force, what it did.
/// </summary>
public sealed class ScheduledFault
{
    private readonly World _world;
    private readonly RandomStream _random;
    private readonly Fault _fault;
    private readonly Turn _begin;
    private readonly Turn _end;
    private readonly List<(SimTime Start, SimTime? End)> _activations = [];
    private FaultContext? _context;
    private bool _isOver;

    private ScheduledFault(World world, PlannedFault plan)
    {
        _world = world;
        _random = world.Random.Split("fault/" + plan.Id);
        _fault = plan.Kind.Create(plan.Options);
        _begin = new Turn(Begin);
        _end = new Turn(End);
        Plan = plan;
    }

    /// <summary>What the scenario says.</summary>
    public PlannedFault Plan { get; }

    /// <summary>What it did to the world, over all activations.</summary>
    public FaultEffect Effect { get; } = new();

    /// <summary>Whom the last activation was aimed at.</summary>
    public string Target => _fault.Target;

    /// <summary>When it was in force; the end is null while it still is.</summary>
    public IReadOnlyList<(SimTime Start, SimTime? End)> Activations => _activations;

    /// <summary>Puts a fault on the world's schedule.</summary>
    /// <param name="world">The world to hurt.</param>
    /// <param name="plan">What goes wrong, and when.</param>
    /// <param name="healAt">When it is healed for good, however long it was to last; null for never.</param>
    public static ScheduledFault Schedule(World world, PlannedFault plan, SimTime? healAt = null)
    {
        var fault = new ScheduledFault(world, plan);
        world.Loop.At(plan.At, fault._begin);
        if (healAt is { } time)
        {
            world.Loop.At(time, new Turn(fault.HealForGood));
        }

        return fault;
    }

    private void HealForGood()
    {
        _isOver = true;
        if (_context is not null)
        {
            End();
        }
    }

    private void Begin()
    {
        if (_isOver)
        {
            return;
        }

        if (Plan.Every is { } every)
        {
            _world.Loop.After(every + Wobble(), _begin);
        }

        if (_context is not null)
        {
            return;
        }

        _context = new FaultContext(_world, _random, Effect, Plan.Length);
        _activations.Add((_world.Loop.Now, null));
        _fault.Inject(_context);
        _world.RecordChange(TraceKind.FaultChanged, null, Plan.Id, $"injected {Plan.Kind.Name} {Target}");
        if (Plan.Length is { } length)
        {
            _world.Loop.After(length, _end);
        }
    }

    private void End()
    {
        if (_context is null)
        {
            // It was healed for good before its time.
            return;
        }

        _fault.Heal(_context);
        _context = null;
        _activations[^1] = (_activations[^1].Start, _world.Loop.Now);
        _world.RecordChange(TraceKind.FaultChanged, null, Plan.Id, $"healed {Plan.Kind.Name}");
    }

    private SimDuration Wobble() =>
        Plan.Jitter == SimDuration.Zero
            ? SimDuration.Zero
            : new SimDuration(_random.NextBelow(Plan.Jitter.Nanoseconds));

    private sealed class Turn(Action action) : SimEvent
    {
        public override void Fire(object? message, object? sender, long tag) => action();
    }
}
