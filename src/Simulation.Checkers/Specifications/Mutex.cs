using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Checkers.Specifications;

/// <summary>A lock that one client at a time holds; free at first.</summary>
public sealed class Mutex : Specification
{
    private const string Acquire = "acquire";
    private const string Release = "release";

    private static readonly Value Held = Value.Of("held");

    /// <inheritdoc/>
    public override string Name => "mutex";

    /// <inheritdoc/>
    public override string Summary => "a lock: acquire and release; free at first";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Functions { get; } = [Acquire, Release];

    /// <inheritdoc/>
    public override Value Initial { get; } = Value.Of("free");

    /// <inheritdoc/>
    public override Effect EffectOf(Operation operation, FailedCas failedCas) =>
        (operation.Outcome, operation.Function) switch
        {
            (Outcome.Refused, _) => default,
            (_, Acquire) => new Effect(EffectKind.Replaces, Initial, Held),
            (_, Release) => new Effect(EffectKind.Replaces, Held, Initial),
            _ => throw new InvariantViolation($"a mutex does not understand {operation.Function}"),
        };
}
