using Simulation.Components.Stores;
using Simulation.Histories;

namespace Simulation.Components.Services.Policies;

/// <summary>
/// Knows what to answer a read with that has failed. What it answers may be out of date: that is for checkers
/// to see, not for it to hide.
/// </summary>
/// <param name="answer">What a failed read is answered with.</param>
internal sealed class FallbackAnswers(FallbackAnswer answer)
{
    private readonly Dictionary<(int Dependency, KvFunction Function, string Key), Value> _known = [];

    /// <summary>Takes note of what a call was answered with.</summary>
    public void Learn(Call call, KvReply reply)
    {
        if (answer == FallbackAnswer.LastKnown && IsServed(call) && reply.Status == KvStatus.Done)
        {
            _known[Question(call)] = reply.Result;
        }
    }

    /// <summary>The answer to a call that has failed; null when there is none, as for a change.</summary>
    public KvReply? For(Call call)
    {
        if (!IsServed(call))
        {
            return null;
        }

        if (answer == FallbackAnswer.Nothing)
        {
            return KvReply.Done(
                call.Request.Operation,
                KvFunctions.ReadFrom(Value.Nil, call.Request.Function)
            );
        }

        return _known.TryGetValue(Question(call), out Value known)
            ? KvReply.Done(call.Request.Operation, known)
            : null;
    }

    private static bool IsServed(Call call) =>
        call.Request.Function is KvFunction.Read or KvFunction.ReadCounter or KvFunction.ReadSet;

    private static (int Dependency, KvFunction Function, string Key) Question(Call call) =>
        (call.Dependency, call.Request.Function, call.Request.Key);
}
