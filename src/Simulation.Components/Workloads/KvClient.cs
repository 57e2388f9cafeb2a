using Simulation.Components.Stores;
using Simulation.Components.Workloads.Generators;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Workloads;

/// <summary>A client of a key-value store.</summary>
internal sealed class KvClient(Workload workload, int number)
    : LoadClient<KvClient.OpenRequest>(workload, number)
{
    private readonly Dictionary<int, Value> _lastSeen = [];

    /// <inheritdoc/>
    protected override void OnReply(ProcessRef source, object message)
    {
        if (message is not KvReply reply)
        {
            throw new InvariantViolation($"a client understands {message}");
        }

        if (OpenUnder(reply.Operation) is { } open)
        {
            Take(open, source, reply);
        }
    }

    /// <inheritdoc/>
    protected override OpenRequest Create(ProcessTimer timer) => new(timer);

    /// <inheritdoc/>
    protected override void Invoke(OpenRequest open, in PlannedOperation planned)
    {
        Question question = Drained(planned.Question);
        string key = Workload.Keys[question.Key];
        bool isCas = question.Function == KvFunction.Cas;
        Value expected = isCas ? _lastSeen.GetValueOrDefault(question.Key) : Value.Nil;
        Value argument = isCas ? Value.Of(expected, question.Argument) : question.Argument;
        open.Operation = Workload.Recorder.Invoke(
            open.Process,
            KvFunctions.NameOf(question.Function),
            key,
            argument,
            World.Loop.Now
        );
        open.Key = question.Key;
        open.Request = new KvRequest(
            open.Operation,
            open.Process,
            ++open.Sequence,
            question.Function,
            key,
            question.Argument,
            expected,
            open.Token
        );
        Trace(open.Operation, Outcome.Lost, "invoked", argument);
    }

    private Question Drained(in Question question) =>
        question.Function == KvFunction.Enqueue && World.Loop.Now >= Plan.DrainFrom
            ? new Question(KvFunction.Dequeue, question.Key, Value.Nil)
            : question;

    private void Take(OpenRequest open, ProcessRef source, KvReply reply)
    {
        open.Token = reply.Token ?? open.Token;
        switch (reply.Status)
        {
            case KvStatus.Done:
                var request = (KvRequest)open.Request!;
                _lastSeen[open.Key] = KvFunctions.IsRead(request.Function) ? reply.Result : request.Argument;
                Succeed(open, source, reply.Result);
                break;
            case KvStatus.Mismatch:
                bool isDequeue = open.Request is KvRequest { Function: KvFunction.Dequeue };
                Deny(open, isDequeue ? Functions.QueueEmpty : Functions.CasMismatch);
                break;
            case KvStatus.Refused:
                DenyOnce(open, reply.Reason ?? "refused");
                break;
            case KvStatus.Redirect:
                Follow(open, source, reply.Target);
                break;
            default:
                throw new InvariantViolation($"a reply has a known status: {reply.Status}");
        }
    }

    /// <summary>A request under way.</summary>
    internal sealed class OpenRequest(ProcessTimer timer) : OpenOperation(timer)
    {
        /// <summary>The number of the key.</summary>
        public int Key { get; set; }
    }
}
