using System.Threading.RateLimiting;
using Simulation.Kernel;
using Simulation.Kernel.Events;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Components.Services.Policies;

/// <summary>
/// Lets so many through in a length of virtual time, and a burst after a pause; nobody waits. The limiters of
/// the platform that count time read the machine's clock, so that none of them can be used here.
/// </summary>
/// <remarks>Source: Turner, "New Directions in Communications", IEEE Communications Magazine 24(10),
/// 1986.</remarks>
/// <param name="loop">Whose time it is.</param>
/// <param name="rate">How many tokens it earns, in the long run.</param>
/// <param name="burst">How many tokens it holds at most, and at first; from 1.</param>
internal sealed class TokenBucket(EventLoop loop, Rate rate, int burst) : RateLimiter
{
    // Counted in shares of a token, of which each nanosecond earns a whole number.
    private readonly Int128 _token = rate.Per.Nanoseconds;
    private readonly Int128 _full = (Int128)rate.Per.Nanoseconds * burst;
    private Int128 _balance = (Int128)rate.Per.Nanoseconds * burst;
    private SimTime _since = loop.Now;

    /// <inheritdoc/>
    public override TimeSpan? IdleDuration => null;

    /// <inheritdoc/>
    public override RateLimiterStatistics? GetStatistics() => null;

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        Earn();
        Int128 price = _token * permitCount;
        if (_balance >= price)
        {
            _balance -= price;
            return new Lease(retryAfter: null);
        }

        Int128 wait = (price - _balance + rate.Events - 1) / rate.Events;
        return new Lease(new SimDuration((long)wait).ToTimeSpan());
    }

    /// <inheritdoc/>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(
        int permitCount,
        CancellationToken cancellationToken
    ) => new(AttemptAcquireCore(permitCount));

    private void Earn()
    {
        Invariant.That(loop.Now >= _since);
        _balance = Int128.Min(_full, _balance + (Int128)(loop.Now - _since).Nanoseconds * rate.Events);
        _since = loop.Now;
    }

    /// <summary>What a bucket gave; acquired unless it says after which time to come again.</summary>
    private sealed class Lease(TimeSpan? retryAfter) : RateLimitLease
    {
        public override bool IsAcquired => retryAfter is null;

        public override IEnumerable<string> MetadataNames =>
            retryAfter is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
            return metadata is not null;
        }
    }
}
