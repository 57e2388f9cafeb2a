using Simulation.Kernel.Quantities;

namespace Simulation.Components.Services.Policies;

/// <summary>
/// Lets retries be at most a share of first attempts, over a reserve: what overload takes away cannot grow by
/// retrying.
/// </summary>
/// <remarks>Source: Brooker, "Fixing retries with token buckets and circuit breakers", 2022; Beyer et al.,
/// "Site Reliability Engineering", 2016, chapter 21.</remarks>
/// <param name="share">How much of a retry each first attempt earns.</param>
/// <param name="reserve">How many retries may be saved up, and are there at first.</param>
internal sealed class RetryBudget(Ratio share, int reserve = 10)
{
    private const long Whole = 1_000_000;

    private readonly long _full = reserve * Whole;
    private long _balance = reserve * Whole;

    /// <summary>A first attempt is made.</summary>
    public void Earn() => _balance = Math.Min(_full, _balance + share.Millionths);

    /// <summary>Pays for a retry; false when there is not enough left.</summary>
    public bool TrySpend()
    {
        if (_balance < Whole)
        {
            return false;
        }

        _balance -= Whole;
        return true;
    }
}
