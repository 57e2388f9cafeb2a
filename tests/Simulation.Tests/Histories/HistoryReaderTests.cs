using Simulation.Histories;
using Simulation.Histories.Reading;
using Simulation.Histories.Writing;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Histories;

public sealed class HistoryReaderTests
{
    [Fact]
    public void What_is_written_is_read_back_the_same()
    {
        HistoryRecorder recorder = new("mixed");
        int write = recorder.Invoke(1, Functions.Write, "x", Value.Of("é\"\n"), At(1));
        int cas = recorder.Invoke(2, Functions.Cas, "x", Value.Of(Value.Nil, Value.Of(2)), At(2));
        int lost = recorder.Invoke(3, Functions.Write, "y", Value.Of(3), At(3));
        recorder.Complete(write, Outcome.Succeeded, Value.Nil, At(4));
        recorder.Complete(cas, Outcome.Refused, Value.Nil, At(5), "not the leader");
        recorder.Complete(lost, Outcome.Lost, Value.Nil, At(6), "timed out");
        int read = recorder.Invoke(3, Functions.Read, "x", Value.Nil, At(6));
        recorder.Complete(read, Outcome.Succeeded, Value.Of("é\"\n"), At(7));
        recorder.Invoke(1, Functions.Read, "y", Value.Nil, At(8));
        History history = recorder.ToHistory();

        string text = HistoryJsonl.ToText(history);
        HistoryFile file = HistoryReader.Read("mixed", text);

        Assert.Empty(file.Problems);
        Assert.Equal(HistoryFormat.Jsonl, file.Format);
        Assert.Equal(history.Operations, file.Histories[0].Operations);
        Assert.Equal(text, HistoryJsonl.ToText(file.Histories[0]));
        Assert.Equal(Golden.Expected("histories/mixed", text), text);
    }

    [Theory]
    [InlineData(
        "{\"i\":0,\"type\":\"invoke\",\"process\":0,\"f\":\"read\",\"value\":null}\n",
        HistoryFormat.EventsJsonl
    )]
    [InlineData("[{:process 0, :type :invoke, :f :read, :value nil}]", HistoryFormat.Edn)]
    [InlineData("; a comment\n({:type :invoke :f :read :value nil :process 0 :time 3})", HistoryFormat.Edn)]
    [InlineData("{:process 0, :type :invoke, :f :read, :value nil}\n", HistoryFormat.Edn)]
    [InlineData("INFO  jepsen.util - 0\t:invoke\t:read\tnil\n", HistoryFormat.JepsenLog)]
    [InlineData(
        "{\"id\":\"a\",\"history\":[{\"index\":0,\"type\":\"invoke\",\"process\":0,\"f\":\"read\",\"value\":null}]}",
        HistoryFormat.CasesJsonl
    )]
    public void A_format_is_known_by_its_content(string text, HistoryFormat format)
    {
        HistoryFile file = HistoryReader.Read("test", text);

        Assert.Empty(file.Problems);
        Assert.Equal(format, file.Format);
        Assert.Equal("read", Assert.Single(file.Histories[0].Operations).Function);
    }

    [Theory]
    [InlineData("", "1:1: the file has no operation of a client")]
    [InlineData(
        "hello",
        "1:1: this is no known history: neither JSON lines nor EDN, and no line says 'jepsen.util - '"
    )]
    [InlineData("{\"index\":0", "1:1: '{' is never closed by '}'")]
    [InlineData("{\"index\":0 \"type\":1}", "1:12: expected ',' or '}'")]
    [InlineData(
        "{\"index\":0,\"type\":\"begin\",\"process\":0,\"f\":\"read\"}",
        "1:19: type is begin, expected invoke, ok, fail or info"
    )]
    [InlineData("{\"index\":0,\"type\":\"invoke\",\"process\":0}", "1:1: the event has no field 'f'")]
    [InlineData(
        "{\"index\":0,\"type\":\"invoke\",\"process\":0,\"f\":\"cas\",\"value\":3}",
        "1:1: a cas takes [expected, new], not 3"
    )]
    [InlineData(
        "{\"index\":0,\"type\":\"ok\",\"process\":7,\"f\":\"read\",\"value\":3}",
        "1:1: process 7 completes an operation that it did not invoke"
    )]
    [InlineData(
        "{\"index\":0,\"type\":\"invoke\",\"process\":0,\"f\":\"read\",\"time\":-1}",
        "1:58: time is a whole number of nanoseconds from 0"
    )]
    [InlineData(
        "[{:process 0, :type :invoke, :f :read, :value \"a}]",
        "1:47: a text is never closed by '\"'"
    )]
    [InlineData(
        "[{:process 0, :type :invoke, :f :read, :value nil}",
        "1:51: the list of events is never closed"
    )]
    [InlineData("[3]", "1:2: an event is a map of field names to values")]
    [InlineData(
        "INFO  jepsen.util - 0\t:invoke\t:read",
        "1:7: an event has a process, a type, a function and a value"
    )]
    public void A_broken_file_gives_a_problem_with_its_place(string text, string problem)
    {
        HistoryFile file = HistoryReader.Read("broken", text);

        Assert.Equal(problem, file.Problems[0].ToString());
    }

    [Fact]
    public void All_problems_are_listed()
    {
        const string Text = """
            {"index":0,"type":"invoke","process":0,"f":"read","value":null}
            {"index":1,"type":"invoke","process":0,"f":"read","value":null}
            {"index":2,"type":"ok","process":0,"f":"write","value":
            {"index":3,"type":"ok","process":0,"f":"write","value":3}
            """;

        HistoryFile file = HistoryReader.Read("broken", Text);

        Assert.Equal([2, 3, 4], file.Problems.Select(problem => problem.Line));
    }

    [Fact]
    public void Processes_that_are_no_clients_are_passed_over()
    {
        const string Text = """
            {:process :nemesis, :type :info, :f :start, :value nil}
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 0, :type :info, :f :write, :value :timed-out}
            """;

        HistoryFile file = HistoryReader.Read("nemesis", Text);

        Operation operation = Assert.Single(file.Histories[0].Operations);
        Assert.Empty(file.Problems);
        Assert.Equal(
            (Outcome.Lost, "timed-out", int.MaxValue),
            (operation.Outcome, operation.Error, operation.CompletedOrder)
        );
    }

    [Fact]
    public void A_failed_cas_is_an_observation_in_an_etcd_log_unless_said_otherwise()
    {
        const string Log =
            "INFO  jepsen.util - 0\t:invoke\t:cas\t[1 2]\nINFO  jepsen.util - 0\t:fail\t:cas\t[1 2]\n";

        Assert.Equal(FailedCas.ObservedDifference, HistoryReader.Read("log", Log).Histories[0].FailedCas);
        Assert.Equal(
            FailedCas.DidNotHappen,
            HistoryReader.Read("log", Log, FailedCas.DidNotHappen).Histories[0].FailedCas
        );
    }

    private static SimTime At(int milliseconds) => SimTime.Zero + milliseconds.Milliseconds;
}
