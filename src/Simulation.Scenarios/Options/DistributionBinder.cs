using System.Globalization;
using Simulation.Kernel;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Options;

/// <summary>
/// Reads the distributions that are written as maps: <c>{p50, p99}</c>, <c>{mixture: [...]}</c> and
/// <c>{empirical: file.csv}</c>.
/// </summary>
internal sealed class DistributionBinder(BindContext context)
{
    private const int NestingMax = 8;

    /// <summary>The distribution, or null after a problem.</summary>
    public Distribution? Bind(YamlMap map, OptionProperty option) => Bind(map, option.Key, 0);

    private Distribution? Bind(YamlMap map, string key, int depth)
    {
        string[] keys = [.. map.Keys];
        return keys switch
        {
            ["p50", "p99"] or ["p99", "p50"] => BindPercentiles(map, key),
            ["mixture"] when depth < NestingMax => BindMixture(map["mixture"]!, key, depth),
            ["empirical"] => BindTable(map["empirical"]!, key),
            _ => Refuse(map, key),
        };
    }

    private Distribution? BindPercentiles(YamlMap map, string key)
    {
        SimDuration? lower = Read<SimDuration>(map["p50"]!, "p50");
        SimDuration? upper = Read<SimDuration>(map["p99"]!, "p99");
        if (lower is not { } p50 || upper is not { } p99)
        {
            return null;
        }

        if (p50 <= SimDuration.Zero || p99 < p50)
        {
            context.Problems.Error(
                ProblemCode.OutOfRange,
                map["p99"]!.Span,
                $"the percentiles of '{key}' do not rise",
                "write 0 < p50 <= p99"
            );
            return null;
        }

        Invariant.That(context.Quantities.LogNormal is not null);
        return context.Quantities.LogNormal(p50.Nanoseconds, p99.Nanoseconds);
    }

    private Distribution? BindMixture(YamlNode node, string key, int depth)
    {
        if (node is not YamlList { Items.Count: > 0 } list)
        {
            return Refuse(node, key);
        }

        var weights = new List<Ratio>();
        var parts = new List<Distribution>();
        foreach (YamlNode item in list.Items)
        {
            if (
                item is not YamlMap { Entries.Count: 2 } part
                || part["weight"] is not { } weight
                || part["of"] is not { } of
            )
            {
                return Refuse(item, key);
            }

            Ratio? share = Read<Ratio>(weight, "weight");
            Distribution? distribution = of is YamlMap nested
                ? Bind(nested, key, depth + 1)
                : ReadDistribution(of);
            if (share is { } weighed && distribution is not null)
            {
                weights.Add(weighed);
                parts.Add(distribution);
            }
        }

        if (parts.Count < list.Items.Count)
        {
            return null;
        }

        if (
            weights.Any(weight => weight.Millionths < 0)
            || weights.Sum(weight => (long)weight.Millionths) != Ratio.One.Millionths
        )
        {
            context.Problems.Error(
                ProblemCode.OutOfRange,
                node.Span,
                $"the weights of '{key}' do not add up to 100%"
            );
            return null;
        }

        Invariant.That(context.Quantities.Mixture is not null);
        return context.Quantities.Mixture(weights, parts);
    }

    /// <summary>A table has one duration a line; what follows a comma and empty lines are left out.</summary>
    private Distribution? BindTable(YamlNode node, string key)
    {
        if (node is not YamlScalar { IsNull: false } file)
        {
            return Refuse(node, key);
        }

        if (context.ReadFile?.Invoke(file.Text) is not { } text)
        {
            context.Problems.Error(ProblemCode.IncludeMissing, file.Span, $"no file '{file.Text}'");
            return null;
        }

        var values = new List<long>();
        foreach (
            string line in text.Split('\n')
                .Select(line => line.Split(',')[0].Trim())
                .Where(line => line.Length > 0)
        )
        {
            if (!context.Quantities.TryRead(typeof(SimDuration), line, out object value, out string problem))
            {
                context.Problems.Error(
                    ProblemCode.Quantity,
                    file.Span,
                    $"'{file.Text}' has a line that is no duration: '{line}'",
                    problem
                );
                return null;
            }

            values.Add(((SimDuration)value).Nanoseconds);
        }

        if (values.Count == 0 || values.Any(value => value < 0))
        {
            context.Problems.Error(
                ProblemCode.OutOfRange,
                file.Span,
                $"'{file.Text}' has no durations, or negative ones"
            );
            return null;
        }

        values.Sort();
        Invariant.That(context.Quantities.Empirical is not null);
        return context.Quantities.Empirical(values);
    }

    private Distribution? ReadDistribution(YamlNode node) =>
        Read(node, typeof(Distribution), "of") as Distribution;

    private T? Read<T>(YamlNode node, string key)
        where T : struct => (T?)Read(node, typeof(T), key);

    private object? Read(YamlNode node, Type type, string key)
    {
        if (node is not YamlScalar { IsNull: false } scalar)
        {
            context.Problems.Error(
                ProblemCode.WrongShape,
                node.Span,
                $"'{key}' needs {QuantityParsers.NameOf(type)}, not {node.Shape}"
            );
            return null;
        }

        if (context.Quantities.TryRead(type, scalar.Text, out object value, out string problem))
        {
            return value;
        }

        context.Problems.Error(
            ProblemCode.Quantity,
            scalar.Span,
            string.Create(
                CultureInfo.InvariantCulture,
                $"'{key}' needs {QuantityParsers.NameOf(type)}, not '{scalar.Text}'"
            ),
            problem
        );
        return null;
    }

    private Distribution? Refuse(YamlNode node, string key)
    {
        context.Problems.Error(
            ProblemCode.WrongShape,
            node.Span,
            $"'{key}' is not a distribution",
            "write 40ms, {p50: 40ms, p99: 90ms}, {mixture: [{weight: 100%, of: 1ms}]} or {empirical: file.csv}"
        );
        return null;
    }
}
