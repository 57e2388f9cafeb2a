namespace Simulation.Scenarios.Problems;

/// <summary>A stretch of a file's line. Line and column count from 1; line 0 is "not in any line".</summary>
public readonly record struct SourceSpan(string File, int Line, int Column, int Length)
{
    /// <summary>A place outside every file, such as the command line.</summary>
    public static SourceSpan Outside(string source) => new(source, 0, 0, 0);

    /// <summary>Part of the stretch, from an offset that counts from 0.</summary>
    public SourceSpan Part(int offset, int length) => this with { Column = Column + offset, Length = length };

    /// <summary>Whether another stretch begins in this one.</summary>
    public bool Holds(SourceSpan other) =>
        File == other.File && Line == other.Line && other.Column >= Column && other.Column < Column + Length;

    /// <summary>The place as <c>file:line:column</c>, or the file alone.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
