namespace Simulation.Components.Routing;

/// <summary>
/// What a name server thinks of one replica: it takes several checks in a row to change its mind, so that one
/// lost packet moves no traffic.
/// </summary>
internal sealed class HealthLedger(int unhealthyAfter, int healthyAfter)
{
    private const int Window = 10;

    private readonly Queue<bool> _recent = new();
    private int _against;

    /// <summary>Whether it counts as healthy; all do at first.</summary>
    public bool IsHealthy { get; private set; } = true;

    /// <summary>How many of the latest ten checks were good, at least one of how many; all of them at first.</summary>
    public (int Good, int Of) Recent =>
        _recent.Count == 0 ? (1, 1) : (_recent.Count(good => good), _recent.Count);

    /// <summary>Takes the result of a check; true when it changed the mind.</summary>
    public bool Note(bool isGood)
    {
        _recent.Enqueue(isGood);
        if (_recent.Count > Window)
        {
            _recent.Dequeue();
        }

        _against = isGood == IsHealthy ? 0 : _against + 1;
        if (_against < (IsHealthy ? unhealthyAfter : healthyAfter))
        {
            return false;
        }

        IsHealthy = isGood;
        _against = 0;
        return true;
    }
}
