namespace Simulation.Components.Stores.Raft;

/// <summary>
/// The replicated state after the entry at a place of the log; immutable. Another state machine than the
/// key-value store's derives its own.
/// </summary>
/// <param name="Last">The last entry that it contains.</param>
/// <param name="Registers">Every key, in the order in which the log first wrote them.</param>
/// <param name="Sessions">Every client's last command, in the order in which the log first named
/// them.</param>
/// <remarks>Source: Ongaro and Ousterhout 2014, section 7.</remarks>
internal record RaftSnapshot(
    LogPosition Last,
    ReadOnlyMemory<Register> Registers,
    ReadOnlyMemory<ClientSession> Sessions
)
{
    private const int RecordBytes = 40;

    /// <summary>The state before the first entry.</summary>
    public static RaftSnapshot Empty { get; } = new(default, default, default);

    /// <summary>About what it takes on the wire.</summary>
    public virtual int SizeBytes
    {
        get
        {
            int size = RecordBytes * Sessions.Length;
            foreach (Register register in Registers.Span)
            {
                size += RecordBytes + register.Key.Length + (register.Value.AsText?.Length ?? 0);
            }

            return size;
        }
    }
}
