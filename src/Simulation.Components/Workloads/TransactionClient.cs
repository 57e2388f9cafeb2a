using Simulation.Components.Transactions;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Workloads;

/// <summary>
/// A client of a database. A transaction stays with the node that took its first step; until its commit is
/// asked for, it certainly does not happen.
/// </summary>
internal sealed class TransactionClient(Workload workload, int number)
    : LoadClient<OpenTransaction>(workload, number)
{
    /// <inheritdoc/>
    protected override void OnReply(ProcessRef source, object message)
    {
        if (message is not TransactionReply reply)
        {
            throw new InvariantViolation($"a client of a database understands {message}");
        }

        // An answer to an earlier attempt at these steps is as good; one to other steps is late.
        if (
            OpenUnder(reply.Operation) is { } open
            && ((TransactionRequest)open.Request!).FirstStep == reply.FirstStep
        )
        {
            Take(open, source, reply);
        }
    }

    /// <inheritdoc/>
    protected override OpenTransaction Create(ProcessTimer timer) => new(timer);

    /// <inheritdoc/>
    protected override void Invoke(OpenTransaction open, in PlannedOperation planned)
    {
        open.BeginProgram(planned.Question.Program!);
        Value argument = open.ToSteps();
        open.Operation = Workload.Recorder.Invoke(
            open.Process,
            Functions.Transaction,
            key: null,
            argument,
            World.Loop.Now
        );
        open.Sequence++;
        open.Request = open.NextRequest(Plan.Shape.IsStepByStep);
        Trace(open.Operation, Outcome.Lost, "invoked", argument);
    }

    /// <inheritdoc/>
    protected override Value Attempted(OpenTransaction open) => open.ToSteps();

    /// <inheritdoc/>
    protected override bool MayMove(OpenTransaction open) =>
        open is { HasProgressed: false, UnansweredCount: 0 };

    /// <inheritdoc/>
    protected override void Abandon(OpenTransaction open)
    {
        if (open.Asked is { } coordinator)
        {
            Send(coordinator, open.AbortRequest());
        }
    }

    private void Take(OpenTransaction open, ProcessRef source, TransactionReply reply)
    {
        switch (reply.Status)
        {
            case TransactionStatus.Done:
                Advance(open, source, reply.Results);
                break;
            case TransactionStatus.Aborted:
                open.IsUndone = true;
                Deny(open, $"{Functions.Aborted}: {reply.Reason}");
                break;
            case TransactionStatus.Redirect when open is { HasProgressed: false, UnansweredCount: <= 1 }:
                Follow(open, source, reply.Target);
                break;
            case TransactionStatus.Redirect:
                // Its coordinator knows nothing of it any more, so nothing of it can be left.
                open.IsUndone = !open.IsCommitAsked;
                DenyOrLose(open);
                break;
            case TransactionStatus.Unknown:
                Lose(open, "the database does not know");
                break;
            default:
                throw new InvariantViolation($"a reply has a known status: {reply.Status}");
        }
    }

    private void DenyOrLose(OpenTransaction open)
    {
        if (open.IsUndone)
        {
            Deny(open, "the transaction was forgotten");
        }
        else
        {
            Lose(open, "the transaction was forgotten");
        }
    }

    private void Advance(OpenTransaction open, ProcessRef source, IReadOnlyList<Value> results)
    {
        open.Answer();
        open.Learn(results);
        if (open.IsCommitAsked)
        {
            Succeed(open, source, open.ToSteps());
            return;
        }

        if (open.Request is TransactionRequest { End: TransactionEnd.Abort })
        {
            open.IsUndone = true;
            Deny(open, $"{Functions.Aborted}: at the client's wish");
            return;
        }

        open.Request = open.NextRequest(Plan.Shape.IsStepByStep);
        Ask(open, open.Asked!);
    }
}
