using System.Collections;

namespace Simulation.Histories;

/// <summary>
/// A list that only grows, in pieces: nothing is copied when it does, and no piece is large enough for the
/// heap of large objects, whose filling would have all memory searched for garbage.
/// </summary>
internal sealed class GrowingList<T> : IReadOnlyList<T>
{
    private const int PieceBits = 9;
    private const int PieceLength = 1 << PieceBits;

    private readonly List<T[]> _pieces = [];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    T IReadOnlyList<T>.this[int index] => this[index];

    /// <summary>The element at an index, to be changed in place.</summary>
    public ref T this[int index] => ref _pieces[index >> PieceBits][index & (PieceLength - 1)];

    /// <summary>Adds an element behind all others.</summary>
    public void Add(in T element)
    {
        if ((Count & (PieceLength - 1)) == 0)
        {
            _pieces.Add(new T[PieceLength]);
        }

        this[Count++] = element;
    }

    /// <summary>Makes an array of the elements, and lets go of them on the way; the list is empty then.</summary>
    public TOther[] Drain<TOther>(Func<T, int, TOther> convert)
    {
        var array = new TOther[Count];
        for (int index = 0; index < array.Length; index++)
        {
            array[index] = convert(this[index], index);
            if ((index & (PieceLength - 1)) == PieceLength - 1)
            {
                _pieces[index >> PieceBits] = [];
            }
        }

        _pieces.Clear();
        Count = 0;
        return array;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (int index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
