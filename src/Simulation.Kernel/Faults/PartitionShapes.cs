using Simulation.Kernel.Randomness;

namespace Simulation.Kernel.Faults;

/// <summary>
/// Divides nodes by a shape. A node's sides are bits; nodes that share a bit reach each other.
/// </summary>
/// <remarks>Source: the shapes are those of Jepsen's nemesis.</remarks>
internal static class PartitionShapes
{
    /// <summary>Sets the sides of all nodes but the clients', who reach everybody.</summary>
    public static void Divide(PartitionShape shape, FaultContext context, ulong[] sides)
    {
        int[] nodes = Shuffle(context);
        int half = (nodes.Length + 1) / 2;
        switch (shape)
        {
            case PartitionShape.Halves:
                Split(nodes, half, sides);
                break;
            case PartitionShape.MajorityMinority:
                Split(nodes, nodes.Length / 2 + 1, sides);
                break;
            case PartitionShape.IsolateOne:
                Split(nodes, 1, sides);
                break;
            case PartitionShape.Bridge:
                Split(nodes, half, sides);
                sides[nodes[half - 1]] = 3;
                break;
            case PartitionShape.MajoritiesRing:
                Ring(nodes, sides);
                break;
            case PartitionShape.Random:
                Scatter(nodes, sides, context.Random);
                break;
            default:
                throw new InvariantViolation("every shape has a case");
        }
    }

    /// <summary>The sides as lists of names, such as <c>n1 n3 | n2</c>.</summary>
    public static string Describe(World world, ulong[] sides) =>
        string.Join(
            " | ",
            sides
                .Select((side, index) => (Side: side, world.Topology.Nodes[index].Name))
                .Where(entry => entry.Side != 0)
                .GroupBy(entry => entry.Side)
                .OrderBy(group => group.Key)
                .Select(group => string.Join(" ", group.Select(entry => entry.Name)))
        );

    private static int[] Shuffle(FaultContext context)
    {
        int[] nodes =
        [
            .. context.World.Topology.Nodes.Where(node => !node.IsClient).Select(node => node.Index),
        ];
        for (int last = nodes.Length - 1; last > 0; last--)
        {
            int other = context.Random.NextBelow(last + 1);
            (nodes[last], nodes[other]) = (nodes[other], nodes[last]);
        }

        return nodes;
    }

    private static void Split(int[] nodes, int firstCount, ulong[] sides)
    {
        for (int place = 0; place < nodes.Length; place++)
        {
            sides[nodes[place]] = place < firstCount ? 1UL : 2UL;
        }
    }

    private static void Scatter(int[] nodes, ulong[] sides, RandomStream random)
    {
        foreach (int node in nodes)
        {
            sides[node] = 1UL << random.NextBelow(2);
        }
    }

    /// <summary>
    /// Each window of consecutive nodes of the ring shares a bit, so a node sees as far as a window reaches
    /// to either side: just enough for a majority. At most 64 nodes.
    /// </summary>
    private static void Ring(int[] nodes, ulong[] sides)
    {
        Invariant.That(nodes.Length <= 64);
        int reach = (nodes.Length / 2 + 1) / 2;
        for (int window = 0; window < nodes.Length; window++)
        {
            for (int step = 0; step <= reach; step++)
            {
                sides[nodes[(window + step) % nodes.Length]] |= 1UL << window;
            }
        }
    }
}
