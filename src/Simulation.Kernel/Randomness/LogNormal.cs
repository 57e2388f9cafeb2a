using System.Globalization;

namespace Simulation.Kernel.Randomness;

/// <summary>The everyday shape of latencies: its logarithm is normal.</summary>
public sealed class LogNormal : TabulatedDistribution
{
    /// <summary>The standard normal quantile of 0.99.</summary>
    private const double Normal99 = 2.3263478740408411;

    private readonly double _mu;
    private readonly double _sigma;
    private readonly (long P50, long P99)? _fit;

    /// <summary>Of the parameters of the logarithm, taken over base units.</summary>
    /// <param name="mu">Mean of the logarithm.</param>
    /// <param name="sigma">Its standard deviation, at least 0.</param>
    public LogNormal(double mu, double sigma)
    {
        _mu = mu;
        _sigma = sigma;
    }

    private LogNormal(long p50, long p99)
        : this(PortableMath.Log(p50), (PortableMath.Log(p99) - PortableMath.Log(p50)) / Normal99) =>
        _fit = (p50, p99);

    /// <summary>
    /// The one whose median and 99th percentile are given, in base units: 0 &lt; p50 &lt;= p99.
    /// </summary>
    public static LogNormal Fit(long p50, long p99)
    {
        Invariant.That(p50 > 0);
        Invariant.That(p99 >= p50);
        return new LogNormal(p50, p99);
    }

    /// <inheritdoc/>
    public override string Describe(Func<long, string> quantity) =>
        _fit is { } fit
            ? $"{{p50: {quantity(fit.P50)}, p99: {quantity(fit.P99)}}}"
            : string.Create(CultureInfo.InvariantCulture, $"lognormal({_mu:R}, {_sigma:R})");

    /// <inheritdoc/>
    protected override double Quantile(double probability) =>
        PortableMath.Exp(Math.Clamp(_mu + _sigma * PortableMath.NormalQuantile(probability), -700, 700));
}
