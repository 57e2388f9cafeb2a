using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Components.Services.Policies;

/// <summary>What <c>policy:</c> takes; what is given is put around a call, the outermost first: fallback,
/// rate-limit, bulkhead, retry, circuit-breaker, hedge, timeout.</summary>
public sealed record PolicyOptions : IValidatedOptions
{
    /// <summary>The class that builds the pipeline.</summary>
    [Option("A C# class that builds the whole pipeline, by its full name; see 'assembly'.")]
    public string? Type { get; init; }

    /// <summary>Where the class is.</summary>
    [Option(
        "With 'type': the .dll that the class is compiled into, from the folder in which simlab is started."
    )]
    public string? Assembly { get; init; }

    /// <summary>What is answered when all else failed.</summary>
    [Option("What a read is answered with when its call has failed for good; off: that it failed.")]
    public FallbackOptions? Fallback { get; init; }

    /// <summary>How many calls there may be in a length of time.</summary>
    [Option("How often a replica may call; what is too much fails at once; off: any number.")]
    public RateLimitOptions? RateLimit { get; init; }

    /// <summary>How many calls there may be at once.</summary>
    [Option("How many calls of a replica may be under way at once; off: any number.")]
    public BulkheadOptions? Bulkhead { get; init; }

    /// <summary>How long an attempt may take.</summary>
    [Option("How long one attempt may take; off: as long as call-timeout.")]
    public SimDuration? Timeout { get; init; }

    /// <summary>How failed attempts are made again.</summary>
    [Option("How a failed attempt is made again; off: never.")]
    public PolicyRetryOptions? Retry { get; init; }

    /// <summary>When calls are no longer made.</summary>
    [Option("When failures are so many that calls fail at once for a while; off: never.")]
    public CircuitBreakerOptions? CircuitBreaker { get; init; }

    /// <summary>When a second attempt is made beside the first.</summary>
    [Option("When another attempt is made beside one that is slow; the first answer counts; off: never.")]
    public HedgeOptions? Hedge { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Type is null || Assembly is null)
        {
            if (Type is not null || Assembly is not null)
            {
                yield return (
                    Type is null ? "assembly" : "type",
                    "a compiled policy needs both: a 'type' and the 'assembly' that it is in"
                );
            }

            yield break;
        }

        if (this != new PolicyOptions { Type = Type, Assembly = Assembly })
        {
            yield return ("type", "a compiled policy is a whole pipeline: leave out the other keys");
        }

        if (CompiledPolicy.Problem(Type, Assembly) is { } problem)
        {
            yield return problem;
        }
    }
}

/// <summary>What <c>retry:</c> of a policy takes.</summary>
public sealed record PolicyRetryOptions
{
    /// <summary>How often.</summary>
    [Option("How many attempts may follow the first one.", Min = "1")]
    public int Max { get; init; } = 3;

    /// <summary>How long the first pause is.</summary>
    [Option("The pause before the first repeat.")]
    public SimDuration Backoff { get; init; } = 50.Milliseconds;

    /// <summary>How the pauses grow.</summary>
    [Option("How the pauses grow: constant, linear or exponential.")]
    public BackoffGrowth Growth { get; init; } = BackoffGrowth.Exponential;

    /// <summary>Whether chance spreads them.</summary>
    [Option("Whether the pauses are spread by chance, so that callers do not come back together.")]
    public bool Jitter { get; init; }

    /// <summary>How many there may be.</summary>
    [Option("The share of calls that may be retried, beyond a reserve of 10; off: all.", Max = "100%")]
    public Ratio? Budget { get; init; }
}

/// <summary>How pauses grow.</summary>
public enum BackoffGrowth
{
    /// <summary>They stay the same.</summary>
    Constant,

    /// <summary>By the first one each time.</summary>
    Linear,

    /// <summary>Twofold each time.</summary>
    Exponential,
}

/// <summary>What <c>circuit-breaker:</c> takes.</summary>
public sealed record CircuitBreakerOptions
{
    /// <summary>How many failures open it.</summary>
    [Option("The share of failures that opens it.", Min = "1%", Max = "100%")]
    public Ratio FailureRatio { get; init; } = new(500_000);

    /// <summary>Over which time.</summary>
    [Option("The time over which failures are counted.", Min = "500ms")]
    public SimDuration Window { get; init; } = 10.Seconds;

    /// <summary>Of how many calls at least.</summary>
    [Option("How many calls there must be in the window.", Min = "2")]
    public int MinCalls { get; init; } = 20;

    /// <summary>How long it stays open.</summary>
    [Option("How long it stays open before a call may try again.", Min = "500ms")]
    public SimDuration OpenFor { get; init; } = 15.Seconds;
}

/// <summary>What <c>hedge:</c> takes.</summary>
public sealed record HedgeOptions
{
    /// <summary>After how long.</summary>
    [Option("How long an attempt may take before another one is made beside it.")]
    public SimDuration After { get; init; } = 50.Milliseconds;

    /// <summary>How many.</summary>
    [Option("How many attempts may be made beside the first.", Min = "1", Max = "10")]
    public int Max { get; init; } = 1;
}

/// <summary>What <c>rate-limit:</c> takes.</summary>
public sealed record RateLimitOptions
{
    /// <summary>How often.</summary>
    [Option("How often a replica may call, in the long run.")]
    public required Rate Rate { get; init; }

    /// <summary>How many at once.</summary>
    [Option("How many calls may come at once after a pause.", Min = "1")]
    public int Burst { get; init; } = 10;
}

/// <summary>What <c>bulkhead:</c> takes.</summary>
public sealed record BulkheadOptions
{
    /// <summary>How many at once.</summary>
    [Option("How many calls may be under way at once, their retries included.", Min = "1")]
    public int Limit { get; init; } = 10;

    /// <summary>How many may wait.</summary>
    [Option("How many more calls may wait for one of them to end; the others fail at once.", Min = "0")]
    public int Queue { get; init; }
}

/// <summary>What <c>fallback:</c> takes.</summary>
public sealed record FallbackOptions
{
    /// <summary>What is answered.</summary>
    [Option(
        "last-known: what the same read was answered with before, if it ever was; "
            + "nothing: as if nothing had been written."
    )]
    public FallbackAnswer Answer { get; init; } = FallbackAnswer.LastKnown;
}

/// <summary>What a failed read is answered with.</summary>
public enum FallbackAnswer
{
    /// <summary>What it was answered with before.</summary>
    LastKnown,

    /// <summary>What a key holds that nobody has written.</summary>
    Nothing,
}
