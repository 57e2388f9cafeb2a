using System.Text;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Matrix;

/// <summary>
/// Replaces <c>${name}</c> and <c>${name:-default}</c> in single values by the values of parameters. A node
/// keeps its place in the file; a value that is nothing but one substitution takes over whether it was
/// quoted.
/// </summary>
/// <param name="parameters">The parameters and what they are worth.</param>
/// <param name="problems">Where problems go.</param>
public sealed class ParameterSubstitution(IReadOnlyList<Parameter> parameters, ProblemList problems)
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>
    /// The node with all substitutions made; a substitution that fails is reported and left as it is.
    /// </summary>
    public YamlNode Apply(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => Replace(scalar),
            YamlList list => list with { Items = [.. list.Items.Select(Apply)] },
            YamlMap map => ApplyToMap(map),
            _ => throw new Kernel.InvariantViolation("every node has a shape"),
        };

    /// <summary>The map with all substitutions made in its values.</summary>
    public YamlMap ApplyToMap(YamlMap map) =>
        map with
        {
            Entries = [.. map.Entries.Select(entry => entry with { Value = Apply(entry.Value) })],
        };

    /// <summary>Notes that parameters serve a purpose without being put in anywhere.</summary>
    public void Use(IEnumerable<string> names) => _used.UnionWith(names);

    /// <summary>Reports the parameters that no substitution so far has asked for.</summary>
    public void ReportUnused() => ReportUnusedTo(problems);

    /// <summary>The same, to another list than that of the substitutions.</summary>
    public void ReportUnusedTo(ProblemList problems)
    {
        foreach (Parameter parameter in parameters.Where(parameter => !_used.Contains(parameter.Name)))
        {
            problems.Error(
                ProblemCode.UnusedParameter,
                parameter.Key.Span,
                $"nothing uses the parameter '{parameter.Name}'",
                $"write ${{{parameter.Name}}} somewhere, or remove it"
            );
        }
    }

    private YamlScalar Replace(YamlScalar scalar)
    {
        if (!scalar.Text.Contains("${", StringComparison.Ordinal))
        {
            return scalar;
        }

        var text = new StringBuilder();
        bool isPlain = scalar.IsPlain;
        int position = 0;
        while (scalar.Text.IndexOf("${", position, StringComparison.Ordinal) is var start and >= 0)
        {
            int end = scalar.Text.IndexOf('}', start);
            SourceSpan where = Within(scalar, start, end < 0 ? scalar.Text.Length - start : end + 1 - start);
            if (end < 0)
            {
                problems.Error(ProblemCode.BadSubstitution, where, "'${' is never closed", "write ${name}");
                problems.Spoil(scalar.Span);
                return scalar;
            }

            if (ValueOf(scalar.Text[(start + 2)..end], where) is not { } value)
            {
                problems.Spoil(scalar.Span);
                return scalar;
            }

            bool isWhole = start == 0 && end == scalar.Text.Length - 1;
            isPlain = isWhole ? value.IsPlain : isPlain;
            text.Append(scalar.Text, position, start - position).Append(value.Text);
            position = end + 1;
        }

        text.Append(scalar.Text, position, scalar.Text.Length - position);
        return scalar with { Text = text.ToString(), IsPlain = isPlain };
    }

    private YamlScalar? ValueOf(string body, SourceSpan where)
    {
        int dash = body.IndexOf(":-", StringComparison.Ordinal);
        string name = dash < 0 ? body : body[..dash];
        if (
            name.Length == 0
            || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
        )
        {
            problems.Error(
                ProblemCode.BadSubstitution,
                where,
                $"'{name}' cannot be the name of a parameter",
                "write ${name} or ${name:-default}"
            );
            return null;
        }

        if (parameters.FirstOrDefault(parameter => parameter.Name == name) is { } found)
        {
            _used.Add(name);
            return found.Value;
        }

        if (dash >= 0)
        {
            return new YamlScalar(where, body[(dash + 2)..], true);
        }

        problems.Error(
            ProblemCode.UnknownParameter,
            where,
            $"no parameter '{name}'",
            Suggestion.DidYouMean(name, parameters.Select(parameter => parameter.Name))
                ?? "declare it in 'params'"
        );
        return null;
    }

    /// <summary>The stretch of the substitution itself where the value stands on one line as it is.</summary>
    private static SourceSpan Within(YamlScalar scalar, int offset, int length)
    {
        int quote = scalar.IsPlain ? 0 : 1;
        bool isAsWritten = scalar.Span.Length == scalar.Text.Length + 2 * quote;
        return isAsWritten ? scalar.Span.Part(offset + quote, length) : scalar.Span;
    }
}
