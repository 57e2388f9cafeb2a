using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Components.Stores;

/// <summary>What each function does to the value of its key, and what it is called in a history.</summary>
public static class KvFunctions
{
    /// <summary>The name in the history, as Jepsen's workloads say it.</summary>
    public static string NameOf(KvFunction function) =>
        function switch
        {
            KvFunction.Read or KvFunction.ReadCounter or KvFunction.ReadSet => Functions.Read,
            KvFunction.Write => Functions.Write,
            KvFunction.Cas => Functions.Cas,
            KvFunction.Increment or KvFunction.AddElement => Functions.Add,
            KvFunction.RemoveElement => Functions.Remove,
            KvFunction.Enqueue => Functions.Enqueue,
            KvFunction.Dequeue => Functions.Dequeue,
            KvFunction.GenerateId => Functions.Generate,
            _ => throw new InvariantViolation("every function has a name"),
        };

    /// <summary>Whether it changes nothing.</summary>
    public static bool IsRead(KvFunction function) =>
        function is KvFunction.Read or KvFunction.ReadCounter or KvFunction.ReadSet or KvFunction.ExportPart;

    /// <summary>Whether it is a function of a register.</summary>
    public static bool IsOfRegister(KvFunction function) =>
        function is KvFunction.Read or KvFunction.Write or KvFunction.Cas;

    /// <summary>What a read returns where a value stands.</summary>
    public static Value ReadFrom(Value current, KvFunction read) =>
        read switch
        {
            KvFunction.Read => current,
            KvFunction.ReadCounter => current.IsNil ? Value.Of(0) : current,
            KvFunction.ReadSet => current.IsNil ? Value.Of([]) : current,
            _ => throw new InvariantViolation("only a read reads"),
        };

    /// <summary>What anything but a read makes of the value that stands.</summary>
    public static KvEffect Apply(Value current, KvRequest request)
    {
        Value argument = request.Argument;
        return request.Function switch
        {
            KvFunction.Write => KvEffect.Changes(argument),
            KvFunction.Cas => current == request.Expected ? KvEffect.Changes(argument) : KvEffect.Mismatch,
            KvFunction.Increment => KvEffect.Changes(Value.Of(NumberIn(current) + argument.AsNumber)),
            KvFunction.AddElement => IsIn(current, argument)
                ? KvEffect.Nothing
                : KvEffect.Changes(Value.Of([.. current.Items, argument])),
            KvFunction.RemoveElement => IsIn(current, argument)
                ? KvEffect.Changes(Value.Of([.. current.AsList!.Where(item => item != argument)]))
                : KvEffect.Nothing,
            KvFunction.Enqueue => KvEffect.Changes(Value.Of([.. current.Items, argument])),
            KvFunction.Dequeue => current.Items is [Value first, .. var rest]
                ? KvEffect.Changes(Value.Of([.. rest]), first)
                : KvEffect.Mismatch,
            KvFunction.GenerateId => KvEffect.Changes(
                Value.Of(NumberIn(current) + 1),
                Value.Of(NumberIn(current) + 1)
            ),
            _ => throw new InvariantViolation("a read has no effect"),
        };
    }

    private static long NumberIn(Value current) => current.IsNil ? 0 : current.AsNumber;

    private static bool IsIn(Value current, Value item) => current.Items.Contains(item);
}

/// <summary>What a function does to the value of its key.</summary>
/// <param name="Status">What the client is told.</param>
/// <param name="IsChange">Whether another value stands now.</param>
/// <param name="Next">The value that stands now, if it is a change.</param>
/// <param name="Result">What the client gets; nil for most.</param>
public readonly record struct KvEffect(KvStatus Status, bool IsChange, Value Next, Value Result)
{
    /// <summary>It is done, and there was nothing to change.</summary>
    public static KvEffect Nothing => new(KvStatus.Done, false, default, default);

    /// <summary>It found what it could not use.</summary>
    public static KvEffect Mismatch => new(KvStatus.Mismatch, false, default, default);

    /// <summary>Another value stands now.</summary>
    public static KvEffect Changes(Value next, Value result = default) =>
        new(KvStatus.Done, true, next, result);
}
