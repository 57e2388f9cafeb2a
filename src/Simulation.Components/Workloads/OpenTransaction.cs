using Simulation.Components.Transactions;
using Simulation.Components.Workloads.Generators;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Workloads;

/// <summary>A transaction under way, as its client sees it.</summary>
internal sealed class OpenTransaction(ProcessTimer timer) : OpenOperation(timer)
{
    private readonly List<TransactionStep> _steps = [];
    private readonly List<Value> _results = [];
    private TransactionProgram _program = null!;
    private int _sent;
    private bool _isComplete;

    /// <summary>Whether some step has been answered.</summary>
    public bool HasProgressed => _results.Count > 0;

    /// <summary>Whether the database was asked to commit.</summary>
    public bool IsCommitAsked => Request is TransactionRequest { End: TransactionEnd.Commit };

    /// <summary>Whether the database said that it is undone for good.</summary>
    public bool IsUndone { get; set; }

    /// <inheritdoc/>
    public override bool MayHappen => IsCommitAsked && !IsUndone && UnansweredCount > 0;

    /// <summary>Takes up a new transaction.</summary>
    public void BeginProgram(TransactionProgram program)
    {
        _program = program;
        _steps.Clear();
        _steps.AddRange(program.Opening);
        _results.Clear();
        _sent = 0;
        _isComplete = !program.IsInteractive;
        IsUndone = false;
        Request = null;
    }

    /// <summary>The next request: one step, or all that are known.</summary>
    public TransactionRequest NextRequest(bool isStepByStep)
    {
        TransactionEnd end = TransactionEnd.None;
        if (_sent == _steps.Count && !_isComplete)
        {
            _isComplete = true;
            if (_program.After(_results) is { } rest)
            {
                _steps.AddRange(rest);
            }
            else
            {
                end = TransactionEnd.Abort;
            }
        }

        int first = _sent;
        _sent = isStepByStep ? Math.Min(first + 1, _steps.Count) : _steps.Count;
        if (_isComplete && _sent == _steps.Count && end == TransactionEnd.None)
        {
            end = TransactionEnd.Commit;
        }

        return new TransactionRequest(Operation, Process, first, _steps[first.._sent], end);
    }

    /// <summary>Asks to undo it.</summary>
    public TransactionRequest AbortRequest() => new(Operation, Process, _sent, [], TransactionEnd.Abort);

    /// <summary>Takes what the last request's steps gave.</summary>
    public void Learn(IReadOnlyList<Value> results)
    {
        Invariant.That(_results.Count + results.Count == _sent);
        foreach (Value result in results)
        {
            bool isRead = _steps[_results.Count].Function == TransactionFunction.Read;
            _results.Add(isRead ? _program.Understand(result) : result);
        }
    }

    /// <summary>The steps as a history has them, with what the reads gave as far as it is known.</summary>
    public Value ToSteps()
    {
        var steps = new Value[_steps.Count];
        for (int i = 0; i < steps.Length; i++)
        {
            TransactionStep step = _steps[i];
            bool isRead = step.Function is TransactionFunction.Read or TransactionFunction.ReadRange;
            Value told = i < _results.Count ? _results[i] : Value.Nil;
            steps[i] = Value.Of(
                Value.Of(NameOf(step.Function)),
                Value.Of(step.Key),
                isRead ? told : step.Argument
            );
        }

        return Value.Of(steps);
    }

    private static string NameOf(TransactionFunction function) =>
        function switch
        {
            TransactionFunction.Read or TransactionFunction.ReadRange => Functions.StepRead,
            TransactionFunction.Write => Functions.StepWrite,
            TransactionFunction.Append => Functions.StepAppend,
            _ => throw new InvalidOperationException("A step reads, writes or appends."),
        };
}
