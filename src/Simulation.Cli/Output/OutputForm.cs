namespace Simulation.Cli.Output;

/// <summary>The forms in which a command can answer.</summary>
internal static class OutputForm
{
    public const string Human = "human";
    public const string Plain = "plain";
    public const string Json = "json";
    public const string GitHub = "github";

    /// <summary>
    /// The form asked for; without a wish, for people at a terminal, or when colour is, and plain in a pipe.
    /// </summary>
    public static string Choose(string? asked, Shell shell, string color = "auto")
    {
        if (asked is not null)
        {
            return asked;
        }

        if (shell.Variable("GITHUB_ACTIONS") == "true")
        {
            return GitHub;
        }

        return shell.IsTerminal || color == "always" ? Human : Plain;
    }
}
