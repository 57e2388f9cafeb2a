using Spectre.Console;
using Spectre.Console.Rendering;

namespace Simulation.Reports.Terminal;

/// <summary>Prints lines in colour on a terminal and wraps sentences to its width.</summary>
public static class ColouredTerminal
{
    /// <summary>Prints the lines; the console decides whether colour is seen.</summary>
    public static void Write(IReadOnlyList<Line> lines, IAnsiConsole console)
    {
        foreach (Line line in lines)
        {
            foreach (IReadOnlyList<Span> part in Wrapped(line, console.Profile.Width))
            {
                console.Write(new Segments(part));
            }
        }
    }

    /// <summary>A line in pieces that are no wider than the terminal, broken between words.</summary>
    public static IEnumerable<IReadOnlyList<Span>> Wrapped(Line line, int width)
    {
        string text = line.ToString();
        if (line.Indent < 0 || text.Length < width)
        {
            yield return line.Spans;
            yield break;
        }

        Tone tone = line.Spans[^1].Tone;
        string indent = new(' ', line.Indent);
        string current = indent;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (current.Length > indent.Length && current.Length + word.Length + 1 >= width)
            {
                yield return [new Span(current, tone)];
                current = indent;
            }

            current += (current.Length > indent.Length ? " " : "") + word;
        }

        yield return [new Span(current, tone)];
    }

    private static Style Of(Tone tone) =>
        tone switch
        {
            Tone.Plain => Style.Plain,
            Tone.Heading => new Style(Color.Blue, decoration: Decoration.Bold),
            Tone.Strong => new Style(decoration: Decoration.Bold),
            Tone.Quiet => new Style(Color.Grey),
            Tone.Good => new Style(Color.Green),
            Tone.Doubtful => new Style(Color.Yellow),
            Tone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
            _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, "no such tone"),
        };

    /// <summary>
    /// Hands pieces over as they are, so that nothing is wrapped or read as markup a second time.
    /// </summary>
    private sealed class Segments(IReadOnlyList<Span> spans) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            [.. spans.Select(span => new Segment(span.Text, Of(span.Tone))), Segment.LineBreak];
    }
}
