using System.CommandLine;
using System.CommandLine.Parsing;

namespace Simulation.Cli;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static class Mistakes
{
    public static string Explain(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        List<string> lines = [];
        List<string> strange = [.. parsed.UnmatchedTokens, .. SwallowedOptions(parsed)];
        foreach (string word in strange.Distinct(StringComparer.Ordinal))
        {
            lines.Add(Strange(word, command));
        }

        lines.AddRange(Missing(parsed.CommandResult).Select(name => $"simlab: {command.Name} needs {name}"));
        if (lines.Count == 0)
        {
            lines.AddRange(parsed.Errors.Select(error => $"simlab: {error.Message}").Distinct());
        }

        string name = command is RootCommand ? "simlab" : $"simlab {command.Name}";
        lines.Add($"'{name} --help' shows what it takes");
        return string.Join('\n', lines);
    }

    /// <summary>An argument of many values must not take a mistyped option for one of them.</summary>
    public static void RefuseOptions(ArgumentResult result)
    {
        foreach (Token token in result.Tokens.Where(token => IsOption(token.Value)))
        {
            result.AddError($"{token.Value} is not an option");
        }
    }

    private static IEnumerable<string> Missing(CommandResult result)
    {
        IEnumerable<string> arguments = result
            .Command.Arguments.Where(argument =>
                argument.Arity.MinimumNumberOfValues > 0
                && !argument.HasDefaultValue
                && result.GetResult(argument) is not { Tokens.Count: > 0 }
            )
            .Select(argument => argument.Name);
        IEnumerable<string> options = result
            .Command.Options.Where(option =>
                option.Required && result.GetResult(option) is not { Implicit: false }
            )
            .Select(option => option.Name);
        return arguments.Concat(options);
    }

    private static IEnumerable<string> SwallowedOptions(ParseResult parsed) =>
        parsed
            .CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(result => result.Tokens)
            .Select(token => token.Value)
            .Where(IsOption);

    private static bool IsOption(string word) => word.Length > 1 && word.StartsWith('-');

    private static string Strange(string word, Command command)
    {
        string bare = word.Split('=')[0];
        if (IsOption(word))
        {
            string? option = Likeness.Nearest(
                bare,
                command.Options.SelectMany(known => known.Aliases.Append(known.Name))
            );
            return $"simlab: {bare} is not an option of {command.Name}{Meant(option)}";
        }

        if (command is RootCommand)
        {
            string? verb =
                word == "help"
                    ? "--help"
                    : Likeness.Nearest(word, command.Subcommands.Select(known => known.Name));
            return $"simlab: '{word}' is not a command{Meant(verb)}";
        }

        return $"simlab: {command.Name} does not take '{word}'";
    }

    private static string Meant(string? nearest) => nearest is null ? "" : $", did you mean {nearest}?";
}
