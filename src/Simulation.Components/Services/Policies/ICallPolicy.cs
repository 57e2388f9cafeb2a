using Polly;
using Simulation.Components.Stores;

namespace Simulation.Components.Services.Policies;

/// <summary>
/// A Polly pipeline in C#, which a scenario names by <c>policy: {type: ..., assembly: ...}</c>: so the very pipeline
/// of production can be tried. The class is public and has a constructor without parameters; each replica of the
/// service makes one of its own, and a new one after each start.
/// </summary>
public interface ICallPolicy
{
    /// <summary>Adds its strategies.</summary>
    /// <param name="pipeline">A builder in the world's time. What is added first is outermost. An outcome without a
    /// reply means that nobody answered.</param>
    /// <param name="tools">What a pipeline needs of the lab to be the same in every run.</param>
    void Build(ResiliencePipelineBuilder<KvReply?> pipeline, CallPolicyTools tools);
}

/// <summary>What a pipeline needs of the lab.</summary>
/// <param name="Chance">A number from 0 to below 1 from the replica's own stream: for jitter, as the
/// <c>Randomizer</c> of Polly's strategies.</param>
/// <param name="HasFailed">Whether an outcome is a failure: nobody answered, the answer is a refusal, or a strategy
/// further inside gave up.</param>
public sealed record CallPolicyTools(Func<double> Chance, Predicate<Outcome<KvReply?>> HasFailed);
