using System.Numerics;
using System.Runtime.CompilerServices;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Tracing;

/// <summary>What a trace record tells of.</summary>
public enum TraceKind
{
    /// <summary>A process sent a message.</summary>
    Sent = 1,

    /// <summary>A message reached a process.</summary>
    Delivered,

    /// <summary>A message went missing on the way.</summary>
    Dropped,

    /// <summary>A process's timer fired.</summary>
    TimerFired,

    /// <summary>A process's writes became durable.</summary>
    Synced,

    /// <summary>A node went down, came up, paused or resumed.</summary>
    NodeChanged,

    /// <summary>A fault began or ended.</summary>
    FaultChanged,

    /// <summary>A component reported something worth telling, such as an election.</summary>
    Happened,

    /// <summary>A client's operation began or ended.</summary>
    Operation,
}

/// <summary>
/// Everything observable of a run, in order: its running 64-bit hash is the run's fingerprint, and a sink,
/// where one is set, gets every record as data.
/// </summary>
/// <remarks>
/// The mixing rounds are those of xxHash64 (Collet), so a record's place and content both count.
/// </remarks>
public sealed class Trace
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;

    private ulong _hash = Prime3;

    /// <summary>How many records there are.</summary>
    public long Count { get; private set; }

    /// <summary>Who gets each record, or null; set before the run.</summary>
    public ITraceSink? Sink { get; set; }

    /// <summary>The fingerprint so far: equal traces have equal ones.</summary>
    public ulong Fingerprint
    {
        get
        {
            unchecked
            {
                ulong hash = (_hash ^ (ulong)Count) * Prime2;
                hash ^= hash >> 29;
                hash *= Prime3;
                return hash ^ (hash >> 32);
            }
        }
    }

    /// <summary>Adds a record of numbers to the fingerprint.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(SimTime time, TraceKind kind, int source, int target, ulong content)
    {
        unchecked
        {
            ulong first = (ulong)time.Nanoseconds ^ ((ulong)kind << 56);
            ulong second = ((ulong)(uint)source << 32) | (uint)target;
            ulong hash = _hash;
            hash = BitOperations.RotateLeft(hash + first * Prime2, 31) * Prime1;
            hash = BitOperations.RotateLeft(hash ^ (second * Prime3), 29) * Prime2;
            hash = BitOperations.RotateLeft(hash + content * Prime1, 33) * Prime3;
            _hash = hash;
            Count++;
        }
    }

    /// <summary>A text as a number, equal in every process.</summary>
    public static ulong Hash(string text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char letter in text)
        {
            hash = unchecked((hash ^ letter) * 0x100000001B3);
        }

        return hash;
    }
}

/// <summary>Gets the records of a trace as they are made.</summary>
public interface ITraceSink
{
    /// <summary>Takes one record; names are those of the scenario, null where there is none.</summary>
    void Write(SimTime time, TraceKind kind, string? source, string? target, string detail);
}
