using Akka.Actor;
using Polly;
using Polly.CircuitBreaker;
using Polly.Hedging;
using Polly.Retry;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;

namespace Simulation.Probes;

/// <summary>Calls something slow and flaky through circuit breaker, retry, hedging and time-out.</summary>
internal sealed class PollyPipeline : Process
{
    private const int Calls = 200;

    protected override void OnStart()
    {
        ResiliencePipeline<string> pipeline = Build();
        for (int call = 0; call < Calls; call++)
        {
            int number = call;
            pipeline
                .ExecuteAsync(async token => await Flaky(number, token))
                .AsTask()
                .PipeTo(Self, failure: exception => exception.GetType().Name);
        }
    }

    protected override void OnMessage(ProcessRef source, object message) =>
        Announce("called", message.ToString()!);

    private async Task<string> Flaky(int number, CancellationToken token)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(20 + Random.NextBelow(400)), World.TimeProvider, token);
        return Random.NextBelow(3) == 0 ? throw new InvalidOperationException("flaky") : "ok " + number;
    }

    private ResiliencePipeline<string> Build()
    {
        RandomStream jitter = World.Random.Split("jitter");
        return new ResiliencePipelineBuilder<string> { TimeProvider = World.TimeProvider }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions<string>
                {
                    MinimumThroughput = 10,
                    FailureRatio = 0.9,
                    OnOpened = _ => Tell("opened"),
                    OnClosed = _ => Tell("closed"),
                }
            )
            .AddRetry(
                new RetryStrategyOptions<string>
                {
                    MaxRetryAttempts = 3,
                    UseJitter = true,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(50),
                    Randomizer = jitter.NextUnit,
                }
            )
            .AddHedging(
                new HedgingStrategyOptions<string>
                {
                    MaxHedgedAttempts = 2,
                    Delay = TimeSpan.FromMilliseconds(150),
                }
            )
            .AddTimeout(TimeSpan.FromMilliseconds(300))
            .Build();
    }

    private ValueTask Tell(string happening)
    {
        Announce(happening);
        return default;
    }
}
