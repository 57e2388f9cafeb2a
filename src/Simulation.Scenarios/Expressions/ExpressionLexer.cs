namespace Simulation.Scenarios.Expressions;

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Offset">Where it starts, from 0.</param>
/// <param name="Text">Its characters; empty at the end of the text.</param>
internal readonly record struct ExpressionToken(ExpressionTokenKind Kind, int Offset, string Text);

/// <summary>Kinds of pieces of an expression.</summary>
internal enum ExpressionTokenKind
{
    /// <summary>A name, a keyword or a quantity: what is not broken by blanks or symbols.</summary>
    Word,

    /// <summary>A bracket, comma, equals sign or comparison.</summary>
    Symbol,

    /// <summary>A character that no expression has.</summary>
    Stray,

    /// <summary>The end of the text.</summary>
    End,
}

/// <summary>
/// Splits an expression into words and symbols. Never fails: what it does not know is a stray token.
/// </summary>
internal static class ExpressionLexer
{
    /// <summary>All tokens of a text in order; the last, and only the last, is the end.</summary>
    public static IReadOnlyList<ExpressionToken> Split(string text)
    {
        var tokens = new List<ExpressionToken>();
        int offset = 0;
        while (offset < text.Length)
        {
            if (char.IsWhiteSpace(text[offset]))
            {
                offset++;
                continue;
            }
            ExpressionTokenKind kind = Measure(text, offset, out int length);
            tokens.Add(new ExpressionToken(kind, offset, text.Substring(offset, length)));
            offset += length;
        }
        tokens.Add(new ExpressionToken(ExpressionTokenKind.End, text.Length, ""));
        return tokens;
    }

    private static ExpressionTokenKind Measure(string text, int offset, out int length)
    {
        length = 1;
        char first = text[offset];
        if (first == '/' && (offset + 1 == text.Length || char.IsWhiteSpace(text[offset + 1])))
        {
            return ExpressionTokenKind.Symbol;
        }
        if (IsWordPart(first))
        {
            while (offset + length < text.Length && IsWordPart(text[offset + length]))
            {
                length++;
            }
            return ExpressionTokenKind.Word;
        }
        if (first is '<' or '>' or '=' or '!')
        {
            length = offset + 1 < text.Length && text[offset + 1] == '=' ? 2 : 1;
            return ExpressionTokenKind.Symbol;
        }
        return first is '(' or ')' or '{' or '}' or ','
            ? ExpressionTokenKind.Symbol
            : ExpressionTokenKind.Stray;
    }

    private static bool IsWordPart(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' or '%' or '/' or '$';
}
