namespace Simulation.Reports;

/// <summary>Makes names of scenarios and designs safe to be names of files on every system.</summary>
public static class FileName
{
    /// <summary>
    /// The name with everything but ASCII letters, digits, dots and dashes replaced by a dash.
    /// </summary>
    public static string Of(string name)
    {
        string safe = string.Concat(
                name.Select(letter =>
                    char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '-'
                )
            )
            .Trim('.', '-');
        return safe.Length == 0 ? "unnamed" : safe;
    }

    /// <summary>
    /// The last part of a path. Result files name no folders, or the same run would give other bytes when its
    /// scenario lies, or is typed, elsewhere.
    /// </summary>
    public static string Last(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
