using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;
using Simulation.Components.Stores;
using Simulation.Kernel;
using Simulation.Kernel.Randomness;

namespace Simulation.Components.Services.Policies;

/// <summary>
/// Makes the calls of a service replica through its Polly pipeline, and says in the words of a store what came
/// of each. Begins anew with each incarnation.
/// </summary>
internal sealed class CallPolicy
{
    private static readonly ResiliencePropertyKey<Call> Asked = new("call");

    private readonly RetryBudget? _budget;
    private readonly ResiliencePipeline<KvReply?> _pipeline;

    /// <inheritdoc cref="PolicyPipeline.Build"/>
    public CallPolicy(
        World world,
        PolicyOptions options,
        RandomStream random,
        PolicyMeters meters,
        Action<string> announce
    )
    {
        _budget = options.Retry?.Budget is { } share ? new RetryBudget(share) : null;
        _pipeline = PolicyPipeline.Build(world, options, random, _budget, meters, announce);
    }

    /// <summary>The call that a pipeline is busy with.</summary>
    public static Call CallOf(ResilienceContext context)
    {
        bool isThere = context.Properties.TryGetValue(Asked, out Call? call);
        Invariant.That(isThere);
        return call!;
    }

    /// <summary>Makes a call.</summary>
    /// <param name="call">What is asked.</param>
    /// <param name="attempt">Makes one attempt; is called as often as the policies see fit.</param>
    /// <returns>The reply; refused where the policies kept the last attempt from being made; null where nobody
    /// answered.</returns>
    public async ValueTask<KvReply?> Run(
        Call call,
        Func<Call, CancellationToken, ValueTask<KvReply?>> attempt
    )
    {
        _budget?.Earn();
        ResilienceContext context = ResilienceContextPool.Shared.Get();
        context.Properties.Set(Asked, call);
        try
        {
            return await _pipeline
                .ExecuteAsync(
                    static (context, state) => state.attempt(state.call, context.CancellationToken),
                    context,
                    (call, attempt)
                )
                .ConfigureAwait(false);
        }
        catch (TimeoutRejectedException)
        {
            return null;
        }
        catch (BrokenCircuitException)
        {
            return KvReply.Refused(call.Request.Operation, "the circuit is open");
        }
        catch (RateLimiterRejectedException rejection)
        {
            // A bucket knows when it will have a token again; nobody knows when a call will end.
            string reason = rejection.RetryAfter is null
                ? "the bulkhead is full"
                : "the rate limit is reached";
            return KvReply.Refused(call.Request.Operation, reason);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
