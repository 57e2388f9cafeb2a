using Simulation.Kernel;
using Simulation.Kernel.Options;
using Simulation.Kernel.Randomness;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Options;

/// <summary>
/// Makes an options record from a map of the scenario file, by the record's <see cref="OptionAttribute"/>
/// properties, and reports all that does not fit.
/// </summary>
public sealed class OptionsBinder
{
    private readonly BindContext _context;
    private readonly ScalarBinder _scalars;
    private readonly DistributionBinder _distributions;

    private OptionsBinder(BindContext context)
    {
        _context = context;
        _scalars = new ScalarBinder(context);
        _distributions = new DistributionBinder(context);
    }

    /// <summary>The record, or null when the map has an error.</summary>
    /// <param name="map">The keys and values.</param>
    /// <param name="optionsType">A record with <see cref="OptionAttribute"/> properties and a constructor
    /// without
    /// parameters.</param>
    /// <param name="context">Where problems go and what names exist.</param>
    public static object? Bind(YamlMap map, Type optionsType, BindContext context) =>
        new OptionsBinder(context).BindRecord(map, optionsType, context.IgnoredKeys, context.Owner);

    /// <summary>The record, or null when the map has an error.</summary>
    public static T? Bind<T>(YamlMap map, BindContext context)
        where T : class => (T?)Bind(map, typeof(T), context);

    private object? BindRecord(YamlMap map, Type type, IReadOnlyList<string> ignoredKeys, string? owner)
    {
        int errorCount = _context.Problems.ErrorCount;
        IReadOnlyList<OptionProperty> options = OptionProperty.Of(type);
        object record = Activator.CreateInstance(type)!;
        foreach (YamlEntry entry in map.Entries)
        {
            OptionProperty? option = options.FirstOrDefault(option => option.Key == entry.Key.Text);
            if (option is not null)
            {
                BindOption(record, option, entry.Value);
            }
            else if (!ignoredKeys.Contains(entry.Key.Text, StringComparer.Ordinal))
            {
                ReportUnknown(entry.Key, [.. options.Select(known => known.Key), .. ignoredKeys], owner);
            }
        }

        foreach (
            OptionProperty missing in options.Where(option => option.IsRequired && map[option.Key] is null)
        )
        {
            _context.Problems.Error(
                ProblemCode.MissingKey,
                map.Span,
                $"'{missing.Key}' is missing",
                $"{QuantityParsers.NameOf(missing.Type)}: {missing.Attribute.Summary}"
            );
        }

        if (_context.Problems.ErrorCount == errorCount && record is IValidatedOptions validated)
        {
            ReportMisfits(map, validated);
        }

        return _context.Problems.ErrorCount == errorCount ? record : null;
    }

    private void BindOption(object record, OptionProperty option, YamlNode node)
    {
        bool isOff =
            node is YamlScalar { Text: "none" or "off" } or YamlScalar { IsNull: true }
            && option.Type != typeof(string)
            && !option.Type.IsEnum;
        if (isOff && option.IsNullable)
        {
            option.Property.SetValue(record, null);
            return;
        }

        if (BindValue(node, option.Type, option) is { } value)
        {
            option.Property.SetValue(record, value);
        }
    }

    private object? BindValue(YamlNode node, Type type, OptionProperty option)
    {
        if (OptionProperty.MapValueOf(type) is { } valueType)
        {
            return node is YamlMap map ? BindMap(map, valueType, option) : ReportShape(node, type, option);
        }

        if (OptionProperty.ElementOf(type) is { } elementType)
        {
            return BindList(node, elementType, option);
        }

        if (type == typeof(Distribution) && node is YamlMap distribution)
        {
            return _distributions.Bind(distribution, option);
        }

        if (OptionProperty.IsRecord(type))
        {
            return node is YamlMap nested
                ? BindRecord(nested, type, [], $"'{option.Key}'")
                : ReportShape(node, type, option);
        }

        return node is YamlScalar { IsNull: false } scalar
            ? _scalars.Bind(scalar, type, option)
            : ReportShape(node, type, option);
    }

    /// <summary>
    /// A single value stands for a list of one, so that <c>by: level</c> needs no brackets.
    /// </summary>
    private Array? BindList(YamlNode node, Type elementType, OptionProperty option)
    {
        bool isShort = node is YamlScalar { IsNull: false } && !OptionProperty.IsRecord(elementType);
        if (node is not YamlList && !isShort)
        {
            ReportShape(node, option.Type, option);
            return null;
        }

        IReadOnlyList<YamlNode> items = node is YamlList list ? list.Items : [node];
        object?[] values = [.. items.Select(item => BindValue(item, elementType, option))];
        return ToArray(values, elementType);
    }

    private Array? BindMap(YamlMap map, Type valueType, OptionProperty option)
    {
        Type pairType = typeof(KeyValuePair<,>).MakeGenericType(typeof(string), valueType);
        var pairs = new object?[map.Entries.Count];
        for (int index = 0; index < pairs.Length; index++)
        {
            YamlEntry entry = map.Entries[index];
            _scalars.CheckName(entry.Key, option.Attribute.Names);
            object? value =
                entry.Value is YamlScalar { IsNull: true } && OptionProperty.IsRecord(valueType)
                    ? BindRecord(new YamlMap(entry.Value.Span, []), valueType, [], $"'{option.Key}'")
                    : BindValue(entry.Value, valueType, option);
            pairs[index] = value is null ? null : Activator.CreateInstance(pairType, entry.Key.Text, value);
        }

        return ToArray(pairs, pairType);
    }

    private static Array? ToArray(object?[] values, Type elementType)
    {
        if (values.Contains(null))
        {
            return null;
        }

        var array = Array.CreateInstance(elementType, values.Length);
        values.CopyTo(array, 0);
        return array;
    }

    private void ReportMisfits(YamlMap map, IValidatedOptions validated)
    {
        foreach ((string key, string message) in validated.Validate())
        {
            YamlEntry? entry = map.EntryOf(key);
            SourceSpan where =
                entry is null ? map.Span
                : entry.Value is YamlScalar ? entry.Value.Span
                : entry.Key.Span;
            _context.Problems.Error(ProblemCode.DoesNotFit, where, message);
        }
    }

    private void ReportUnknown(YamlScalar key, IReadOnlyList<string> known, string? ownerName)
    {
        string owner = ownerName is null ? "here" : $"of {ownerName}";
        string? suggestion =
            Suggestion.DidYouMean(key.Text, known)
            ?? (known.Count is > 0 and <= 12 ? "the keys are " + string.Join(", ", known) : null);
        _context.Problems.Error(
            ProblemCode.UnknownKey,
            key.Span,
            $"'{key.Text}' is not a key {owner}",
            suggestion
        );
    }

    private object? ReportShape(YamlNode node, Type type, OptionProperty option)
    {
        Invariant.That(option.Key.Length > 0);
        _context.Problems.Error(
            ProblemCode.WrongShape,
            node.Span,
            $"'{option.Key}' needs {QuantityParsers.NameOf(type)}, not {node.Shape}"
        );
        return null;
    }
}
