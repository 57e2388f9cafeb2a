using Simulation.Histories;

namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>The registers, and what was last applied for each client, so that a repeated request applies
/// once.</summary>
internal sealed class RegisterState
{
    private readonly SortedDictionary<string, RegisterEntry> _registers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, SessionEntry> _sessions = [];

    public RegisterState(StateImage image)
    {
        foreach (RegisterEntry register in image.Registers)
        {
            _registers.Add(register.Key, register);
        }

        foreach (SessionEntry session in image.Sessions)
        {
            _sessions.Add(session.Client, session);
        }
    }

    public IEnumerable<string> Keys => _registers.Keys;

    public Value Read(string key) =>
        _registers.TryGetValue(key, out RegisterEntry entry) ? entry.Value : Value.Nil;

    public int WriteOf(string key) =>
        _registers.TryGetValue(key, out RegisterEntry entry) ? entry.Operation : Applied.Nothing;

    /// <summary>What was applied last for a client; null when nothing was.</summary>
    public SessionEntry? Session(int client) =>
        _sessions.TryGetValue(client, out SessionEntry session) ? session : null;

    /// <summary>Applies a write or cas and tells whether it took effect, now or when it came the first
    /// time.</summary>
    public bool Apply(KvRequest request)
    {
        if (Session(request.Client) is { } session && session.Sequence >= request.Sequence)
        {
            return session.IsDone;
        }

        bool isDone = request.Function == KvFunction.Write || Read(request.Key) == request.Expected;
        if (isDone)
        {
            _registers[request.Key] = new RegisterEntry(request.Key, request.Argument, request.Operation);
        }

        _sessions[request.Client] = new SessionEntry(request.Client, request.Sequence, isDone);
        return isDone;
    }

    public StateImage ToImage(long position, EpochStart[] history) =>
        new(position, history, [.. _registers.Values], [.. _sessions.Values]);
}
