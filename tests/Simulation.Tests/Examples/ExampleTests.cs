using Simulation.Checkers;
using Simulation.Components;
using Simulation.Components.Stores;
using Simulation.Histories;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;
using Simulation.Scenarios.Running;
using Simulation.Testing;
using Simulation.Tests.Kernel.Faults;

namespace Simulation.Tests.Examples;

/// <summary>What <c>src/README.md</c> shows is code that works.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Files { get; } =
    ["EveryNthLost.cs", "SingleCopy.cs", "NeverDecreasing.cs", "PatientCalls.cs"];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_guide_shows_the_example_as_it_is(string file)
    {
        string guide = File.ReadAllText(Repository.PathOf("src", "README.md"));
        string code = File.ReadAllText(Repository.PathOf("tests", "Simulation.Tests", "Examples", file));
        string shown = code[code.IndexOf("/// <summary>", StringComparison.Ordinal)..];

        Assert.Contains($"```csharp\n{shown}```\n", guide, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fault_loses_every_second_message_and_says_so()
    {
        using ChatterWorld chatter = new();
        ScheduledFault fault = chatter.Schedule(
            EveryNthLost.Kind,
            new EveryNthLostOptions { Link = ["a", "b"], N = 2 }
        );

        chatter.Test.RunTo(2500.Milliseconds);

        int hurt = chatter.HeardDuring(1, 2).Count(pair => pair is "a>b" or "b>a");
        int whole = chatter.HeardDuring(1, 2).Count(pair => pair is "a>c" or "c>a");
        Assert.InRange(hurt, (whole / 2) - 1, (whole / 2) + 1);
        Assert.Matches("^[1-9][0-9]* messages dropped$", fault.Effect.Line);
    }

    [Fact]
    public void The_component_answers_reads_with_what_was_written()
    {
        using TestWorld test = new();
        test.World.Topology.AddNode("n1", new Place("", "lab", ""));
        GroundTruth truth = new();
        var store = (Component)
            SingleCopy.Kind.Deploy(
                new ComponentDeployment(test.World, "store", truth, []),
                new SingleCopyOptions { RunsOn = "n1" }
            );
        test.Add(
            "client",
            self =>
            {
                self.Say(store.Replicas[0], Ask(0, KvFunction.Write, Value.Of(7)));
                self.Say(store.Replicas[0], Ask(1, KvFunction.Read, Value.Nil));
            },
            (self, _, reply) => self.Log(((KvReply)reply).Result.ToString())
        );

        test.RunTo(10.Milliseconds);

        Assert.Equal(["2ms client null", "2ms client 7"], test.Lines.Order(StringComparer.Ordinal).Reverse());
        Assert.Single(truth.Changes);
    }

    [Theory]
    [InlineData("c1 read x=1 ok 0..1; c1 read x=2 ok 2..3; c2 read x=1 ok 4..5", true)]
    [InlineData("c1 read x=2 ok 0..1; c1 read x=1 ok 2..3", false)]
    public void The_checker_tells_numbers_that_go_down(string text, bool isHeld)
    {
        History history = HistoryLanguage.Parse(text.Replace("; ", "\n", StringComparison.Ordinal));

        Verdict verdict = NeverDecreasing
            .Checker.Check(new Inquiry(history, [NeverDecreasing.Model.Name], JudgeOptions.Default))
            .Single();

        Assert.Equal(isHeld, verdict is Verdict.Holds);
        Assert.Equal(NeverDecreasing.Checker.Name, NeverDecreasing.Model.Checker);
    }

    [Fact]
    public void The_policy_carries_calls_past_a_replica_that_is_slow()
    {
        RunResult result = TestScenario.Run(
            TestScenario.Load(
                $$"""
                scenario: v1
                name: patient
                duration: 10s
                topology:
                  regions: {lab: {nodes: 3} }
                components:
                  backend: {kind: service, runs-on: [lab-1, lab-2], service-time: 1ms}
                  front:
                    kind: service
                    runs-on: [lab-3]
                    workers: 50
                    calls: [backend]
                    policy: {type: {{typeof(PatientCalls).FullName}}, assembly: {{typeof(PatientCalls).Assembly.Location}} }
                workload:
                  - {name: people, clients: {lab: 2}, target: front, rate: 50/s, keys: {count: 5, pick: uniform} }
                faults:
                  - {id: slow, at: 2s, for: 5s, inject: latency, nodes: [lab-1], add: 300ms}
                expect:
                  - that: availability >= 99%
                  - that: front.attempts / front.calls > 1.1
                """
            )[0]
        );

        Assert.All(result.Expectations, outcome => Assert.Equal(Judgement.Held, outcome.Judgement));
        Assert.Empty(result.Offences);
    }

    private static KvRequest Ask(int operation, KvFunction function, Value argument) =>
        new(operation, Client: 1, operation + 1, function, "k", argument, Value.Nil);
}
