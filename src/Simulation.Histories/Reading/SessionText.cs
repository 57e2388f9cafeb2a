using System.Globalization;

namespace Simulation.Histories.Reading;

/// <summary>
/// Reads the text of AWDIT's tests: a step a line, <c>r key value</c> or <c>w key value</c>; a line of
/// <c>-----</c> ends a transaction and one of <c>=====</c> a session. Initial values are written by a
/// session.
/// </summary>
internal static class SessionText
{
    /// <summary>Whether a line looks like a step or an end.</summary>
    public static bool Fits(string line) =>
        IsRule(line, '-')
        || IsRule(line, '=')
        || (line.Length > 2 && line[0] is 'r' or 'w' && line[1] == ' ');

    /// <summary>Reads all lines.</summary>
    public static History Read(string name, LineSource lines, List<HistoryProblem> problems)
    {
        SessionTransactions transactions = new();
        int session = 0;
        while (lines.Next() is { } line)
        {
            ReadOnlySpan<char> text = line.AsSpan().Trim();
            if (IsRule(text, '-') || IsRule(text, '='))
            {
                transactions.End(session, isAborted: false);
                session += text[0] == '=' ? 1 : 0;
            }
            else if (text.Length > 0)
            {
                ReadStep(line, lines.Number, transactions, problems);
            }
        }

        transactions.End(session, isAborted: false);
        return transactions.ToHistory(name);
    }

    private static bool IsRule(ReadOnlySpan<char> text, char mark) =>
        text.Length >= 3 && text.IndexOfAnyExcept(mark) < 0;

    private static void ReadStep(
        string line,
        int number,
        SessionTransactions transactions,
        List<HistoryProblem> problems
    )
    {
        string[] words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (
            words.Length == 3
            && words[0] is "r" or "w"
            && long.TryParse(words[1], CultureInfo.InvariantCulture, out long key)
            && long.TryParse(words[2], CultureInfo.InvariantCulture, out long value)
        )
        {
            transactions.Add(words[0] == "w", key, value);
            return;
        }

        int column = line.Length - line.AsSpan().TrimStart().Length + 1;
        problems.Add(new HistoryProblem(number, column, "a step is 'r key value' or 'w key value'"));
    }
}
