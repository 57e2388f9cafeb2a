using Simulation.Components.Stores;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Sharding;

/// <content>What a server does when parts change hands.</content>
internal sealed partial class ShardServer
{
    private static readonly SimDuration RepeatAfter = 200.Milliseconds;
    private static readonly SimDuration DrainLimit = 300.Milliseconds;

    private readonly List<(ProcessRef Client, KvRequest Request)> _held = [];
    private readonly Dictionary<string, long> _loadOfKey = new(StringComparer.Ordinal);
    private readonly List<long> _loadOfPart = [];
    private ProcessTimer _repeat = null!;
    private int _frozenPart = -1;
    private long _frozenAt;
    private SimTime _frozenSince;
    private bool _isFrozenTold;

    private void AskForMap()
    {
        Send(store.Keeper, new ShardingMessage.AskMap(Address.Node.Incarnation));
        _repeat.Set(RepeatAfter);
    }

    private void Repeat()
    {
        if (_map is null)
        {
            AskForMap();
        }
        else
        {
            TellWhenFrozen();
        }
    }

    private void Heed(ProcessRef keeper, ShardingMessage message)
    {
        switch (message)
        {
            case ShardingMessage.TellMap told when told.Incarnation == Address.Node.Incarnation:
                if (_map is null && told.FrozenPart >= 0)
                {
                    _frozenPart = told.FrozenPart;
                    _frozenAt = told.FrozenAt;
                    _frozenSince = Now;
                }

                Adopt(keeper, told.Map);
                break;
            case ShardingMessage.TellMap:
                break;
            case ShardingMessage.MapChanged changed when _map is not null:
                Adopt(keeper, changed.Map);
                break;
            case ShardingMessage.MapChanged:
                break;
            case ShardingMessage.Freeze freeze:
                StopServing(freeze);
                break;
            case ShardingMessage.AskLoad ask:
                Send(
                    keeper,
                    new ShardingMessage.TellLoad(
                        ask.Round,
                        [.. _loadOfPart],
                        [
                            .. _loadOfKey
                                .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                                .Select(entry => (entry.Key, entry.Value)),
                        ]
                    )
                );
                break;
            default:
                throw new InvariantViolation($"a shard server handles {message.GetType().Name}");
        }
    }

    /// <summary>Takes a newer map; what was held then goes where it belongs.</summary>
    private void Adopt(ProcessRef keeper, ShardMap map)
    {
        if (_map is null || map.Epoch > _map.Epoch)
        {
            if (map.PartCount != _loadOfPart.Count)
            {
                _loadOfPart.Clear();
                _loadOfPart.AddRange(new long[map.PartCount]);
            }

            _map = map;
            if (_frozenPart >= 0 && map.Epoch >= _frozenAt)
            {
                _frozenPart = -1;
                (ProcessRef Client, KvRequest Request)[] held = [.. _held];
                _held.Clear();
                foreach ((ProcessRef client, KvRequest request) in held)
                {
                    Serve(client, request);
                }
            }
        }

        Send(keeper, new ShardingMessage.MapNoted(_map.Epoch));
    }

    private void StopServing(ShardingMessage.Freeze freeze)
    {
        // What an older part of the story asks for is over; without a map nothing is served anyway.
        if (_map is null || freeze.Epoch <= _map.Epoch)
        {
            return;
        }

        if (_frozenPart != freeze.Part || _frozenAt != freeze.Epoch)
        {
            Invariant.That(freeze.Epoch >= _frozenAt);
            _frozenPart = freeze.Part;
            _frozenAt = freeze.Epoch;
            _frozenSince = Now;
        }

        _isFrozenTold = false;
        TellWhenFrozen();
    }

    /// <summary>
    /// The keeper may go on once no answer about the part can leave this server. An answer that is late is
    /// dropped: its request may have taken effect, and nobody will say so.
    /// </summary>
    private void TellWhenFrozen()
    {
        if (_frozenPart < 0 || _isFrozenTold)
        {
            return;
        }

        int[] open =
        [
            .. _pending
                .Where(entry => _map!.PartOf(entry.Value.Request.Key) == _frozenPart)
                .Select(entry => entry.Key)
                .Order(),
        ];
        if (open.Length > 0 && Now - _frozenSince < DrainLimit)
        {
            _repeat.Set(DrainLimit);
            return;
        }

        foreach (int operation in open)
        {
            _pending.Remove(operation);
            TakeFollowers(operation);
        }

        _isFrozenTold = true;
        Send(store.Keeper, new ShardingMessage.Frozen(_frozenPart, _frozenAt));
    }

    private void CountLoad(int part, string key)
    {
        _loadOfPart[part]++;
        if (_map!.Ranges is not null)
        {
            _loadOfKey[key] = _loadOfKey.GetValueOrDefault(key) + 1;
        }
    }
}
