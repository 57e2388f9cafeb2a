using Simulation.Components.Calls;
using Simulation.Components.Stores;
using Simulation.Components.Workloads;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Caches;

/// <summary>
/// The application whom clients ask. Beside the cache it reads the cache and the store itself; through the
/// cache it leaves the store to the cache node that a key belongs to, unless that one is silent.
/// </summary>
internal sealed partial class CacheApplication(CacheLayout layout) : Process
{
    private static readonly SimDuration LeaseWait = 10.Milliseconds;

    private readonly CacheOptions _options = layout.Options;
    private readonly Dictionary<int, Question> _byCall = [];
    private readonly Dictionary<int, Question> _byOperation = [];
    private TimerPool<Question> _timers = null!;
    private KvCaller _caller = null!;
    private StoreLoads _loads = null!;
    private int _lastCall;

    /// <inheritdoc/>
    public override string Describe() => $"{_byCall.Count + _byOperation.Count} waiting";

    /// <inheritdoc/>
    protected override void OnStart()
    {
        TakeRole("application");
        var line = new CallLine((target, message) => Send(target, message), CreateTimer, Address.Node.Clock);
        ProcessRef[] stores = CandidateOrder.ByNearness(
            Address.Node.Place,
            Address.Index,
            layout.Store.Replicas
        );
        _timers = new TimerPool<Question>(line, "cache");
        _caller = new KvCaller(line, stores, _options.StoreTimeout / 4);
        _loads = new StoreLoads(
            _caller,
            Address,
            layout.Metrics,
            _options,
            Address.Node.Clock,
            CallNumbers.Of(World),
            key => Announce(Cache.Stampede, key)
        );
        StartNear();
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        switch (message)
        {
            case KvRequest request:
                Serve(source, request);
                break;
            case CacheMessage.Got got:
                Take(got);
                break;
            case CacheMessage.Invalidate invalidate:
                Heed(source, invalidate);
                break;
            case CacheMessage.Invalidated invalidated:
                _invalidations!.Acknowledge(source, invalidated.Number);
                break;
            case KvReply reply when _byOperation.Remove(reply.Operation, out Question? question):
                _timers.Stop(question.Timer!);
                NoteThrough(question, reply);
                Send(question.Client, reply, CacheMessage.Bytes);
                break;
            case KvReply reply:
                if (_caller.TryTake(source, reply, out KvCallEnd end))
                {
                    End(end);
                }

                break;
            default:
                throw new InvariantViolation($"an application handles {message.GetType().Name}");
        }
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _repeat))
        {
            _invalidations!.Repeat();
        }
        else if (_timers.TryTake(timer, out Question? question))
        {
            OnWaited(question!);
        }
        else if (_caller.TryExpire(timer, out KvCallEnd end))
        {
            End(end);
        }
    }

    private void Serve(ProcessRef client, KvRequest request)
    {
        if (_caller.IsOpen(request.Operation) || _byOperation.ContainsKey(request.Operation))
        {
            return;
        }

        var question = new Question(client, request);
        if (_near is not null && request.Function == KvFunction.Read && IsServedNear(question))
        {
            return;
        }

        if (_options.IsThrough)
        {
            _byOperation.Add(request.Operation, question);
            SimDuration patience =
                request.Function == KvFunction.Read
                    ? _options.Timeout + _options.StoreTimeout
                    : _options.StoreTimeout;
            question.Timer = _timers.Start(question, patience);
            Send(layout.OwnerOf(request.Key), request, CacheMessage.Bytes);
        }
        else if (request.Function == KvFunction.Read)
        {
            question.Deadline = Now + _options.Timeout;
            Look(question);
        }
        else
        {
            Write(question);
        }
    }

    private void Look(Question question)
    {
        question.Call = ++_lastCall;
        _byCall.Add(question.Call, question);
        question.Timer = _timers.Start(question, _options.Timeout);
        question.Asked = HolderToAsk(question.Request.Key);
        Send(question.Asked, new CacheMessage.Get(question.Call, question.Request.Key), CacheMessage.Bytes);
    }

    private void Write(Question question)
    {
        layout.Metrics.StoreWrites.Add();
        _caller.Begin(question.Request, _options.StoreTimeout, question);
    }

    private void Take(CacheMessage.Got got)
    {
        if (!_byCall.Remove(got.Call, out Question? question))
        {
            return;
        }

        _timers.Stop(question.Timer!);
        question.Call = 0;
        switch (got.Finding)
        {
            case Finding.Hit:
                AnswerFound(question, got);
                break;
            case Finding.HitToRefresh:
                AnswerFound(question, got);
                _loads.Begin(question.Request.Key, waiter: null, got.Lease);
                break;
            case Finding.Miss:
                _loads.Begin(question.Request.Key, question, got.Lease);
                break;
            case Finding.Wait:
                question.Timer = _timers.Start(question, LeaseWait);
                break;
            default:
                throw new InvariantViolation("every finding has a case");
        }
    }

    /// <summary>A cache node was silent, or it is time to ask it again.</summary>
    private void OnWaited(Question question)
    {
        if (_byOperation.Remove(question.Request.Operation))
        {
            layout.Metrics.Bypasses.Add();
            Write(question);
        }
        else if (question.Call == 0 && Now < question.Deadline + _options.LeaseTime)
        {
            Look(question);
        }
        else if (question.Call != 0 && CanAskAnother(question))
        {
            _byCall.Remove(question.Call);
            Look(question);
        }
        else
        {
            layout.Metrics.Bypasses.Add();
            _byCall.Remove(question.Call);
            _loads.Begin(question.Request.Key, question, lease: 0);
        }
    }

    private void End(KvCallEnd end)
    {
        if (end.State is Question question)
        {
            EndWrite(question, end.Reply);
            return;
        }

        var load = (StoreLoads.Load)end.State!;
        _loads.End(load);
        bool isLoaded = end.Reply?.Status == KvStatus.Done;
        if (isLoaded && !load.IsOutdated)
        {
            _near?.Keep(load.Key, end.Reply!.Result, _near.Moment, Now, load.Began);
            long took = (Now - load.Began).Nanoseconds;
            SendToHolders(load.Key, new CacheMessage.Set(load.Key, end.Reply!.Result, took, load.Lease));
        }

        foreach (Question waiting in load.Waiters)
        {
            if (isLoaded)
            {
                NoteValidation(waiting, end.Reply!.Result);
                Answer(waiting, end.Reply!.Result);
            }
            else
            {
                string reason = end.Reply?.Reason ?? "the store is silent";
                Send(waiting.Client, KvReply.Refused(waiting.Request.Operation, reason), CacheMessage.Bytes);
            }
        }
    }

    private void EndWrite(Question question, KvReply? reply)
    {
        bool isRead = question.Request.Function == KvFunction.Read;
        bool isInvalid = !isRead && reply?.Status is null or KvStatus.Done;
        if (isInvalid && _options.Pattern != CachePattern.WriteAround)
        {
            Publish(question.Request.Key);
        }

        if (reply is not null)
        {
            Send(question.Client, reply, CacheMessage.Bytes);
        }
    }

    private void Answer(Question question, Value value) =>
        Send(question.Client, KvReply.Done(question.Request.Operation, value), CacheMessage.Bytes);

    /// <summary>A client's request that is not answered yet.</summary>
    private sealed class Question(ProcessRef client, KvRequest request)
    {
        public ProcessRef Client => client;

        public KvRequest Request => request;

        /// <summary>The number of the call to a cache node; 0 for none under way.</summary>
        public int Call { get; set; }

        public ProcessTimer? Timer { get; set; }

        public SimTime Deadline { get; set; }

        /// <summary>The cache node that was asked last.</summary>
        public ProcessRef? Asked { get; set; }

        /// <summary>When it was asked, as the near cache counts.</summary>
        public long Moment { get; set; }

        /// <summary>What a cache holds and the store is to confirm; null for nothing.</summary>
        public Value? Held { get; set; }
    }
}
