using System.Threading.RateLimiting;
using Simulation.Components.Services.Policies;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Components.Services.Policies;

public sealed class TokenBucketTests
{
    [Fact]
    public void It_lets_a_burst_through_and_then_its_rate()
    {
        using var test = new TestWorld();
        using var bucket = new TokenBucket(test.World.Loop, new Rate(100, 1.Seconds), burst: 5);

        int atOnce = CountGranted(bucket, tries: 20);
        test.RunTo(1.Milliseconds);
        int tooSoon = CountGranted(bucket, tries: 20);
        test.RunTo(31.Milliseconds);
        int later = CountGranted(bucket, tries: 20);
        test.RunTo(10.Seconds);
        int afterPause = CountGranted(bucket, tries: 20);

        Assert.Equal((5, 0, 3, 5), (atOnce, tooSoon, later, afterPause));
    }

    [Fact]
    public void It_says_when_the_next_token_is_there()
    {
        using var test = new TestWorld();
        using var bucket = new TokenBucket(test.World.Loop, new Rate(100, 1.Seconds), burst: 1);
        CountGranted(bucket, tries: 1);
        test.RunTo(4.Milliseconds);

        using RateLimitLease lease = bucket.AttemptAcquire(1);

        Assert.True(lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait));
        Assert.Equal(TimeSpan.FromMilliseconds(6), wait);
    }

    private static int CountGranted(TokenBucket bucket, int tries)
    {
        int granted = 0;
        for (int attempt = 0; attempt < tries; attempt++)
        {
            using RateLimitLease lease = bucket.AttemptAcquire(1);
            granted += lease.IsAcquired ? 1 : 0;
        }

        return granted;
    }
}
