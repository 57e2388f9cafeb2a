namespace Simulation.Kernel.Randomness;

/// <summary>
/// A distribution by its quantile function: read off a table with linear interpolation in the body, worked
/// out in the tails, where a table would be wrong.
/// </summary>
public abstract class TabulatedDistribution : Distribution
{
    private const int CellBits = 10;
    private const int Cells = 1 << CellBits;
    private const int TailCells = 48;

    private long[]? _table;

    /// <inheritdoc/>
    public sealed override long Draw(RandomStream random)
    {
        ulong bits = random.NextBits();
        int cell = (int)(bits >> (64 - CellBits));
        if (cell is < TailCells or >= Cells - TailCells)
        {
            return ToUnits(Quantile(((bits >> 11) + 0.5) * (1.0 / (1UL << 53))));
        }

        long[] table = _table ??= Tabulate();
        long low = table[cell];
        long within = (long)((bits >> (64 - CellBits - 20)) & 0xFFFFF);
        return low + (long)((Int128)(table[cell + 1] - low) * within >> 20);
    }

    /// <summary>
    /// The value that is not exceeded with a probability in (0, 1), in base units; may be negative.
    /// </summary>
    protected abstract double Quantile(double probability);

    private long[] Tabulate()
    {
        long[] table = new long[Cells];
        for (int cell = TailCells; cell <= Cells - TailCells; cell++)
        {
            table[cell] = ToUnits(Quantile((double)cell / Cells));
        }

        return table;
    }
}
