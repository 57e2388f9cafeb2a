using Polly;
using Polly.CircuitBreaker;
using Polly.Hedging;
using Polly.Retry;
using Polly.Timeout;
using Simulation.Components.Stores;
using Simulation.Kernel;
using Simulation.Kernel.Randomness;

namespace Simulation.Components.Services.Policies;

/// <summary>
/// Makes the Polly pipeline that a scenario describes, in the world's time and with the lab's chance. An answer
/// that is null or refused is a failure to it, as is an attempt that takes too long.
/// </summary>
internal static class PolicyPipeline
{
    /// <summary>Builds it.</summary>
    /// <param name="world">Whose time it runs in.</param>
    /// <param name="options">What the scenario says.</param>
    /// <param name="random">Where jitter comes from.</param>
    /// <param name="budget">What pays for retries; null for no limit.</param>
    /// <param name="announce">Is told <c>circuit-opened</c> and <c>circuit-closed</c>.</param>
    public static ResiliencePipeline<KvReply?> Build(
        World world,
        PolicyOptions options,
        RandomStream random,
        RetryBudget? budget,
        Action<string> announce
    )
    {
        var builder = new ResiliencePipelineBuilder<KvReply?> { TimeProvider = world.TimeProvider };
        if (options.Retry is { } retry)
        {
            builder.AddRetry(Retry(retry, random, budget));
        }

        if (options.CircuitBreaker is { } breaker)
        {
            builder.AddCircuitBreaker(Breaker(breaker, announce));
        }

        if (options.Hedge is { } hedge)
        {
            builder.AddHedging(
                new HedgingStrategyOptions<KvReply?>
                {
                    MaxHedgedAttempts = hedge.Max,
                    Delay = hedge.After.ToTimeSpan(),
                    ShouldHandle = arguments => new(HasFailed(arguments.Outcome)),
                }
            );
        }

        if (options.Timeout is { } timeout)
        {
            builder.AddTimeout(timeout.ToTimeSpan());
        }

        return builder.Build();
    }

    private static RetryStrategyOptions<KvReply?> Retry(
        PolicyRetryOptions retry,
        RandomStream random,
        RetryBudget? budget
    ) =>
        new()
        {
            MaxRetryAttempts = retry.Max,
            Delay = retry.Backoff.ToTimeSpan(),
            UseJitter = retry.Jitter,
            Randomizer = random.NextUnit,
            BackoffType = retry.Growth switch
            {
                BackoffGrowth.Constant => DelayBackoffType.Constant,
                BackoffGrowth.Linear => DelayBackoffType.Linear,
                BackoffGrowth.Exponential => DelayBackoffType.Exponential,
                _ => throw new InvariantViolation("every growth has a case"),
            },
            // Polly asks about the last attempt, too, after which there is nothing to pay for.
            ShouldHandle = arguments =>
                new(
                    HasFailed(arguments.Outcome)
                        && arguments.AttemptNumber < retry.Max
                        && (budget is null || budget.TrySpend())
                ),
        };

    private static CircuitBreakerStrategyOptions<KvReply?> Breaker(
        CircuitBreakerOptions breaker,
        Action<string> announce
    ) =>
        new()
        {
            FailureRatio = breaker.FailureRatio.Millionths / 1e6,
            SamplingDuration = breaker.Window.ToTimeSpan(),
            MinimumThroughput = breaker.MinCalls,
            BreakDuration = breaker.OpenFor.ToTimeSpan(),
            ShouldHandle = arguments => new(HasFailed(arguments.Outcome)),
            OnOpened = _ => Tell(announce, Service.CircuitOpened),
            OnClosed = _ => Tell(announce, Service.CircuitClosed),
        };

    private static ValueTask Tell(Action<string> announce, string happening)
    {
        announce(happening);
        return default;
    }

    private static bool HasFailed(Outcome<KvReply?> outcome) =>
        outcome.Exception is TimeoutRejectedException or BrokenCircuitException
        || (outcome.Exception is null && outcome.Result is null or { Status: KvStatus.Refused });
}
