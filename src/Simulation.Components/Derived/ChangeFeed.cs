using Simulation.Components.Calls;
using Simulation.Components.Transactions.Shards;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Storage;
using Simulation.Kernel.Time;

namespace Simulation.Components.Derived;

/// <summary>
/// Follows the change log of every shard, and keeps on its disk how far it is. After a crash it goes on from what
/// it wrote down last, so that what came since is delivered once more; where that is not kept any more, it reads
/// all keys.
/// </summary>
/// <remarks>Source: Das et al., "All Aboard the Databus!", SoCC 2012; Kleppmann, "Designing Data-Intensive
/// Applications", 2017, chapter 11.</remarks>
internal sealed class ChangeFeed : IEventFeed
{
    private readonly DerivedLayout _layout;
    private readonly CallLine _line;
    private readonly Disk _disk;
    private readonly DiskCell<IReadOnlyList<long>> _written;
    private readonly ProcessTimer _timer;
    private readonly Shard[] _shards;
    private readonly Action<IReadOnlyList<SourceEvent>> _deliver;
    private SimTime _writtenAt;
    private bool _isAsking;
    private int _call;

    /// <summary>Follows from what the disk says.</summary>
    /// <param name="layout">The derived store.</param>
    /// <param name="line">How the process sends and sets timers.</param>
    /// <param name="self">The process.</param>
    /// <param name="disk">Its disk.</param>
    /// <param name="deliver">Takes what was found; at least one event.</param>
    public ChangeFeed(
        DerivedLayout layout,
        CallLine line,
        ProcessRef self,
        Disk disk,
        Action<IReadOnlyList<SourceEvent>> deliver
    )
    {
        _layout = layout;
        _line = line;
        _disk = disk;
        _deliver = deliver;
        _timer = line.CreateTimer("poll");
        _written = disk.OpenCell<IReadOnlyList<long>>("positions", new long[layout.Source.Shards.Count]);
        _shards =
        [
            .. layout.Source.Shards.Select(
                (replicas, place) =>
                    new Shard(DerivedLayout.Nearest(self, replicas)) { Position = _written.Value[place] }
            ),
        ];
    }

    /// <inheritdoc/>
    public void Start() => Ask();

    /// <inheritdoc/>
    public void Take(ProcessRef source, object message)
    {
        if (message is not ChangesReply reply || !_isAsking || reply.Call != _call)
        {
            return;
        }

        Array.Find(_shards, shard => ReferenceEquals(shard.Asked, source))!.Answer = reply;
        if (_shards.All(shard => shard.Answer is not null))
        {
            Collect();
        }
    }

    /// <inheritdoc/>
    public void OnTimer(ProcessTimer timer)
    {
        if (!ReferenceEquals(timer, _timer))
        {
            return;
        }

        if (_isAsking)
        {
            Collect();
        }
        else
        {
            Ask();
        }
    }

    /// <inheritdoc/>
    public void OnDelivered()
    {
        foreach (Shard shard in _shards)
        {
            shard.Position = shard.Answer?.Next ?? shard.Position;
        }

        WriteDown();
        Ask();
    }

    private void Ask()
    {
        _isAsking = true;
        _call++;
        foreach (Shard shard in _shards)
        {
            shard.Answer = null;
            var request = new ChangesRequest(_call, shard.Position, _layout.Options.Batch);
            _line.Send(shard.Asked, request);
        }

        _timer.Set(_layout.Options.StoreTimeout / 4);
    }

    /// <summary>All shards have answered, or those that have not are too late.</summary>
    private void Collect()
    {
        _isAsking = false;
        _timer.Cancel();
        var events = new List<SourceEvent>();
        long backlog = 0;
        foreach (Shard shard in _shards)
        {
            if (shard.Answer is not { } answer || answer.End < shard.Position)
            {
                shard.TurnToNext();
                continue;
            }

            backlog += answer.End - shard.Position;
            if (answer.IsWhole)
            {
                _layout.Metrics.Snapshots.Add();
            }

            events.AddRange(
                answer.Changes.Select(change => new SourceEvent(
                    change.Number,
                    change.Key,
                    change.Value,
                    change.Operation,
                    Row: null
                ))
            );
        }

        _layout.Metrics.Backlog.Set(backlog);
        if (events.Count > 0)
        {
            _deliver(events);
            return;
        }

        WriteDown();
        _timer.Set(_layout.Options.Poll);
    }

    private void WriteDown()
    {
        bool isNews = _shards.Where((shard, place) => shard.Position != _written.Value[place]).Any();
        if (isNews && _line.Now >= _writtenAt + _layout.Options.Checkpoint)
        {
            _written.Value = [.. _shards.Select(shard => shard.Position)];
            _writtenAt = _line.Now;
            _disk.Sync();
        }
    }

    /// <summary>How far the changes of a shard are followed, and whom it is asked of.</summary>
    private sealed class Shard(ProcessRef[] replicas)
    {
        private int _place;

        public ProcessRef Asked => replicas[_place];

        public long Position { get; set; }

        public ChangesReply? Answer { get; set; }

        public void TurnToNext()
        {
            Answer = null;
            _place = (_place + 1) % replicas.Length;
        }
    }
}
