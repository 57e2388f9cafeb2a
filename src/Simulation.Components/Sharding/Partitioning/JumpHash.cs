using Simulation.Kernel;

namespace Simulation.Components.Sharding.Partitioning;

/// <summary>
/// A number from 0 to count - 1 for a hash, so that one more at the end takes its even share of the hashes
/// and moves none between the others. Nothing but the last can leave.
/// </summary>
/// <remarks>Source: Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm", 2014, figure
/// 1.</remarks>
public static class JumpHash
{
    /// <summary>The bucket of a hash.</summary>
    /// <param name="hash">The hash of a key.</param>
    /// <param name="count">How many buckets there are, at least 1.</param>
    public static int BucketOf(ulong hash, int count)
    {
        Invariant.That(count > 0);
        long bucket = 0;
        for (long next = 0; next < count; )
        {
            bucket = next;
            hash = unchecked((hash * 2_862_933_555_777_941_757) + 1);
            next = (bucket + 1) * (1L << 31) / ((long)(hash >> 33) + 1);
        }

        return (int)bucket;
    }
}
