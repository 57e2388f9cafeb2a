using Simulation.Components.Stores.MultiLeader;
using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Components.Stores.Crdt;

/// <summary>What each type is asked, and answers.</summary>
internal static class CrdtFunctions
{
    /// <summary>The state of a key that nobody has touched.</summary>
    public static Lattice Empty(CrdtType type) =>
        type switch
        {
            CrdtType.LwwMap => LwwRegister.Empty,
            CrdtType.MvRegister or CrdtType.OrSet => DotSet.Empty,
            CrdtType.Counter => PnCounter.Zero,
            _ => throw new InvariantViolation("every type has an empty state"),
        };

    /// <summary>Whether a type has a function.</summary>
    public static bool Has(CrdtType type, KvFunction function) =>
        type switch
        {
            CrdtType.LwwMap or CrdtType.MvRegister => KvFunctions.IsOfRegister(function),
            CrdtType.Counter => function is KvFunction.Increment or KvFunction.ReadCounter,
            CrdtType.OrSet => function
                is KvFunction.AddElement
                    or KvFunction.RemoveElement
                    or KvFunction.ReadSet,
            _ => throw new InvariantViolation("every type has functions"),
        };

    /// <summary>What a read returns. A register with several values returns the list of them.</summary>
    public static Value Read(CrdtType type, Lattice state) =>
        (type, state) switch
        {
            (CrdtType.LwwMap, LwwRegister register) => register.Winner?.Value ?? Value.Nil,
            (CrdtType.MvRegister, DotSet register) => register.Values switch
            {
                [] => Value.Nil,
                [Value only] => only,
                Value[] several => Value.Of(several),
            },
            (CrdtType.Counter, PnCounter counter) => Value.Of(counter.Number),
            (CrdtType.OrSet, DotSet set) => Value.Of(set.Values),
            _ => throw new InvariantViolation("every state has its type"),
        };

    /// <summary>The state after an update by an actor; a cas is taken for granted.</summary>
    public static Lattice Update(Lattice state, KvRequest request, long actor, HybridStamp stamp) =>
        (state, request.Function) switch
        {
            (LwwRegister register, _) => register.Write(
                actor,
                new StampedWrite(request.Key, request.Argument, request.Operation, stamp)
            ),
            (PnCounter counter, _) => counter.Add(actor, request.Argument.AsNumber),
            (DotSet set, KvFunction.AddElement) => set.Add(actor, request.Argument),
            (DotSet set, KvFunction.RemoveElement) => set.Remove(actor, request.Argument),
            (DotSet register, _) => register.Write(actor, request.Argument),
            _ => throw new InvariantViolation("every state has its type"),
        };
}
