using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Topologies;

namespace Simulation.Benchmarks.RequestResponse;

/// <summary>
/// N processes; at the start each sends a request to a uniformly drawn other one; a request is answered, a
/// response triggers the next request to a new target; each message takes U(0.5 ms, 1.5 ms).
/// </summary>
internal static class RequestResponseWorkload
{
    private static readonly object Request = new RequestMessage();
    private static readonly object Response = new ResponseMessage();

    /// <summary>
    /// Runs it in a new world until so many messages were delivered; returns the fingerprint.
    /// </summary>
    public static ulong Run(ulong seed, int nodes, long messages)
    {
        using World world = Simulator.Current.CreateWorld(seed);
        var place = new Place("", "lab", "");
        world.Topology.SetLinks((_, _) => true, new LinkProfile { Latency = new HalfToOneAndAHalf() });
        var budget = new Budget(messages);
        var peers = new ProcessRef[nodes];
        for (int index = 0; index < nodes; index++)
        {
            Node node = world.Topology.AddNode($"n{index}", place);
            peers[index] = world.Deploy(node, $"peer@n{index}", () => new Peer(peers, budget));
        }

        world.Boot();
        world.Loop.RunUntil(() => budget.IsSpent);
        return world.Trace.Fingerprint;
    }

    private sealed class Budget(long messages)
    {
        private long _left = messages;

        public bool IsSpent => _left <= 0;

        public void Spend() => _left--;
    }

    private sealed record RequestMessage;

    private sealed record ResponseMessage;

    private sealed class HalfToOneAndAHalf : Distribution
    {
        public override long Draw(RandomStream random) => 500_000 + random.NextBelow(1_000_000L);

        public override string Describe(Func<long, string> quantity) => "uniform";
    }

    private sealed class Peer(ProcessRef[] peers, Budget budget) : Process
    {
        protected override void OnStart() => Ask();

        protected override void OnMessage(ProcessRef source, object message)
        {
            budget.Spend();
            if (ReferenceEquals(message, Request))
            {
                Send(source, Response);
            }
            else
            {
                Ask();
            }
        }

        private void Ask()
        {
            int target = Random.NextBelow(peers.Length - 1);
            Send(peers[target < Address.Index ? target : target + 1], Request);
        }
    }
}
