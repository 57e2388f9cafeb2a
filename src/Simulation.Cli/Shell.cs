using System.Diagnostics;
using Simulation.Kernel.Determinism;
using Spectre.Console;

namespace Simulation.Cli;

/// <summary>
/// What a command has to do with the world outside: streams, the terminal, the clock, the user's Ctrl-C.
/// </summary>
public sealed class Shell : IDisposable
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private volatile bool _isInterrupted;

    /// <summary>Where results go.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where diagnostics and progress go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What <c>-</c> reads.</summary>
    public required TextReader In { get; init; }

    /// <summary>Whether a person sees <see cref="Out"/> as it comes.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>
    /// Whether a person sees <see cref="Error"/> as it comes, so that a bar may be drawn there.
    /// </summary>
    public required bool HasProgress { get; init; }

    /// <summary>An environment variable, or null.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Why this runtime cannot be trusted to be deterministic; empty when it can.</summary>
    public IReadOnlyList<string> DeterminismProblems { get; init; } = DeterminismLayer.Problems;

    /// <summary>Whether the user pressed Ctrl-C.</summary>
    public bool IsInterrupted => _isInterrupted;

    /// <summary>Wall-clock time since the command began.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>
    /// The shell that started this process. Ctrl-C only leaves a note, so that what is done gets written.
    /// </summary>
    public static Shell OfProcess()
    {
        Shell shell = new()
        {
            Out = Console.Out,
            Error = Console.Error,
            In = Console.In,
            IsTerminal = !Console.IsOutputRedirected,
            HasProgress = !Console.IsErrorRedirected,
            Variable = Environment.GetEnvironmentVariable,
        };
        Console.CancelKeyPress += shell.Interrupt;
        return shell;
    }

    /// <summary>
    /// A console that colours by the user's wish; <c>auto</c> follows the terminal and NO_COLOR.
    /// </summary>
    /// <param name="color">auto, always or never.</param>
    public IAnsiConsole Terminal(string color)
    {
        bool isBare =
            color == "never" || (color == "auto" && (!IsTerminal || Variable("NO_COLOR") is { Length: > 0 }));
        return AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = isBare ? AnsiSupport.No : AnsiSupport.Yes,
                ColorSystem = isBare ? ColorSystemSupport.NoColors : ColorSystemSupport.EightBit,
                Out = new AnsiConsoleOutput(Out),
            }
        );
    }

    /// <summary>Says something to the user that is no result.</summary>
    public void Say(string text) => Error.Write(text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n");

    /// <inheritdoc/>
    public void Dispose() => Console.CancelKeyPress -= Interrupt;

    private void Interrupt(object? sender, ConsoleCancelEventArgs arguments)
    {
        // The second time the user means it, and the process ends at once.
        arguments.Cancel = !_isInterrupted;
        _isInterrupted = true;
    }
}
