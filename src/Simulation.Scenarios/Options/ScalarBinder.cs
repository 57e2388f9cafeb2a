using System.Globalization;
using Simulation.Kernel;
using Simulation.Kernel.Options;
using Simulation.Kernel.Randomness;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Options;

/// <summary>Reads single values: quantities, numbers, booleans, choices, names.</summary>
internal sealed class ScalarBinder(BindContext context)
{
    /// <summary>The value, within the option's range, or null after a problem.</summary>
    public object? Bind(YamlScalar scalar, Type type, OptionProperty option)
    {
        object? value = type switch
        {
            _ when type == typeof(string) => CheckName(scalar, option.Attribute.Names) ? scalar.Text : null,
            _ when type == typeof(bool) => ReadBoolean(scalar, option),
            _ when type == typeof(int) => ReadNumber(scalar, option, int.MinValue, int.MaxValue) is { } number
                ? (int)number
                : null,
            _ when type == typeof(long) => ReadNumber(scalar, option, long.MinValue, long.MaxValue),
            _ when type.IsEnum => ReadChoice(scalar, type, option),
            _ => ReadQuantity(scalar, type, option),
        };
        return value is not null && IsInRange(scalar, value, type, option) ? value : null;
    }

    /// <summary>
    /// Reports a name that nothing of its kind has; true when it is fine or cannot be checked.
    /// </summary>
    public bool CheckName(YamlScalar scalar, NameKind kind)
    {
        if (kind == NameKind.None || context.NamesOf is null)
        {
            return true;
        }

        IReadOnlyList<string> names = context.NamesOf(kind);
        if (names.Contains(scalar.Text, StringComparer.Ordinal))
        {
            return true;
        }

        string noun = kind == NameKind.Place ? "region, zone, cloud or node" : KebabCase.Of(kind.ToString());
        string? suggestion =
            Suggestion.DidYouMean(scalar.Text, names)
            ?? (names.Count is > 0 and <= 12 ? "there are " + string.Join(", ", names) : null);
        context.Problems.Error(
            ProblemCode.UnknownPlace,
            scalar.Span,
            $"no {noun} '{scalar.Text}'",
            suggestion
        );
        return false;
    }

    private object? ReadBoolean(YamlScalar scalar, OptionProperty option)
    {
        if (scalar.Text is "true" or "false")
        {
            return scalar.Text == "true";
        }

        context.Problems.Error(
            ProblemCode.BadBoolean,
            scalar.Span,
            $"'{option.Key}' is true or false, not '{scalar.Text}'",
            "only true and false are booleans"
        );
        return null;
    }

    private long? ReadNumber(YamlScalar scalar, OptionProperty option, long min, long max)
    {
        if (
            long.TryParse(
                scalar.Text,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out long number
            )
            && number >= min
            && number <= max
        )
        {
            return number;
        }

        context.Problems.Error(
            ProblemCode.BadNumber,
            scalar.Span,
            $"'{option.Key}' needs a whole number, not '{scalar.Text}'"
        );
        return null;
    }

    private object? ReadChoice(YamlScalar scalar, Type type, OptionProperty option)
    {
        string[] names = Enum.GetNames(type);
        string[] choices = [.. names.Select(KebabCase.Of)];
        int index = Array.IndexOf(choices, scalar.Text);
        if (index >= 0)
        {
            return Enum.Parse(type, names[index]);
        }

        context.Problems.Error(
            ProblemCode.UnknownChoice,
            scalar.Span,
            $"'{scalar.Text}' is no choice for '{option.Key}'",
            Suggestion.DidYouMean(scalar.Text, choices) ?? "write " + string.Join(", ", choices)
        );
        return null;
    }

    private object? ReadQuantity(YamlScalar scalar, Type type, OptionProperty option)
    {
        Invariant.That(context.Quantities.Reads(type));
        if (context.Quantities.TryRead(type, scalar.Text, out object value, out string problem))
        {
            return value;
        }

        bool isBare =
            scalar.Text.Length > 0
            && scalar.Text.All(letter => char.IsAsciiDigit(letter) || letter is '.' or '-');
        string message = isBare
            ? $"'{option.Key}' needs a unit"
            : $"'{option.Key}' needs {QuantityParsers.NameOf(type)}, not '{scalar.Text}'";
        context.Problems.Error(ProblemCode.Quantity, scalar.Span, message, problem);
        return null;
    }

    private bool IsInRange(YamlScalar scalar, object value, Type type, OptionProperty option)
    {
        if (QuantityParsers.Measure(value) is not { } measure || type == typeof(Distribution))
        {
            return true;
        }

        if (Limit(option.Attribute.Min, type) is { } min && measure < min)
        {
            return ReportRange(scalar, $"'{option.Key}' is at least {option.Attribute.Min}");
        }

        // Only a range that begins below zero lets negative quantities in.
        if (option.Attribute.Min is null && measure < 0 && context.Quantities.Reads(type))
        {
            return ReportRange(scalar, $"'{option.Key}' is not negative");
        }

        return Limit(option.Attribute.Max, type) is not { } max
            || measure <= max
            || ReportRange(scalar, $"'{option.Key}' is at most {option.Attribute.Max}");
    }

    private decimal? Limit(string? text, Type type)
    {
        if (text is null)
        {
            return null;
        }

        if (!context.Quantities.Reads(type))
        {
            return decimal.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        Invariant.That(context.Quantities.TryRead(type, text, out object limit, out _));
        return QuantityParsers.Measure(limit);
    }

    private bool ReportRange(YamlScalar scalar, string message)
    {
        context.Problems.Error(ProblemCode.OutOfRange, scalar.Span, message);
        return false;
    }
}
