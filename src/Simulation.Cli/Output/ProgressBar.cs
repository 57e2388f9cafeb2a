using System.Globalization;

namespace Simulation.Cli.Output;

/// <summary>
/// A bar on one line of the terminal's error stream. It is drawn from within the run, because while a
/// simulation runs the process has no other thread to draw it from.
/// </summary>
internal sealed class ProgressBar(Shell shell, bool isShown, int runs)
{
    private const int Width = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(80);

    private TimeSpan _last = TimeSpan.MinValue;
    private bool _isDrawn;

    /// <summary>Draws how far the work is.</summary>
    /// <param name="done">Runs done.</param>
    /// <param name="share">How much of the current run is done, from 0 to 1.</param>
    /// <param name="label">What is being run.</param>
    public void Draw(int done, double share, string label)
    {
        if (!isShown || (_isDrawn && shell.Elapsed - _last < Pause))
        {
            return;
        }

        _last = shell.Elapsed;
        _isDrawn = true;
        double all = runs == 0 ? 1 : Math.Clamp((done + share) / runs, 0, 1);
        int full = (int)(all * Width);
        string bar = new string('#', full) + new string('.', Width - full);
        string percent = (all * 100).ToString("0", CultureInfo.InvariantCulture).PadLeft(3);
        string line = $"  {bar} {percent}%  {done}/{runs}  {label}";
        shell.Error.Write("\r" + (line.Length > 78 ? line[..78] : line.PadRight(78)));
        shell.Error.Flush();
    }

    /// <summary>Takes the bar away.</summary>
    public void Clear()
    {
        if (_isDrawn)
        {
            shell.Error.Write("\r" + new string(' ', 78) + "\r");
            shell.Error.Flush();
            _isDrawn = false;
        }
    }
}
