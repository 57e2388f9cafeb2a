using Simulation.Components.Stores;
using Simulation.Components.Stores.MultiLeader;
using Simulation.Components.Workloads;
using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Workloads;

public sealed class WorkloadTests
{
    private static readonly SimTime Stop = StoreWorld.At(2_000);

    [Fact]
    public void The_same_seed_gives_the_same_fingerprint_and_another_seed_another()
    {
        ulong[] fingerprints = [Fingerprint(1), Fingerprint(1), Fingerprint(2)];

        Assert.Equal(fingerprints[0], fingerprints[1]);
        Assert.NotEqual(fingerprints[0], fingerprints[2]);
    }

    [Fact]
    public void Every_design_is_asked_the_same_whatever_it_answers()
    {
        (ulong healthy, IReadOnlyList<Operation> answered) = LoadOf(Answering.Done);
        (ulong silent, IReadOnlyList<Operation> lost) = LoadOf(Answering.Nothing);

        Assert.Equal(healthy, silent);
        Assert.Equal(answered.Select(Asked), lost.Select(Asked));
        Assert.All(answered, operation => Assert.Equal(Outcome.Succeeded, operation.Outcome));
        Assert.All(lost, operation => Assert.Equal(Outcome.Lost, operation.Outcome));
    }

    [Fact]
    public void What_certainly_did_not_happen_is_refused()
    {
        (_, IReadOnlyList<Operation> refused) = LoadOf(Answering.Refused);
        (_, IReadOnlyList<Operation> redirected) = LoadOf(Answering.Redirect);

        Assert.All(refused, operation => Assert.Equal(Outcome.Refused, operation.Outcome));
        Assert.All(redirected, operation => Assert.Equal(Outcome.Refused, operation.Outcome));
    }

    [Fact]
    public void A_refusal_after_an_unanswered_attempt_leaves_the_operation_lost()
    {
        (_, IReadOnlyList<Operation> operations) = LoadOf(
            Answering.NothingThenRefused,
            new RetryPlan { Count = 1 }
        );

        Assert.All(operations, operation => Assert.Equal(Outcome.Lost, operation.Outcome));
    }

    [Fact]
    public void A_retry_repeats_the_sequence_number_and_can_succeed()
    {
        (_, IReadOnlyList<Operation> operations) = LoadOf(
            Answering.NothingThenDone,
            new RetryPlan { Count = 1 }
        );

        Assert.All(operations, operation => Assert.Equal(Outcome.Succeeded, operation.Outcome));
        Assert.All(
            operations,
            operation => Assert.True(operation.Completed - operation.Invoked > 250.Milliseconds)
        );
    }

    [Theory]
    [InlineData(Answering.Done)]
    [InlineData(Answering.Nothing)]
    public void A_logical_process_has_one_open_operation_and_none_after_a_lost_one(Answering answering)
    {
        (_, IReadOnlyList<Operation> operations) = LoadOf(answering);

        foreach (IGrouping<int, Operation> process in operations.GroupBy(operation => operation.Process))
        {
            Operation[] inOrder = [.. process.OrderBy(operation => operation.InvokedOrder)];
            for (int index = 1; index < inOrder.Length; index++)
            {
                Assert.True(inOrder[index - 1].CompletedOrder < inOrder[index].InvokedOrder);
            }
        }
    }

    [Fact]
    public void Written_values_are_unique_for_each_key_in_both_models()
    {
        foreach (
            Arrival arrival in new Arrival[]
            {
                new Arrival.Open(new UniformUpTo(5.Milliseconds), ClientSpread.RoundRobin),
                new Arrival.Closed(new UniformUpTo(5.Milliseconds)),
            }
        )
        {
            using var store = new StoreWorld(deployment => Deploy(deployment, Answering.Done));
            store.Load(StoreWorld.Plan(Stop) with { Arrival = arrival });

            store.RunFor(4_000);

            Operation[] writes =
            [
                .. store.Operations.Where(operation =>
                    string.Equals(operation.Function, Functions.Write, StringComparison.Ordinal)
                ),
            ];
            Assert.True(writes.Length > 100);
            Assert.Equal(
                writes.Length,
                writes.Select(write => (write.Key, write.Argument)).Distinct().Count()
            );
        }
    }

