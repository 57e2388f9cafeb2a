using Simulation.Components;
using Simulation.Components.Transactions;
using Simulation.Components.Workloads;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Tests.Components.Workloads;

/// <summary>Every kind of load against a component that understands it.</summary>
public sealed class WorkloadKindTests
{
    private static readonly SimTime Stop = SimTime.Zero + 3.Seconds;

    public static TheoryData<string> Kinds => [.. WorkloadKind.All.Select(kind => kind.Name)];

    public static TheoryData<string> TransactionKinds =>
        [
            .. WorkloadKind
                .All.Where(kind => kind.Language == ClientLanguage.Transactions)
                .Select(kind => kind.Name),
        ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_is_served_and_asks_the_same_again(string kind)
    {
        History first = Run(kind, seed: 1);
        History again = Run(kind, seed: 1);
        History other = Run(kind, seed: 2);

        Assert.True(first.Operations.Count(operation => operation.Outcome == Outcome.Succeeded) > 50);
        Assert.Equal(first.Operations, again.Operations);
        Assert.NotEqual(first.Operations, other.Operations);
    }

    [Theory]
    [MemberData(nameof(TransactionKinds))]
    public void A_transaction_is_written_down_with_what_its_reads_returned(string kind)
    {
        History history = Run(kind, seed: 1);

        IEnumerable<Operation> committed = history.Operations.Where(operation =>
            operation.Outcome == Outcome.Succeeded
        );
        Assert.All(
            committed,
            operation =>
            {
                Assert.Equal(Functions.Transaction, operation.Function);
                Assert.NotEmpty(operation.Result.AsList!);
                Assert.All(operation.Result.AsList!, step => Assert.Equal(3, step.AsList!.Count));
            }
        );
    }

    [Fact]
    public void The_money_in_a_bank_stays_the_same()
    {
        History history = Run("bank", seed: 1);

        long[] sums =
        [
            .. history
                .Operations.Where(operation =>
                    operation.Outcome == Outcome.Succeeded && operation.Result.AsList!.Count == 5
                )
                .Select(operation => operation.Result.AsList!.Sum(step => step.AsList![2].AsNumber)),
        ];
        Assert.NotEmpty(sums);
        Assert.All(sums, sum => Assert.Equal(100, sum));
    }

    [Fact]
    public void Of_a_pair_only_one_key_is_written()
    {
        History history = Run("write-skew", seed: 1);

        IEnumerable<long> pairs = history
            .Operations.Where(operation => operation.Outcome == Outcome.Succeeded)
            .Select(operation => long.Parse(operation.Result.AsList![0].AsList![1].AsText![1..]) / 2);
        Assert.NotEmpty(pairs);
        Assert.Equal(pairs.Distinct().Count(), pairs.Count());
    }

    private static History Run(string name, ulong seed)
    {
        WorkloadKind kind = WorkloadKind.Find(name)!;
        using World world = Simulator.Current.CreateWorld(seed);
        var place = new Place("", "eu", "");
        foreach (string node in (string[])["n1", "n2", "n3"])
        {
            world.Topology.AddNode(node, place);
        }

        Component store = Deploy(world, kind.Language);
        var recorder = new HistoryRecorder(name);
        Workload.Deploy(
            world,
            new WorkloadPlan
            {
                Name = "load",
                Kind = kind,
                Mix = kind.Mix,
                Clients = [new ClientGroup(place, 4)],
                Arrival = new Arrival.Open(Distribution.Constant(10_000_000)),
                KeyCount = 5,
                PickKey = KeyPicker.Uniform(5).Pick,
                Stop = Stop,
            },
            recorder,
            store.Replicas
        );
        world.RunUntil(Stop + 2.Seconds);
        return recorder.ToHistory();
    }

    private static Component Deploy(World world, ClientLanguage language)
    {
        (string kind, object options) = language switch
        {
            ClientLanguage.Keys => (
                "kv-store",
                (object)new Simulation.Components.Stores.KvStoreOptions { Protocol = "raft" }
            ),
            _ => ("database", new DatabaseOptions { Isolation = "serializable" }),
        };
        return ComponentCatalog
            .Find(kind)!
            .Deploy(new ComponentDeployment(world, "store", new GroundTruth(), []), options);
    }
}
