using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;

namespace Simulation.Scenarios.Validation;

/// <summary>
/// Lets a request reach only as many homes as its quorum needs, any of them alike: quorums that do not grow.
/// </summary>
/// <param name="homes">The nodes that hold the data.</param>
/// <param name="random">Where the draws come from.</param>
/// <param name="writeQuorum">How many homes a write reaches.</param>
/// <param name="readQuorum">How many homes a read reaches.</param>
internal sealed class NarrowReach(Node[] homes, RandomStream random, int writeQuorum, int readQuorum)
    : PacketRule
{
    private readonly Node[] _forWrites = [.. homes];
    private readonly Node[] _forReads = [.. homes];

    /// <summary>Draws anew whom the next write and the reads of it reach.</summary>
    public void Draw()
    {
        Shuffle(_forWrites);
        Shuffle(_forReads);
    }

    /// <inheritdoc/>
    public override PacketFate Decide(in Packet packet)
    {
        int reached = packet.Source.Node.Name switch
        {
            "writer" => Array.IndexOf(_forWrites, packet.Target.Node) - writeQuorum,
            "reader" => Array.IndexOf(_forReads, packet.Target.Node) - readQuorum,
            _ => -1,
        };
        return reached < 0 ? PacketFate.Pass : PacketFate.Drop("out of reach");
    }

    private void Shuffle(Node[] nodes)
    {
        for (int last = nodes.Length - 1; last > 0; last--)
        {
            int other = random.NextBelow(last + 1);
            (nodes[last], nodes[other]) = (nodes[other], nodes[last]);
        }
    }
}
