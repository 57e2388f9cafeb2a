namespace Simulation.Reports.Terminal;

/// <summary>What a piece of text means, from which a terminal takes its colour.</summary>
public enum Tone
{
    /// <summary>Ordinary text.</summary>
    Plain,

    /// <summary>A heading.</summary>
    Heading,

    /// <summary>Worth standing out.</summary>
    Strong,

    /// <summary>Worth standing back.</summary>
    Quiet,

    /// <summary>A promise kept.</summary>
    Good,

    /// <summary>Not known, or a warning.</summary>
    Doubtful,

    /// <summary>A promise broken.</summary>
    Bad,
}

/// <summary>A piece of text with one meaning.</summary>
public readonly record struct Span(string Text, Tone Tone = Tone.Plain);

/// <summary>One line of output.</summary>
/// <param name="Spans">Its pieces, from left to right.</param>
/// <param name="Indent">How far in the line goes on where it must be wrapped; -1 when it must not be.</param>
public sealed record Line(IReadOnlyList<Span> Spans, int Indent = -1)
{
    /// <summary>The line without its tones, nothing after the last letter.</summary>
    public override string ToString() => string.Concat(Spans.Select(span => span.Text)).TrimEnd();
}
