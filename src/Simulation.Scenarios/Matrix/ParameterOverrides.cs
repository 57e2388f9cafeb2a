using System.Globalization;
using Simulation.Scenarios.Problems;

namespace Simulation.Scenarios.Matrix;

/// <summary>Takes over <c>--set key=value</c> from the command line.</summary>
public static class ParameterOverrides
{
    /// <summary>The sorts of single values, as their texts tell them apart.</summary>
    private enum Sort
    {
        Text,
        Boolean,
        Number,
        Quantity,
    }

    /// <summary>
    /// The parameters with their new values. An override must name a declared parameter, and its value must
    /// be of the same sort as the default: a boolean, a number, a number with a unit, or a text.
    /// </summary>
    public static IReadOnlyList<Parameter> Apply(
        IReadOnlyList<Parameter> declared,
        IReadOnlyList<string> sets,
        ProblemList problems
    )
    {
        List<Parameter> parameters = [.. declared];
        foreach (string set in sets)
        {
            var where = SourceSpan.Outside("--set " + set);
            string[] parts = set.Split('=', 2);
            if (parts.Length != 2 || parts[0].Length == 0)
            {
                problems.Error(ProblemCode.BadOverride, where, $"'{set}' is no key=value");
                continue;
            }

            int index = parameters.FindIndex(parameter => parameter.Name == parts[0]);
            if (index < 0)
            {
                problems.Error(
                    ProblemCode.BadOverride,
                    where,
                    $"no parameter '{parts[0]}'",
                    Suggestion.DidYouMean(parts[0], declared.Select(parameter => parameter.Name))
                );
                continue;
            }

            Sort expected = SortOf(declared.First(parameter => parameter.Name == parts[0]).Value.Text);
            if (SortOf(parts[1]) != expected && expected != Sort.Text)
            {
                problems.Error(
                    ProblemCode.BadOverride,
                    where,
                    $"'{parts[0]}' is {NameOf(expected)} such as '{parameters[index].Value.Text}', not '{parts[1]}'"
                );
                continue;
            }

            Parameter old = parameters[index];
            parameters[index] = old with
            {
                Value = old.Value with { Text = parts[1], IsPlain = false },
                IsPinned = true,
            };
        }

        return parameters;
    }

    private static Sort SortOf(string text) =>
        text switch
        {
            "true" or "false" => Sort.Boolean,
            _ when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _) =>
                Sort.Number,
            _ when text.Length > 0 && char.IsAsciiDigit(text[0]) => Sort.Quantity,
            _ => Sort.Text,
        };

    private static string NameOf(Sort sort) =>
        sort switch
        {
            Sort.Boolean => "true or false",
            Sort.Number => "a number",
            Sort.Quantity => "a number with a unit",
            Sort.Text => "a text",
            _ => throw new Kernel.InvariantViolation("every sort has a name"),
        };
}
