using System.CommandLine;
using System.Globalization;
using Simulation.Kernel.Time;

namespace Simulation.Cli;

/// <summary>
/// Makes the options that several commands share, so that each is spelled and explained once.
/// </summary>
internal static class Switches
{
    public static Argument<string[]> Files(string summary)
    {
        Argument<string[]> files = new("FILES") { Description = summary, Arity = ArgumentArity.OneOrMore };
        files.Validators.Add(Mistakes.RefuseOptions);
        return files;
    }

    public static Argument<string> Word(string name, string summary)
    {
        Argument<string> word = new(name) { Description = summary };
        word.Validators.Add(Mistakes.RefuseOptions);
        return word;
    }

    public static Option<ulong?> Seed() =>
        new("--seed")
        {
            Description = "Take this seed in place of the file's; a swept seed is swept no more.",
            HelpName = "N",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
                {
                    return seed;
                }

                result.AddError($"--seed takes a whole number from 0 to {ulong.MaxValue}; '{text}' is none");
                return null;
            },
        };

    public static Option<string[]> Set() =>
        new("--set")
        {
            Description = "Set a parameter of the file: --set cut=30s. May come many times.",
            HelpName = "key=value",
            DefaultValueFactory = _ => [],
        };

    public static Option<string?> Params() =>
        new("--params") { Description = "Set the parameters that a YAML file holds.", HelpName = "FILE" };

    public static Option<string> Out() =>
        new("--out")
        {
            Description = "Where results go and are looked for.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "results",
        };

    public static Option<string?> Form(params string[] forms)
    {
        Option<string?> form = new("-o", "--output")
        {
            Description = "Form of the output: " + string.Join(", ", forms) + ".",
            HelpName = "FORM",
        };
        form.AcceptOnly(forms);
        return form;
    }

    public static Option<string?> File(string usual) =>
        new("--file")
        {
            Description = $"Where to write it; - for standard output. Without it, {usual}.",
            HelpName = "FILE",
        };

    public static Option<string> Color()
    {
        Option<string> color = new("--color")
        {
            Description = "auto, always or never; auto follows the terminal and NO_COLOR.",
            HelpName = "WHEN",
            DefaultValueFactory = _ => "auto",
        };
        color.AcceptOnly("auto", "always", "never");
        return color;
    }

    public static Option<bool> Verbose() => new("-v", "--verbose") { Description = "Say more." };

    public static Option<bool> Flag(string name, string summary, params string[] aliases) =>
        new(name, aliases) { Description = summary };

    /// <summary>Lets an option that takes a number take no number below 1.</summary>
    public static void AcceptFromOne<T>(this Option<T> option) =>
        option.Validators.Add(result =>
        {
            if (
                result.Tokens.Count == 1
                && int.TryParse(result.Tokens[0].Value, out int number)
                && number < 1
            )
            {
                result.AddError($"{option.Name} is at least 1");
            }
        });

    /// <summary>What was set, as another process is to be told it.</summary>
    public static IEnumerable<string> Repeated(string[] sets, string? paramsPath)
    {
        foreach (string set in sets)
        {
            yield return "--set=" + set;
        }

        if (paramsPath is not null)
        {
            yield return "--params=" + paramsPath;
        }
    }

    /// <summary>Lets an option be one of some words; any other is told what they are.</summary>
    public static void AcceptOnly<T>(this Option<T> option, params string[] words)
    {
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            foreach (string word in result.Tokens.Select(token => token.Value).Except(words))
            {
                string all = string.Join(", ", words);
                string asked = result.IdentifierToken?.Value ?? option.Name;
                string? meant = Likeness.Nearest(word, words);
                result.AddError(
                    $"{asked} is one of {all}; '{word}' is none"
                        + (meant is null ? "" : $", did you mean {meant}?")
                );
            }
        });
    }

    /// <summary>An option that takes a length of time or an instant.</summary>
    public static Option<SimDuration?> Length(string name, string summary, string placeholder) =>
        new(name)
        {
            Description = summary,
            HelpName = placeholder,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (Lengths.Parse(text) is { } length)
                {
                    return length;
                }

                result.AddError(
                    $"{name} takes a length of time with its unit, such as 60s, 500ms or 2m; '{text}' is none"
                );
                return null;
            },
        };
}
