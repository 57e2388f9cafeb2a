using BenchmarkDotNet.Attributes;
using Simulation.Benchmarks.RequestResponse;
using Simulation.Kernel.Randomness;

namespace Simulation.Benchmarks.Kernel;

/// <summary>The kernel's hot paths: whole messages, and the draws they are made of.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private readonly RandomStream _random = new(1);
    private readonly Distribution _logNormal = LogNormal.Fit(1_000_000, 5_000_000);
    private readonly Distribution _exponential = new Exponential(1_000_000);

    /// <summary>A hundred processes, a hundred thousand messages, set-up included.</summary>
    [Benchmark(OperationsPerInvoke = 100_000)]
    public ulong Message() => RequestResponseWorkload.Run(seed: 1, nodes: 100, messages: 100_000);

    /// <summary>A whole small run from nothing.</summary>
    [Benchmark]
    public ulong TinyRun() => RequestResponseWorkload.Run(seed: 1, nodes: 5, messages: 100);

    /// <summary>A latency as scenarios usually write it.</summary>
    [Benchmark]
    public long DrawLogNormal() => _logNormal.Draw(_random);

    /// <summary>A Poisson arrival's gap.</summary>
    [Benchmark]
    public long DrawExponential() => _exponential.Draw(_random);
}
