using Simulation.Components.Services;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Validation;

/// <summary>Brings jobs to a work station of its own, whatever became of the jobs before.</summary>
/// <param name="name">What the station's numbers are measured under.</param>
/// <param name="gap">The time between two arrivals.</param>
/// <param name="options">The station.</param>
internal sealed class StationLoad(string name, Distribution gap, StationOptions options) : Process
{
    private RandomStream _gaps = null!;
    private ProcessTimer _arrival = null!;
    private WorkStation<int> _station = null!;

    /// <inheritdoc/>
    protected override void OnStart()
    {
        _gaps = World.Random.Split("gaps");
        _arrival = CreateTimer("arrival");
        _station = new WorkStation<int>(
            Address.Node,
            CreateTimer,
            options,
            World.Random.Split("service"),
            new StationMeters(World.Metrics, name)
        );
        _arrival.Set(new SimDuration(gap.Draw(_gaps)));
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message) =>
        throw new InvariantViolation("nobody writes to it");

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _arrival))
        {
            _station.TryEnter(0);
            _arrival.Set(new SimDuration(gap.Draw(_gaps)));
            return;
        }

        bool isDone = _station.TryFinish(timer, out _);
        Invariant.That(isDone);
    }
}
