using Simulation.Components.Services;
using Simulation.Components.Services.Policies;
using Simulation.Components.Stores;
using Simulation.Histories;

namespace Simulation.Tests.Components.Services.Policies;

public sealed class FallbackAnswersTests
{
    [Fact]
    public void A_failed_read_gets_what_the_same_read_was_answered_with_last()
    {
        var answers = new FallbackAnswers(FallbackAnswer.LastKnown);
        answers.Learn(Asking(KvFunction.Read, "x"), KvReply.Done(1, Value.Of(3)));
        answers.Learn(Asking(KvFunction.Read, "x"), KvReply.Done(2, Value.Of(4)));

        KvReply? known = answers.For(Asking(KvFunction.Read, "x"));
        KvReply? unknown = answers.For(Asking(KvFunction.Read, "y"));

        Assert.Equal(Value.Of(4), known!.Result);
        Assert.Null(unknown);
    }

    [Fact]
    public void A_failed_read_of_nothing_known_can_be_answered_as_if_nothing_was_written()
    {
        var answers = new FallbackAnswers(FallbackAnswer.Nothing);

        KvReply? reply = answers.For(Asking(KvFunction.Read, "x"));

        Assert.Equal(Value.Nil, reply!.Result);
    }

    [Theory]
    [InlineData(FallbackAnswer.LastKnown)]
    [InlineData(FallbackAnswer.Nothing)]
    public void A_failed_change_is_never_answered_as_if_it_had_happened(FallbackAnswer answer)
    {
        var answers = new FallbackAnswers(answer);
        Call write = Asking(KvFunction.Write, "x");
        answers.Learn(write, KvReply.Done(1));

        Assert.Null(answers.For(write));
    }

    private static Call Asking(KvFunction function, string key)
    {
        var request = new KvRequest(1, 0, 1, function, key, Value.Nil, Value.Nil);
        return new Call(new Job(null!, request, default), 0, request, null, isAnswer: true);
    }
}
