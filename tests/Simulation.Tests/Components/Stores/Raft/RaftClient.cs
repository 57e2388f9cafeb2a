using System.Globalization;
using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores.Raft;

/// <summary>
/// A client with one request at a time, every value written once, that tries the replicas in turn until it is
/// answered or gives up after a second. Client 0 only reads.
/// </summary>
internal sealed class RaftClient(int number, IReadOnlyList<ProcessRef> replicas, HistoryRecorder history)
    : Process
{
    private static readonly SimDuration Patience = 1.Seconds;

    private readonly string[] _keys = ["x", "y"];
    private ProcessTimer _retry = null!;
    private ProcessTimer _next = null!;
    private KvRequest? _open;
    private SimTime _openSince;
    private long _sequence;
    private int _target;

    protected override void OnStart()
    {
        _retry = CreateTimer("retry");
        _next = CreateTimer("next");
        _next.Set(400.Milliseconds);
    }

    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _next))
        {
            Ask();
        }
        else if (Now - _openSince > Patience)
        {
            Complete(Outcome.Lost, Value.Nil);
        }
        else
        {
            _target = (_target + 1) % replicas.Count;
            Try();
        }
    }

    protected override void OnMessage(ProcessRef source, object message)
    {
        var reply = (KvReply)message;
        if (_open is null || reply.Operation != _open.Operation)
        {
            return;
        }

        if (reply.Status == KvStatus.Redirect)
        {
            if (reply.Target is { } leader)
            {
                _target = leader.Index - replicas[0].Index;
                Try();
            }

            return;
        }

        Complete(reply.Status == KvStatus.Mismatch ? Outcome.Refused : Outcome.Succeeded, reply.Result);
    }

    private void Ask()
    {
        bool isRead = number == 0 || Random.NextBelow(2) == 0;
        string key = _keys[Random.NextBelow(_keys.Length)];
        _sequence++;
        Value argument = isRead ? Value.Nil : Value.Of(_sequence * 100 + number);
        string function = isRead ? Functions.Read : Functions.Write;
        int operation = history.Invoke(number, function, key, argument, World.Loop.Now);
        KvFunction asked = isRead ? KvFunction.Read : KvFunction.Write;
        _open = new KvRequest(operation, number, _sequence, asked, key, argument, Value.Nil);
        _openSince = Now;
        Try();
    }

    private void Try()
    {
        Send(replicas[_target], _open!);
        _retry.Set(100.Milliseconds);
    }

    private void Complete(Outcome outcome, Value result)
    {
        history.Complete(_open!.Operation, outcome, result, World.Loop.Now);
        _open = null;
        _retry.Cancel();
        _next.Set(new SimDuration(2_000_000 + Random.NextBelow(3_000_000L)));
    }

    public override string Describe() => number.ToString(CultureInfo.InvariantCulture);
}
