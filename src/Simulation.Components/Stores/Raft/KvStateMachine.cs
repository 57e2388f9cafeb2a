using Simulation.Components.Sharding;
using Simulation.Histories;

namespace Simulation.Components.Stores.Raft;

/// <summary>A key and what stands there.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value.</param>
/// <param name="Write">The operation that wrote it.</param>
internal readonly record struct Register(string Key, Value Value, int Write);

/// <summary>What applying a command changed.</summary>
/// <param name="Status">What the client is to be told; null when a later command of its session came
/// before.</param>
/// <param name="Replaced">
/// When the command changed its key, the write that stood there, or <see cref="Applied.Nothing"/>; null when
/// it changed nothing.
/// </param>
/// <param name="Result">What the client gets besides, such as the element that it took; nil for most.</param>
/// <param name="IsImport">Whether it brought a part of the keys from another shard.</param>
internal readonly record struct ApplyResult(
    KvStatus? Status,
    int? Replaced,
    Value Result = default,
    bool IsImport = false
);

/// <summary>
/// The replicated key-value state: what the committed log makes of the empty map. Client sessions are part of
/// it, so that a command that a client sent twice, and that got into the log twice, takes effect once.
/// </summary>
/// <remarks>Source: Ongaro and Ousterhout 2014, section 8; Ongaro 2014 (thesis), section 6.3.</remarks>
internal sealed class KvStateMachine
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly ClientSessions _sessions = new();
    private readonly List<Register> _registers = [];

    /// <summary>Every key, in the order in which the log first wrote them.</summary>
    public IReadOnlyList<Register> Registers => _registers;

    /// <summary>The value of a key; nil before its first write.</summary>
    public Value Read(string key) =>
        _places.TryGetValue(key, out int place) ? _registers[place].Value : Value.Nil;

    /// <summary>The operation that wrote the value of a key; null before its first write.</summary>
    public int? WriteOf(string key) =>
        _places.TryGetValue(key, out int place) ? _registers[place].Write : null;

    /// <summary>
    /// How a command was answered when it was applied; null when its session does not remember it.
    /// </summary>
    public KvStatus? AnswerOf(KvRequest request) => _sessions.AnswerOf(request.Client, request.Sequence);

    /// <summary>What such a command gave its client besides; nil when its session does not remember
    /// it.</summary>
    public Value ResultOf(KvRequest request) => _sessions.ResultOf(request.Client, request.Sequence);

    /// <summary>
    /// Applies a committed command, unless its session shows that it was applied before.
    /// </summary>
    public ApplyResult Apply(KvRequest request)
    {
        if (!_sessions.IsNew(request.Client, request.Sequence))
        {
            return new ApplyResult(AnswerOf(request), null, ResultOf(request));
        }

        if (request.Function == KvFunction.ImportPart)
        {
            Import(request.Argument);
            _sessions.Remember(request.Client, request.Sequence, KvStatus.Done);
            return new ApplyResult(KvStatus.Done, null, IsImport: true);
        }

        bool isKnown = _places.TryGetValue(request.Key, out int place);
        KvEffect effect = KvFunctions.Apply(isKnown ? _registers[place].Value : Value.Nil, request);
        _sessions.Remember(request.Client, request.Sequence, effect.Status, effect.Result);
        int? replaced = effect.IsChange
            ? Put(new Register(request.Key, effect.Next, request.Operation), isKnown ? place : -1)
            : null;
        return new ApplyResult(effect.Status, replaced, effect.Result);
    }

    /// <summary>All that stands in a part of the keys, with all sessions.</summary>
    public Value Export(Value part) =>
        PartContent.Pack(
            _registers.Where(register => PartContent.Contains(part, register.Key)),
            _sessions.ToArray().Span
        );

    /// <summary>Copies the state as it is after the entry at a place of the log.</summary>
    public RaftSnapshot TakeSnapshot(LogPosition last) =>
        new(last, _registers.ToArray(), _sessions.ToArray());

    /// <summary>Replaces the whole state.</summary>
    public void Restore(RaftSnapshot snapshot)
    {
        _places.Clear();
        _registers.Clear();
        foreach (Register register in snapshot.Registers.Span)
        {
            _places.Add(register.Key, _registers.Count);
            _registers.Add(register);
        }

        _sessions.Restore(snapshot.Sessions);
    }

    private void Import(Value content)
    {
        foreach (Register register in PartContent.RegistersOf(content))
        {
            Put(register, _places.GetValueOrDefault(register.Key, -1));
        }

        foreach (ClientSession session in PartContent.SessionsOf(content))
        {
            if (_sessions.IsNew(session.Client, session.Sequence))
            {
                _sessions.Remember(session.Client, session.Sequence, session.Answer, session.Result);
            }
        }
    }

    private int Put(in Register register, int place)
    {
        if (place >= 0)
        {
            int replaced = _registers[place].Write;
            _registers[place] = register;
            return replaced;
        }

        _places.Add(register.Key, _registers.Count);
        _registers.Add(register);
        return Applied.Nothing;
    }
}
