using System.Collections.Immutable;
using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Components.Stores.Chain;

/// <summary>A replica in the chain.</summary>
/// <param name="Place">Its place among all replicas, counted from 0.</param>
/// <param name="Joined">The epoch in which it joined; what it had before counts for nothing.</param>
public readonly record struct ChainMember(int Place, long Joined);

/// <summary>Which replicas make up the chain, from head to tail. Immutable.</summary>
/// <remarks>Source: van Renesse and Schneider, "Chain Replication for Supporting High Throughput and
/// Availability", OSDI 2004, section 3 (the master's part).</remarks>
public sealed class ChainConfiguration
{
    private readonly ImmutableArray<ChainMember> _members;

    private ChainConfiguration(long epoch, long lastRemoval, ImmutableArray<ChainMember> members)
    {
        Epoch = epoch;
        LastRemoval = lastRemoval;
        _members = members;
    }

    /// <summary>Counts the configurations; 0 is the one that nobody has written.</summary>
    public long Epoch { get; }

    /// <summary>The epoch in which a replica was last put out of the chain.</summary>
    public long LastRemoval { get; }

    /// <summary>The replicas from head to tail; at least one.</summary>
    public IReadOnlyList<ChainMember> Members => _members;

    /// <summary>Who takes updates.</summary>
    public int Head => _members[0].Place;

    /// <summary>Who commits them.</summary>
    public int Tail => _members[^1].Place;

    /// <summary>The chain of all replicas, in their order.</summary>
    public static ChainConfiguration Initial(int size) =>
        new(0, 0, [.. Enumerable.Range(0, size).Select(place => new ChainMember(place, 0))]);

    /// <summary>The configuration that the master's register holds.</summary>
    /// <param name="value">What was read; nil for the initial one.</param>
    /// <param name="size">How many replicas there are.</param>
    public static ChainConfiguration From(Value value, int size)
    {
        if (value.IsNil)
        {
            return Initial(size);
        }

        IReadOnlyList<Value> numbers = value.AsList!;
        ImmutableArray<ChainMember>.Builder members = ImmutableArray.CreateBuilder<ChainMember>();
        for (int index = 2; index < numbers.Count; index += 2)
        {
            members.Add(new ChainMember((int)numbers[index].AsNumber, numbers[index + 1].AsNumber));
        }

        return new ChainConfiguration(numbers[0].AsNumber, numbers[1].AsNumber, members.ToImmutable());
    }

    /// <summary>What the master's register holds for it.</summary>
    public Value ToValue()
    {
        if (Epoch == 0)
        {
            return Value.Nil;
        }

        List<Value> numbers = [Value.Of(Epoch), Value.Of(LastRemoval)];
        foreach (ChainMember member in _members)
        {
            numbers.Add(Value.Of(member.Place));
            numbers.Add(Value.Of(member.Joined));
        }

        return Value.Of([.. numbers]);
    }

    /// <summary>The replica's entry; null when it is not in the chain.</summary>
    public ChainMember? Find(int place)
    {
        int index = IndexOf(place);
        return index < 0 ? null : _members[index];
    }

    /// <summary>Who comes before a member; null for the head and for whoever is no member.</summary>
    public int? PredecessorOf(int place) =>
        IndexOf(place) is > 0 and int index ? _members[index - 1].Place : null;

    /// <summary>Who comes after a member; null for the tail and for whoever is no member.</summary>
    public int? SuccessorOf(int place) =>
        IndexOf(place) is >= 0 and int index && index + 1 < _members.Length
            ? _members[index + 1].Place
            : null;

    /// <summary>The next configuration, without a member; there must be another.</summary>
    public ChainConfiguration Without(int place)
    {
        Invariant.That(_members.Length > 1);
        return new ChainConfiguration(Epoch + 1, Epoch + 1, _members.RemoveAt(IndexOf(place)));
    }

    /// <summary>The next configuration, with a new tail.</summary>
    public ChainConfiguration WithTail(int place)
    {
        Invariant.That(Find(place) is null);
        return new ChainConfiguration(
            Epoch + 1,
            LastRemoval,
            _members.Add(new ChainMember(place, Epoch + 1))
        );
    }

    /// <summary>The places from head to tail, as <c>epoch 3: 0 2 1</c>.</summary>
    public override string ToString() =>
        $"epoch {Epoch}: {string.Join(' ', _members.Select(member => member.Place))}";

    private int IndexOf(int place)
    {
        for (int index = 0; index < _members.Length; index++)
        {
            if (_members[index].Place == place)
            {
                return index;
            }
        }

        return -1;
    }
}