    [Fact]
    public void A_closed_client_has_at_most_one_operation_under_way()
    {
        using var store = new StoreWorld(deployment => Deploy(deployment, Answering.Nothing));
        store.Load(
            StoreWorld.Plan(Stop, clients: 2) with
            {
                Arrival = new Arrival.Closed(new UniformUpTo(1.Milliseconds)),
            }
        );

        store.RunFor(4_000);

        Assert.Equal(4, store.Operations.Count);
        Assert.All(store.Operations, operation => Assert.NotNull(operation.Completed));
    }

    [Fact]
    public void A_cas_expects_what_its_client_saw_last_and_works_against_a_store()
    {
        using var store = new StoreWorld(
            deployment => MultiLeaderStore.Deploy(deployment, new MultiLeaderOptions()),
            nodes: 1
        );
        Workload load = store.Load(
            StoreWorld.Plan(Stop, clients: 1) with
            {
                Mix = new OperationMix
                {
                    Read = Ratio.Zero,
                    Write = Ratio.Zero,
                    Cas = Ratio.One,
                },
            }
        );

        store.RunFor(4_000);

        Assert.True(store.Operations.Count(operation => operation.Outcome == Outcome.Succeeded) > 100);
        Assert.Equal("eu", load.RegionOf(store.Operations[0].Process));
    }

    private static (int, string, string?, SimTime) Asked(Operation operation) =>
        (operation.Index, operation.Function, operation.Key, operation.Invoked);

    private static ulong Fingerprint(ulong seed)
    {
        using var store = new StoreWorld(
            deployment => MultiLeaderStore.Deploy(deployment, new MultiLeaderOptions()),
            seed: seed
        );
        store.Load(StoreWorld.Plan(Stop));

        store.RunFor(3_000);

        return store.World.Trace.Fingerprint;
    }

    private static (ulong Fingerprint, IReadOnlyList<Operation> Operations) LoadOf(
        Answering answering,
        RetryPlan? retry = null
    )
    {
        using var store = new StoreWorld(deployment => Deploy(deployment, answering));
        Workload load = store.Load(StoreWorld.Plan(Stop) with { Retry = retry, Timeout = 990.Milliseconds });

        store.RunFor(4_000);

        Assert.True(store.Operations.Count > 200);
        return (load.LoadFingerprint, store.Operations);
    }

    private static IReadOnlyList<ProcessRef> Deploy(StoreDeployment deployment, Answering answering) =>
        deployment.DeployReplicas((_, _) => new Answerer(answering));

    /// <summary>A replica that answers all requests in one way.</summary>
    public enum Answering
    {
        Done,
        Nothing,
        Refused,
        Redirect,
        NothingThenRefused,
        NothingThenDone,
    }

    private sealed class Answerer(Answering answering) : Process
    {
        private static readonly HashSet<int> Seen = [];

        protected override void OnStart() => Seen.Clear();

        protected override void OnMessage(ProcessRef source, object message)
        {
            var request = (KvRequest)message;
            bool isFirst = Seen.Add(request.Operation);
            KvReply? reply = answering switch
            {
                Answering.Done => KvReply.Done(request.Operation),
                Answering.Refused => KvReply.Refused(request.Operation, "no"),
                Answering.Redirect => KvReply.Redirect(request.Operation, null),
                Answering.NothingThenRefused when !isFirst => KvReply.Refused(request.Operation, "no"),
                Answering.NothingThenDone when !isFirst => KvReply.Done(request.Operation),
                _ => null,
            };
            if (reply is not null)
            {
                Send(source, reply);
            }
        }
    }
}
