using Simulation.Scenarios.Problems;

namespace Simulation.Scenarios.Expressions;

/// <summary>Walks the tokens of one expression and collects what is wrong with it.</summary>
internal sealed class TokenCursor(string text)
{
    private readonly IReadOnlyList<ExpressionToken> _tokens = ExpressionLexer.Split(text);
    private readonly List<ExpressionProblem> _problems = [];
    private int _index;

    /// <summary>The token to read next; at the end, the end again and again.</summary>
    public ExpressionToken Next => _tokens[_index];

    /// <summary>What was wrong so far, in the order of the text.</summary>
    public IReadOnlyList<ExpressionProblem> Problems => _problems;

    /// <summary>Whether a key and an equals sign come next.</summary>
    public bool SeesFilter => _index + 1 < _tokens.Count && _tokens[_index + 1].Text == "=";

    /// <summary>Whether the next token has this text.</summary>
    public bool Sees(string wanted) => Next.Text == wanted;

    /// <summary>Reads the next token.</summary>
    public ExpressionToken Take()
    {
        ExpressionToken token = Next;
        _index = Math.Min(_index + 1, _tokens.Count - 1);
        return token;
    }

    /// <summary>Reads the next token if it has this text.</summary>
    public bool TakeIf(string wanted)
    {
        if (!Sees(wanted))
        {
            return false;
        }
        Take();
        return true;
    }

    /// <summary>Reads the next token, which has to have this text; else that is a problem.</summary>
    public bool Expect(string wanted) => TakeIf(wanted) || Miss($"'{wanted}'");

    /// <summary>Reads the next token, which has to be a word; else that is a problem.</summary>
    /// <param name="what">What the word would be, such as <c>a metric</c>.</param>
    /// <param name="word">The word; the token that stands there instead when there is none.</param>
    public bool ExpectWord(string what, out ExpressionToken word)
    {
        word = Next;
        if (word.Kind != ExpressionTokenKind.Word)
        {
            return Miss(what);
        }
        Take();
        return true;
    }

    /// <summary>Says that something else should stand here; always false.</summary>
    public bool Miss(string wanted, string? suggestion = null)
    {
        string found = Next.Kind == ExpressionTokenKind.End ? "the sentence ends" : $"found '{Next.Text}'";
        Report(Next, $"expected {wanted}, {found}", suggestion, ExpressionProblemKind.Grammar);
        return false;
    }

    /// <summary>Notes a problem with a token.</summary>
    public void Report(
        ExpressionToken token,
        string message,
        string? suggestion,
        ExpressionProblemKind kind
    ) =>
        _problems.Add(
            new ExpressionProblem(token.Offset, Math.Max(1, token.Text.Length), message, suggestion)
            {
                Kind = kind,
            }
        );

    /// <summary>Notes a name that does not exist.</summary>
    public void ReportName(ExpressionToken token, string message, IEnumerable<string> candidates) =>
        Report(token, message, Suggestion.DidYouMean(token.Text, candidates), ExpressionProblemKind.Name);
}
