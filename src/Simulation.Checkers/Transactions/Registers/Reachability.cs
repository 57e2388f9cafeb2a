using System.Numerics;
using System.Runtime.InteropServices;
using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>Which nodes of an acyclic graph lead to which, as one bit a pair.</summary>
internal sealed class Reachability
{
    private readonly ulong[] _bits;
    private readonly int _width;

    /// <summary>Works it out, in time of edges times nodes / 64.</summary>
    /// <param name="graph">An acyclic graph.</param>
    /// <param name="components">Its components, numbered against the direction of its edges.</param>
    public Reachability(DependencyGraph graph, StrongComponents components)
    {
        int count = graph.NodeCount;
        _width = (count + 63) / 64;
        _bits = new ulong[(long)count * _width];
        int[] byComponent = new int[count];
        for (int node = 0; node < count; node++)
        {
            byComponent[components.Of[node]] = node;
        }

        ReadOnlySpan<int> targets = graph.Targets;
        foreach (int node in byComponent)
        {
            Span<ulong> row = Row(node);
            for (int edge = graph.StartOf(node); edge < graph.EndOf(node); edge++)
            {
                int target = targets[edge];
                if ((row[target >> 6] >> (target & 63) & 1) == 0)
                {
                    Unite(row, Row(target));
                    row[target >> 6] |= 1UL << (target & 63);
                }
            }
        }
    }

    /// <summary>Whether a path of at least one edge leads from one node to another.</summary>
    public bool Leads(int source, int target) =>
        (_bits[((long)source * _width) + (target >> 6)] >> (target & 63) & 1) != 0;

    private Span<ulong> Row(int node) => MemoryMarshal.CreateSpan(ref _bits[(long)node * _width], _width);

    private static void Unite(Span<ulong> row, ReadOnlySpan<ulong> other)
    {
        int i = 0;
        for (; i <= row.Length - Vector<ulong>.Count; i += Vector<ulong>.Count)
        {
            (new Vector<ulong>(row[i..]) | new Vector<ulong>(other[i..])).CopyTo(row[i..]);
        }

        for (; i < row.Length; i++)
        {
            row[i] |= other[i];
        }
    }
}
