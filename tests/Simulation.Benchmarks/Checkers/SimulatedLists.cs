using Simulation.Histories;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Benchmarks.Checkers;

/// <summary>
/// Draws histories of a database of lists, strictly serializable by construction, with the parameters of
/// Jepsen's append workload.
/// </summary>
internal sealed class SimulatedLists
{
    private const int KeyCount = 10;
    private const int StepsMax = 4;
    private const int WritesPerKeyMax = 32;

    private static readonly Value Read = Value.Of(Functions.StepRead);
    private static readonly Value Append = Value.Of(Functions.StepAppend);

    private readonly RandomStream _random;
    private readonly int[] _keys = [.. Enumerable.Range(0, KeyCount)];
    private readonly List<Value[]> _lists =
    [
        .. Enumerable.Range(0, KeyCount).Select(_ => Array.Empty<Value>()),
    ];
    private readonly int[] _writes = new int[KeyCount];
    private readonly Client[] _clients;
    private readonly Operation[] _operations;
    private int _keysMade = KeyCount;
    private int _invoked;
    private int _order;

    private SimulatedLists(int transactions, int clients, ulong seed)
    {
        _random = new RandomStream(seed);
        _operations = new Operation[transactions];
        _clients = new Client[clients];
    }

    /// <summary>
    /// Draws a history: ten keys at a time, each replaced after 32 appends; one to four steps, half of them reads;
    /// each transaction takes effect at a random moment while it is open.
    /// </summary>
    /// <param name="transactions">How many.</param>
    /// <param name="clients">How many run at once.</param>
    /// <param name="seed">Where chance begins.</param>
    public static History Draw(int transactions, int clients, ulong seed)
    {
        SimulatedLists lists = new(transactions, clients, seed);
        int completed = 0;
        while (completed < transactions)
        {
            completed += lists.Advance(lists._random.NextBelow(clients)) ? 1 : 0;
        }

        return new History("lists", lists._operations) { HasTimes = false };
    }

    /// <summary>Moves one client from idle to open to executed to idle; whether a transaction returned.</summary>
    private bool Advance(int client)
    {
        ref Client now = ref _clients[client];
        switch (now.State)
        {
            case 0 when _invoked < _operations.Length:
                now = new Client(1, _invoked++, _order++, Ask(), []);
                return false;
            case 1:
                now = now with { State = 2, Told = Execute(now.Asked) };
                return false;
            case 2:
                _operations[now.Index] = new Operation
                {
                    Index = now.Index,
                    Process = client,
                    Function = Functions.Transaction,
                    Argument = Value.Of(now.Asked),
                    Result = Value.Of(now.Told),
                    Outcome = Outcome.Succeeded,
                    Invoked = new SimTime(now.Invoked),
                    Completed = new SimTime(_order),
                    InvokedOrder = now.Invoked,
                    CompletedOrder = _order++,
                };
                now = default;
                return true;
            default:
                return false;
        }
    }

    private Value[] Ask()
    {
        var steps = new Value[1 + _random.NextBelow(StepsMax)];
        for (int i = 0; i < steps.Length; i++)
        {
            int slot = _random.NextBelow(KeyCount);
            bool isRead = _random.NextBelow(2) == 0;
            Value key = Value.Of(_keys[slot]);
            steps[i] = isRead
                ? Value.Of(Read, key, Value.Nil)
                : Value.Of(Append, key, Value.Of(++_writes[slot]));
            if (_writes[slot] == WritesPerKeyMax)
            {
                _keys[slot] = _keysMade++;
                _writes[slot] = 0;
                _lists.Add([]);
            }
        }

        return steps;
    }

    private Value[] Execute(Value[] asked)
    {
        Value[] told = [.. asked];
        for (int i = 0; i < told.Length; i++)
        {
            ReadOnlySpan<Value> step = told[i].Items;
            int key = (int)step[1].AsNumber;
            if (step[0].Equals(Append))
            {
                _lists[key] = [.. _lists[key], step[2]];
            }
            else
            {
                told[i] = Value.Of(Read, step[1], Value.Of([.. _lists[key]]));
            }
        }

        return told;
    }

    private readonly record struct Client(int State, int Index, int Invoked, Value[] Asked, Value[] Told);
}
