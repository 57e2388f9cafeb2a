using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Simulation.Testing;

namespace Simulation.Tests.Architecture;

public sealed partial class SourceTests
{
    private const int FileLinesMax = 400;
    private const int MethodLinesMax = 60;

    /// <summary>The formatter breaks at 110; only a text that it cannot break may be a little wider.</summary>
    private const int LineLengthMax = 120;

    /// <summary>What no deterministic project may say, also where the analyzer cannot see it.</summary>
    private static readonly string[] BannedText =
    [
        "DateTime.Now",
        "DateTime.UtcNow",
        "DateTimeOffset.Now",
        "DateTimeOffset.UtcNow",
        "Stopwatch",
        "Environment.TickCount",
        "Guid.NewGuid",
        "Random.Shared",
        "new Random(",
        "Thread.Sleep",
        "Task.Run(",
        "Parallel.",
        "ToImmutableDictionary",
        "ToImmutableHashSet",
        "ImmutableDictionary<",
        "ImmutableHashSet<",
        "ConcurrentDictionary<",
        "ConcurrentBag<",
        "Math.Log(",
        "Math.Exp(",
        "Math.Pow(",
        "lock (",
    ];

    /// <summary>
    /// The one folder whose business is the machine's thread pool, and the projects that own the clock.
    /// </summary>
    private static readonly string[] Exempt =
    [
        "Simulation.Kernel/Determinism/",
        "Simulation.Cli/",
        "Simulation.Campaigns/",
        "Simulation.Server/",
    ];

    private static readonly IReadOnlyList<(string File, SyntaxNode Root)> Trees =
    [
        .. Repository.SourceFiles.Select(file =>
            (file, CSharpSyntaxTree.ParseText(Repository.Source(file)).GetRoot())
        ),
    ];

    [Fact]
    public void No_file_is_longer_than_a_few_screens() =>
        AssertNone(
            from file in Repository.SourceFiles
            let lines = Repository.Source(file).Split('\n').Length
            where lines > FileLinesMax
            select $"{file}: {lines} lines"
        );

    [Fact]
    public void No_line_is_wider_than_a_page() =>
        AssertNone(
            from file in Repository.SourceFiles
            from line in Repository
                .Source(file)
                .Split('\n')
                .Select((text, index) => (text, number: index + 1))
            where line.text.Length > LineLengthMax
            select $"{file}:{line.number}: {line.text.Length} columns"
        );

    [Fact]
    public void No_method_is_longer_than_a_screen() =>
        AssertNone(
            from tree in Trees
            from method in tree.Root.DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
            let span = method.SyntaxTree.GetLineSpan(method.Span)
            let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
            where lines > MethodLinesMax
            select $"{tree.File}:{span.StartLinePosition.Line + 1}: {lines} lines"
        );

    [Fact]
    public void Deterministic_projects_do_not_touch_the_machine() =>
        AssertNone(
            from tree in Trees
            where !Exempt.Any(folder => tree.File.StartsWith(folder, StringComparison.Ordinal))
            let code = WithoutTrivia(tree.Root)
            from banned in BannedText
            where Says(code, banned)
            select $"{tree.File}: {banned}"
        );

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        AssertNone(
            from tree in Trees
            from type in tree.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
            where EmptyName().IsMatch(type.Identifier.Text)
            select $"{tree.File}: {type.Identifier.Text}"
        );

    [Fact]
    public void No_folder_has_a_name_that_says_nothing() =>
        AssertNone(
            from file in Repository.SourceFiles
            where
                file.Split('/').Any(part => part is "Common" or "Core" or "Utils" or "Models" or "Interfaces")
            select file
        );

    [Fact]
    public void Nothing_is_left_to_do_in_a_comment() =>
        AssertNone(
            from file in Repository.SourceFiles
            where Unfinished().IsMatch(Repository.Source(file))
            select file
        );

    /// <summary>Whether code says a word, and not only a longer one that ends with it.</summary>
    private static bool Says(string code, string banned)
    {
        for (
            int at = code.IndexOf(banned, StringComparison.Ordinal);
            at >= 0;
            at = code.IndexOf(banned, at + 1, StringComparison.Ordinal)
        )
        {
            if (at == 0 || !char.IsLetterOrDigit(code[at - 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static void AssertNone(IEnumerable<string> offences) => Assert.Empty(offences);

    /// <summary>The code without comments and strings, in which banned words may be named.</summary>
    private static string WithoutTrivia(SyntaxNode root) =>
        string.Concat(
            root.DescendantTokens()
                .Where(token => !token.IsKind(SyntaxKind.StringLiteralToken))
                .Select(token =>
                    token.Text + (token.TrailingTrivia.Any(SyntaxKind.WhitespaceTrivia) ? " " : "")
                )
        );

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Info|Impl)$")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"\b(TODO|FIXME|TBD|XXX)\b")]
    private static partial Regex Unfinished();
}
