using Simulation.Histories;

namespace Simulation.Components.Stores.Raft;

/// <summary>The last command of a client that was applied, and its answer.</summary>
internal readonly record struct ClientSession(
    int Client,
    long Sequence,
    KvStatus Answer,
    Value Result = default
);

/// <summary>
/// What is remembered of each client so that its commands take effect once. A client waits for one command,
/// or gives it up, before it sends the next, so its last one is enough. Sessions do not expire.
/// </summary>
/// <remarks>Source: Ongaro 2014 (thesis), section 6.3.</remarks>
internal sealed class ClientSessions
{
    private readonly Dictionary<int, int> _places = [];
    private readonly List<ClientSession> _sessions = [];

    /// <summary>Whether a command is later than all of its client's that were applied.</summary>
    public bool IsNew(int client, long sequence) =>
        !_places.TryGetValue(client, out int place) || _sessions[place].Sequence < sequence;

    /// <summary>The answer to a client's last command; null for any other.</summary>
    public KvStatus? AnswerOf(int client, long sequence) =>
        _places.TryGetValue(client, out int place) && _sessions[place].Sequence == sequence
            ? _sessions[place].Answer
            : null;

    /// <summary>What a client's last command gave it; nil for any other.</summary>
    public Value ResultOf(int client, long sequence) =>
        _places.TryGetValue(client, out int place) && _sessions[place].Sequence == sequence
            ? _sessions[place].Result
            : Value.Nil;

    /// <summary>Makes a command its client's last one.</summary>
    public void Remember(int client, long sequence, KvStatus answer, Value result = default)
    {
        var session = new ClientSession(client, sequence, answer, result);
        if (_places.TryGetValue(client, out int place))
        {
            _sessions[place] = session;
            return;
        }

        _places.Add(client, _sessions.Count);
        _sessions.Add(session);
    }

    /// <summary>All sessions, in the order in which the log first named the clients.</summary>
    public ReadOnlyMemory<ClientSession> ToArray() => _sessions.ToArray();

    /// <summary>Replaces all sessions.</summary>
    public void Restore(ReadOnlyMemory<ClientSession> sessions)
    {
        _places.Clear();
        _sessions.Clear();
        foreach (ClientSession session in sessions.Span)
        {
            _places.Add(session.Client, _sessions.Count);
            _sessions.Add(session);
        }
    }
}
