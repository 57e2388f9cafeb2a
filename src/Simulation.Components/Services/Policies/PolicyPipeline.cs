using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.Fallback;
using Polly.Hedging;
using Polly.RateLimiting;
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
    /// <param name="meters">What is measured.</param>
    /// <param name="announce">Is told <c>circuit-opened</c> and <c>circuit-closed</c>.</param>
    public static ResiliencePipeline<KvReply?> Build(
        World world,
        PolicyOptions options,
        RandomStream random,
        RetryBudget? budget,
        PolicyMeters meters,
        Action<string> announce
    )
    {
        var builder = new ResiliencePipelineBuilder<KvReply?> { TimeProvider = world.TimeProvider };
        if (options.Type is { } type)
        {
            CompiledPolicy
                .Create(type, options.Assembly!)
                .Build(builder, new CallPolicyTools(random.NextUnit, HasFailed));
        }
        else
        {
            Add(builder, world, options, random, budget, meters, announce);
        }

        return builder.Build();
    }

    private static void Add(
        ResiliencePipelineBuilder<KvReply?> builder,
        World world,
        PolicyOptions options,
        RandomStream random,
        RetryBudget? budget,
        PolicyMeters meters,
        Action<string> announce
    )
    {
        if (options.Fallback is { } fallback)
        {
            builder.AddFallback(Fallback(new FallbackAnswers(fallback.Answer), meters));
        }

        if (options.RateLimit is { } rate)
        {
            builder.AddRateLimiter(RateLimit(new TokenBucket(world.Loop, rate.Rate, rate.Burst), meters));
        }

        if (options.Bulkhead is { } bulkhead)
        {
            builder.AddRateLimiter(Bulkhead(bulkhead, meters));
        }

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
    }

    private static FallbackStrategyOptions<KvReply?> Fallback(FallbackAnswers answers, PolicyMeters meters) =>
        new()
        {
            // The strategy is asked about every outcome, so that this is where answers are learnt, too.
            ShouldHandle = arguments =>
            {
                Call call = CallPolicy.CallOf(arguments.Context);
                bool hasFailed = HasFailed(arguments.Outcome);
                if (!hasFailed && arguments.Outcome.Result is { } reply)
                {
                    answers.Learn(call, reply);
                }

                return new(hasFailed && answers.For(call) is not null);
            },
            FallbackAction = arguments =>
            {
                meters.FallBack();
                return Outcome.FromResultAsValueTask(answers.For(CallPolicy.CallOf(arguments.Context)));
            },
        };

    private static RateLimiterStrategyOptions RateLimit(TokenBucket bucket, PolicyMeters meters) =>
        new()
        {
            RateLimiter = arguments => bucket.AcquireAsync(1, arguments.Context.CancellationToken),
            OnRejected = _ =>
            {
                meters.TurnAwayForRate();
                return default;
            },
        };

    private static RateLimiterStrategyOptions Bulkhead(BulkheadOptions bulkhead, PolicyMeters meters) =>
        new()
        {
            DefaultRateLimiterOptions = new ConcurrencyLimiterOptions
            {
                PermitLimit = bulkhead.Limit,
                QueueLimit = bulkhead.Queue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            },
            OnRejected = _ =>
            {
                meters.TurnAwayFromBulkhead();
                return default;
            },
        };

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
        outcome.Exception
            is TimeoutRejectedException
                or BrokenCircuitException
                or RateLimiterRejectedException
        || (outcome.Exception is null && outcome.Result is null or { Status: KvStatus.Refused });
}
