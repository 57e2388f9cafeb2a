using Simulation.Kernel.Time;

namespace Simulation.Components.Services.Balancing;

/// <summary>
/// Which replicas a caller leaves out for a while, by what it alone has seen of them: those that failed it several
/// times in a row.
/// </summary>
/// <param name="options">What makes an outlier, and for how long.</param>
/// <param name="count">How many replicas there are.</param>
/// <param name="clock">The caller's clock.</param>
/// <param name="onEjected">Is told the number of a replica that is left out from now on.</param>
/// <remarks>Source: the outlier detection of the Envoy proxy, "Consecutive 5xx", whose defaults these
/// are.</remarks>
internal sealed class OutlierLedger(OutlierOptions options, int count, NodeClock clock, Action<int> onEjected)
{
    private readonly Standing[] _standings = new Standing[count];

    /// <summary>Whether a replica is left out now.</summary>
    public bool IsEjected(int index) => clock.Now < _standings[index].Until;

    /// <summary>A replica answered.</summary>
    public void Succeed(int index) => _standings[index].Failures = 0;

    /// <summary>A replica refused, or kept silent for too long.</summary>
    public void Fail(int index)
    {
        ref Standing standing = ref _standings[index];
        if (IsEjected(index) || ++standing.Failures < options.Failures || !MayEject())
        {
            return;
        }

        long forgotten =
            standing.Times == 0
                ? 0
                : (clock.Now - standing.Until).Nanoseconds / options.ForgetAfter.Nanoseconds;
        standing.Times = (int)Math.Max(0, standing.Times - forgotten) + 1;
        standing.Failures = 0;
        SimDuration length = options.For * standing.Times;
        standing.Until = clock.Now + (length < options.MaxFor ? length : options.MaxFor);
        onEjected(index);
    }

    private bool MayEject()
    {
        int ejected = 0;
        for (int index = 0; index < count; index++)
        {
            ejected += IsEjected(index) ? 1 : 0;
        }

        long allowed = Math.Max(1, count * options.Max.Millionths / 1_000_000);
        return ejected < Math.Min(allowed, count - 1);
    }

    /// <summary>What a caller knows of a replica.</summary>
    private struct Standing
    {
        /// <summary>Failures since the last success.</summary>
        public int Failures { get; set; }

        /// <summary>How often it has been left out, less what is forgotten.</summary>
        public int Times { get; set; }

        /// <summary>Until when it is left out.</summary>
        public SimTime Until { get; set; }
    }
}
