using Simulation.Components.Transactions;
using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Transactions;

/// <summary>
/// One transaction after the other: reads two lists and appends the same unique number to both. What goes
/// unanswered is repeated at other nodes.
/// </summary>
internal sealed class LedgerClient(int number, DatabaseWorld world, Ledger ledger) : Process
{
    private const int RepeatsMax = 3;

    private ProcessTimer _timer = null!;
    private LedgerEntry? _open;
    private TransactionRequest? _request;
    private int _asked;
    private int _repeats;

    protected override void OnStart()
    {
        _timer = CreateTimer("client");
        _timer.Set(2.Seconds + (10 * number).Milliseconds);
    }

    protected override void OnTimer(ProcessTimer timer)
    {
        if (_open is null)
        {
            Begin();
        }
        else if (_repeats < RepeatsMax)
        {
            _repeats++;
            Ask(_asked + 1);
        }
        else
        {
            End("unknown");
        }
    }

    protected override void OnMessage(ProcessRef source, object message)
    {
        var reply = (TransactionReply)message;
        if (_open is null || reply.Operation != _open.Operation)
        {
            return;
        }

        switch (reply.Status)
        {
            case TransactionStatus.Done:
                _open.Reads = reply.Results;
                End("committed");
                break;
            case TransactionStatus.Aborted when _repeats == 0:
                End("aborted");
                break;
            default:
                End("unknown");
                break;
        }
    }

    private void Begin()
    {
        int operation = ledger.Entries.Count;
        int first = Random.NextBelow(Ledger.Lists.Count);
        int second = (first + 1 + Random.NextBelow(Ledger.Lists.Count - 1)) % Ledger.Lists.Count;
        _open = new LedgerEntry(operation, Ledger.Lists[first], Ledger.Lists[second])
        {
            Invoked = World.Loop.Now,
        };
        ledger.Entries.Add(_open);
        _request = new TransactionRequest(
            operation,
            number,
            0,
            [
                new(TransactionFunction.Read, _open.First, Value.Nil),
                new(TransactionFunction.Append, _open.First, Value.Of(operation)),
                new(TransactionFunction.Read, _open.Second, Value.Nil),
                new(TransactionFunction.Append, _open.Second, Value.Of(operation)),
            ],
            TransactionEnd.Commit
        );
        _repeats = 0;
        Ask(number);
    }

    private void Ask(int place)
    {
        _asked = place;
        Send(world.Database.Replicas[place % world.Database.Replicas.Count], _request!);
        _timer.Set(1.Seconds);
    }

    private void End(string state)
    {
        _open!.State = state;
        _open.Completed = World.Loop.Now;
        _open = null;
        if (World.Loop.Now < ledger.Stop)
        {
            _timer.Set(5.Milliseconds);
        }
        else
        {
            _timer.Cancel();
        }
    }
}

/// <summary>A transaction of a <see cref="LedgerClient"/>.</summary>
internal sealed class LedgerEntry(int operation, string first, string second)
{
    public int Operation => operation;

    public string First => first;

    public string Second => second;

    public SimTime Invoked { get; init; }

    public SimTime Completed { get; set; } = SimTime.MaxValue;

    public string State { get; set; } = "unknown";

    public IReadOnlyList<Value> Reads { get; set; } = [];
}

/// <summary>What all clients of a run have done.</summary>
internal sealed class Ledger(SimTime stop)
{
    public static IReadOnlyList<string> Lists { get; } = ["a", "b", "c", "d", "e", "f"];

    public SimTime Stop => stop;

    public List<LedgerEntry> Entries { get; } = [];

    public override string ToString() =>
        string.Join(
            "\n",
            Entries.Select(entry =>
                $"{entry.Operation} {entry.First} {entry.Second} {entry.Invoked}..{entry.Completed} {entry.State}"
            )
        );

    /// <summary>What is wrong with the lists as they are at the end; null for nothing.</summary>
    /// <param name="final">Each list's final value, in the order of <see cref="Lists"/>.</param>
    /// <param name="readsArePrefixes">Whether each transaction must have read just what stands before its
    /// own number.</param>
    /// <param name="keepsRealTime">Whether lists keep the order of what did not overlap.</param>
    public string? Fault(IReadOnlyList<Value> final, bool readsArePrefixes, bool keepsRealTime)
    {
        for (int place = 0; place < Lists.Count; place++)
        {
            int[] list = [.. (final[place].AsList ?? []).Select(item => (int)item.AsNumber)];
            string? fault =
                FaultOf(Lists[place], list)
                ?? (readsArePrefixes ? NoPrefix(Lists[place], list) : null)
                ?? (keepsRealTime ? Reversal(Lists[place], list) : null);
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private string? FaultOf(string name, int[] list)
    {
        if (list.Distinct().Count() != list.Length)
        {
            return $"{name} has something twice: {string.Join(" ", list)}";
        }

        var members = list.ToHashSet();
        foreach (LedgerEntry entry in Entries.Where(entry => entry.First == name || entry.Second == name))
        {
            if (entry.State == "committed" && !members.Contains(entry.Operation))
            {
                return $"{name} lost {entry.Operation}";
            }

            if (entry.State == "aborted" && members.Contains(entry.Operation))
            {
                return $"{name} has {entry.Operation}, which aborted";
            }
        }

        foreach (LedgerEntry entry in Entries.Where(entry => entry.State == "unknown"))
        {
            bool isHere = members.Contains(entry.Operation);
            if (isHere && entry.First != name && entry.Second != name)
            {
                return $"{name} has {entry.Operation}, which was not for it";
            }
        }

        return null;
    }

    private string? NoPrefix(string name, int[] list)
    {
        foreach (LedgerEntry entry in Entries.Where(entry => entry.State == "committed"))
        {
            int step =
                entry.First == name ? 0
                : entry.Second == name ? 2
                : -1;
            if (step < 0)
            {
                continue;
            }

            int[] read = [.. (entry.Reads[step].AsList ?? []).Select(item => (int)item.AsNumber)];
            int[] before = [.. list.TakeWhile(item => item != entry.Operation)];
            if (!read.SequenceEqual(before))
            {
                return $"{entry.Operation} read {string.Join(" ", read)} in {name}, not {string.Join(" ", before)}";
            }
        }

        return null;
    }

    private string? Reversal(string name, int[] list)
    {
        for (int place = list.Length - 1; place > 0; place--)
        {
            LedgerEntry later = Entries[list[place]];
            LedgerEntry earlier = Entries[list[place - 1]];
            if (later.State == "committed" && later.Completed < earlier.Invoked)
            {
                return $"{name} has {earlier.Operation} before {later.Operation}, which had ended";
            }
        }

        return null;
    }
}
