using Polly;
using Polly.Retry;
using Polly.Timeout;
using Simulation.Components.Services.Policies;
using Simulation.Components.Stores;

namespace Simulation.Tests.Examples;

/// <summary>Tries a call up to five times, 100 ms each, with pauses that grow and are spread by chance.</summary>
public sealed class PatientCalls : ICallPolicy
{
    public void Build(ResiliencePipelineBuilder<KvReply?> pipeline, CallPolicyTools tools) =>
        pipeline
            .AddRetry(
                new RetryStrategyOptions<KvReply?>
                {
                    MaxRetryAttempts = 4,
                    Delay = TimeSpan.FromMilliseconds(10),
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Randomizer = tools.Chance,
                    ShouldHandle = arguments => new(tools.HasFailed(arguments.Outcome)),
                }
            )
            .AddTimeout(new TimeoutStrategyOptions { Timeout = TimeSpan.FromMilliseconds(100) });
}
