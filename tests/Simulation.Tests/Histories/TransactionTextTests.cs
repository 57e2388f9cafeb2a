using System.IO.Compression;
using System.Text;
using Simulation.Histories;
using Simulation.Histories.Reading;
using Simulation.Histories.Writing;
using Simulation.Testing;

namespace Simulation.Tests.Histories;

public sealed class TransactionTextTests
{
    private const string Plume = "w(7,1,0,0)\nr(8,0,0,0)\nr(7,1,1,0)\nw(7,2,1,-1)\n";

    [Fact]
    public void Steps_of_Plume_become_transactions_of_sessions_without_real_time()
    {
        HistoryFile file = HistoryReader.Read("plume", Plume);

        Assert.Empty(file.Problems);
        Assert.Equal(HistoryFormat.Plume, file.Format);
        Assert.False(file.Histories[0].HasRealTime);
        Assert.Equal(
            [
                (0, Outcome.Succeeded, "[[\"w\",7,1],[\"r\",8,null]]"),
                (1, Outcome.Succeeded, "[[\"r\",7,1]]"),
                (1, Outcome.Refused, "[[\"w\",7,2]]"),
            ],
            file.Histories[0].Operations.Select(Told)
        );
    }

    [Fact]
    public void A_zero_that_was_written_is_no_initial_value()
    {
        HistoryFile file = HistoryReader.Read("plume", "w(7,0,0,0)\nr(7,0,1,0)\n");

        Assert.Equal("[[\"r\",7,0]]", Told(file.Histories[0].Operations[1]).Steps);
    }

    [Fact]
    public void Steps_of_AWDIT_become_transactions_of_sessions()
    {
        HistoryFile file = HistoryReader.Read("awdit", "w 1 0\n=====\nr 1 0\nw 1 1\n-----\nr 1 1\n");

        Assert.Empty(file.Problems);
        Assert.Equal(HistoryFormat.SessionText, file.Format);
        Assert.Equal(
            [
                (0, Outcome.Succeeded, "[[\"w\",1,0]]"),
                (1, Outcome.Succeeded, "[[\"r\",1,0],[\"w\",1,1]]"),
                (1, Outcome.Succeeded, "[[\"r\",1,1]]"),
            ],
            file.Histories[0].Operations.Select(Told)
        );
    }

    [Theory]
    [InlineData("r(1,2,0,0)\nr(1,x,0,0)\n", "2:5: 'x' is no whole number")]
    [InlineData("r(1,2,0,0)\nr(1,2,0)\n", "2:1: a step has four numbers")]
    [InlineData(
        "r(1,2,0,0)\nhello\n",
        "2:1: a step is r(key,value,session,transaction) or w(key,value,session,transaction)"
    )]
    [InlineData(
        "r(1,2,0,0)\nr(1,2,0,1)\nr(1,2,0,0)\n",
        "3:1: transaction 0 of session 0 goes on after another began"
    )]
    [InlineData("w 1 2\nw 1\n", "2:1: a step is 'r key value' or 'w key value'")]
    public void A_broken_step_gives_a_problem_with_its_place(string text, string problem)
    {
        HistoryFile file = HistoryReader.Read("broken", text);

        Assert.Equal(problem, Assert.Single(file.Problems).ToString());
    }

    [Fact]
    public void A_packed_file_is_read_like_its_content()
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(Plume));
        }

        packed.Position = 0;
        HistoryFile file = HistoryReader.Read("plume", packed);

        Assert.Equal(HistoryFormat.Plume, file.Format);
        Assert.Equal(3, file.Histories[0].Operations.Count);
    }

    [Fact]
    public void Transactions_that_are_written_are_read_back_the_same()
    {
        History history = TransactionLanguage.Parse(
            """
            c1 x:=1 y=nil ok 0..5
            c2 x=1 z:=2 ok 1..7
            c3 y:=4 lost 2..
            c2 x:=9 refused 8..9
            """
        );

        string text = HistoryJsonl.ToText(history);
        HistoryFile file = HistoryReader.Read("test", text);

        Assert.Empty(file.Problems);
        Assert.Equal(history.Operations.Select(Told), file.Histories[0].Operations.Select(Told));
        Assert.Equal(text, HistoryJsonl.ToText(file.Histories[0]));
    }

    [Fact]
    public void Jepsen_s_transactions_are_read_from_EDN_and_from_JSON()
    {
        const string Edn = """
            [{:process 0, :type :invoke, :f :txn, :value [[:append 3 5] [:r 3 nil]]}
             {:process 0, :type :ok, :f :txn, :value [[:append 3 5] [:r 3 [5]]]}]
            """;
        const string Json = """
            [{"process":0,"type":"invoke","f":"txn","value":[["append",3,5],["r",3,null]]},
             {"process":0,"type":"ok","f":"txn","value":[["append",3,5],["r",3,[5]]]}]
            """;

        HistoryFile edn = HistoryReader.Read("edn", Edn);
        HistoryFile json = HistoryReader.Read("json", Json);

        Assert.Empty(edn.Problems);
        Assert.Equal("[[\"append\",3,5],[\"r\",3,[5]]]", Told(edn.Histories[0].Operations[0]).Steps);
        Assert.Equal(edn.Histories[0].Operations, json.Histories[0].Operations);
    }

    private static (int Process, Outcome Outcome, string Steps) Told(Operation operation) =>
        (
            operation.Process,
            operation.Outcome,
            (operation.Result.IsList ? operation.Result : operation.Argument).ToString()
        );
}
