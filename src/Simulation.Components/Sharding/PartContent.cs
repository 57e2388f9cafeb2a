using Simulation.Components.Sharding.Partitioning;
using Simulation.Components.Stores;
using Simulation.Components.Stores.Raft;
using Simulation.Histories;

namespace Simulation.Components.Sharding;

/// <summary>
/// A part of the keys as it travels from one shard's log to another's: what stands under each key, and what
/// was answered to whom, so that a client that asks once more is not served twice.
/// </summary>
/// <remarks>Source: Ongaro 2014 (thesis), section 6.3, of sessions; they move with the state that they
/// guard.</remarks>
internal static class PartContent
{
    /// <summary>Whether a key is in a part that <see cref="ShardMap.DescribePart"/> described.</summary>
    public static bool Contains(Value part, string key) =>
        part.Items[0].IsNumber
            ? SlotPlacement.SlotOf(key, (int)part.Items[1].AsNumber) == part.Items[0].AsNumber
            : new KeyRange(part.Items[0].AsText!, part.Items[1].AsText, 0).Contains(key);

    /// <summary>Packs registers and sessions.</summary>
    public static Value Pack(IEnumerable<Register> registers, ReadOnlySpan<ClientSession> sessions)
    {
        Value[] packed =
        [
            .. registers.Select(register =>
                Value.Of(Value.Of(register.Key), register.Value, Value.Of(register.Write))
            ),
        ];
        var remembered = new List<Value>(sessions.Length);
        foreach (ClientSession session in sessions)
        {
            // What the map's keeper asked of this shard before is nobody else's business.
            if (session.Client >= 0)
            {
                remembered.Add(
                    Value.Of(
                        Value.Of(session.Client),
                        Value.Of(session.Sequence),
                        Value.Of((int)session.Answer),
                        session.Result
                    )
                );
            }
        }

        return Value.Of(Value.Of(packed), Value.Of([.. remembered]));
    }

    /// <summary>How many keys are packed.</summary>
    public static int CountOf(Value content) => content.Items[0].Items.Length;

    /// <summary>The registers that were packed.</summary>
    public static IEnumerable<Register> RegistersOf(Value content) =>
        content
            .Items[0]
            .AsList!.Select(item => new Register(
                item.Items[0].AsText!,
                item.Items[1],
                (int)item.Items[2].AsNumber
            ));

    /// <summary>The sessions that were packed.</summary>
    public static IEnumerable<ClientSession> SessionsOf(Value content) =>
        content
            .Items[1]
            .AsList!.Select(item => new ClientSession(
                (int)item.Items[0].AsNumber,
                item.Items[1].AsNumber,
                (KvStatus)item.Items[2].AsNumber,
                item.Items[3]
            ));
}
