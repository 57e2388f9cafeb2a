using Simulation.Histories;

namespace Simulation.Checkers.Sessions;

/// <summary>
/// The reads and writes of a register history, session by session, each read with the write that it read. A
/// compare-and-set counts as a read and then a write. A lost write counts if somebody read it; it follows
/// what its session did before, but nothing follows it, since it may have taken effect at any later time.
/// </summary>
internal sealed class SessionLog
{
    /// <summary>Stands for "read what was there before any write".</summary>
    public const int Initial = -1;

    /// <summary>Stands for "reads nothing", and for "there is none".</summary>
    public const int None = -2;

    /// <summary>What was asked, by step; a compare-and-set has two steps, one after the other.</summary>
    public required Operation[] Operations { get; init; }

    /// <summary>By step: its session, numbered in the order of their first operations.</summary>
    public required int[] Sessions { get; init; }

    /// <summary>By step: its key, numbered likewise.</summary>
    public required int[] Keys { get; init; }

    /// <summary>By step: the value read or written.</summary>
    public required Value[] Values { get; init; }

    /// <summary>
    /// By step: for a read the write that it read, or <see cref="Initial"/>; for a write <see cref="None"/>.
    /// </summary>
    public required int[] Sources { get; init; }

    /// <summary>By step: the one before it in its session that returned, or <see cref="None"/>.</summary>
    public required int[] Before { get; init; }

    /// <summary>By step: the read before it in its session, or <see cref="None"/>.</summary>
    public required int[] ReadBefore { get; init; }

    /// <summary>
    /// By step: the write before it in its session that returned, or <see cref="None"/>.
    /// </summary>
    public required int[] WriteBefore { get; init; }

    /// <summary>By session: its steps, in order.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> BySession { get; init; }

    /// <summary>How many keys there are.</summary>
    public required int KeyCount { get; init; }

    /// <summary>Whether the two steps of a compare-and-set belong together.</summary>
    public bool HasPairs { get; init; } = true;

    /// <summary>How many steps there are.</summary>
    public int Count => Operations.Length;

    /// <summary>How many sessions there are.</summary>
    public int SessionCount => BySession.Count;

    /// <summary>Whether a step writes.</summary>
    public bool IsWrite(int step) => Sources[step] == None;

    /// <summary>Whether nothing is known to follow a step in its session.</summary>
    public bool IsLost(int step) => Operations[step].CompletedOrder == int.MaxValue;

    /// <summary>Whether a step is the write of the compare-and-set whose read is the step before.</summary>
    public bool IsFused(int step) =>
        HasPairs && step > 0 && IsWrite(step) && ReferenceEquals(Operations[step], Operations[step - 1]);

    /// <summary>The same steps with each session's writes and reads as two sessions.</summary>
    public SessionLog WithWritersApart()
    {
        int[] sessions = new int[Count];
        int[] before = new int[Count];
        int[] none = new int[Count];
        Array.Fill(none, None);
        List<int>[] bySession = [.. Enumerable.Range(0, 2 * SessionCount).Select(_ => new List<int>())];
        for (int step = 0; step < Count; step++)
        {
            sessions[step] = (2 * Sessions[step]) + (IsWrite(step) ? 0 : 1);
            before[step] = IsWrite(step) ? WriteBefore[step] : ReadBefore[step];
            bySession[sessions[step]].Add(step);
        }

        return new SessionLog
        {
            Operations = Operations,
            Sessions = sessions,
            Keys = Keys,
            Values = Values,
            Sources = Sources,
            Before = before,
            ReadBefore = [.. before.Select((earlier, step) => IsWrite(step) ? None : earlier)],
            WriteBefore = [.. before.Select((earlier, step) => IsWrite(step) ? earlier : None)],
            BySession = bySession,
            KeyCount = KeyCount,
            HasPairs = false,
        };
    }
}
