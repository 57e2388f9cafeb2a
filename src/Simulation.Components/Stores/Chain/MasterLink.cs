using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.Chain;

/// <summary>
/// How a replica asks the configuration master, a Raft group with one register: one question at a time, each
/// of its replicas in turn until one answers.
/// </summary>
/// <param name="place">The asking replica's place; its client number at the master.</param>
/// <param name="size">How many replicas ask.</param>
/// <param name="incarnation">Its node's incarnation, so that questions count on after a crash.</param>
/// <param name="masters">The replicas of the master.</param>
internal sealed class MasterLink(int place, int size, int incarnation, IReadOnlyList<ProcessRef> masters)
{
    private const long QuestionsMax = 1_000_000_000;

    private const string Register = "configuration";

    private int _turn;
    private int _count;

    /// <summary>The question that waits for an answer; null for none.</summary>
    public KvRequest? Open { get; private set; }

    /// <summary>When it was asked first, by the node's clock.</summary>
    public SimTime AskedAt { get; private set; }

    /// <summary>Whom to ask now.</summary>
    public ProcessRef Master => masters[_turn];

    /// <summary>When it was sent last.</summary>
    public SimTime SentAt { get; set; }

    /// <summary>Begins to ask for the configuration.</summary>
    public KvRequest Read(SimTime now) => Ask(KvFunction.Read, Value.Nil, Value.Nil, now);

    /// <summary>Begins to ask for another configuration in place of a known one.</summary>
    public KvRequest Change(ChainConfiguration known, ChainConfiguration next, SimTime now) =>
        Ask(KvFunction.Cas, next.ToValue(), known.ToValue(), now);

    /// <summary>Gives up waiting for the master that was asked, and turns to the next.</summary>
    public void TurnAway() => _turn = (_turn + 1) % masters.Count;

    /// <summary>Turns to the one that was named.</summary>
    public void TurnTo(ProcessRef master) => _turn = master.Index - masters[0].Index;

    /// <summary>Whether a reply is to the open question.</summary>
    public bool IsAnswer(KvReply reply) => Open is { } open && open.Operation == reply.Operation;

    /// <summary>The question is answered.</summary>
    public void Close() => Open = null;

    private KvRequest Ask(KvFunction function, Value argument, Value expected, SimTime now)
    {
        _count++;
        AskedAt = now;
        SentAt = now;
        Open = new KvRequest(
            _count * size + place,
            place,
            incarnation * QuestionsMax + _count,
            function,
            Register,
            argument,
            expected
        );
        return Open;
    }
}
