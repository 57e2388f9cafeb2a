namespace Simulation.Reports.Terminal;

/// <summary>Collects the lines of a report from top to bottom.</summary>
public sealed class Page
{
    private readonly List<Line> _lines = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<Line> Lines => _lines;

    /// <summary>Adds an empty line.</summary>
    public void Gap() => _lines.Add(new Line([]));

    /// <summary>Adds a line that is never wrapped.</summary>
    public void Add(params Span[] spans) => _lines.Add(new Line(spans));

    /// <summary>Adds a sentence; where it must be wrapped, it goes on under its beginning.</summary>
    /// <param name="indent">Blanks before the sentence.</param>
    /// <param name="text">One or more sentences; line breaks in it count as blanks.</param>
    /// <param name="tone">What it means.</param>
    public void Sentence(int indent, string text, Tone tone = Tone.Plain) =>
        _lines.Add(
            new Line(
                [new Span(new string(' ', indent)), new Span(text.ReplaceLineEndings(" "), tone)],
                indent
            )
        );
}
