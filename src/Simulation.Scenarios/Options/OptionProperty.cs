using System.Reflection;
using System.Runtime.CompilerServices;
using Simulation.Kernel.Options;
using Simulation.Kernel.Randomness;

namespace Simulation.Scenarios.Options;

/// <summary>One key of an options record, as its property declares it.</summary>
public sealed record OptionProperty
{
    private static readonly ConditionalWeakTable<Type, IReadOnlyList<OptionProperty>> Known = [];

    private OptionProperty(PropertyInfo property, OptionAttribute attribute)
    {
        Property = property;
        Attribute = attribute;
        Key = attribute.Key ?? KebabCase.Of(property.Name);
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        IsNullable =
            Type != property.PropertyType
            || new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
    }

    /// <summary>The key in the scenario file.</summary>
    public string Key { get; }

    /// <summary>The property that takes the value.</summary>
    public PropertyInfo Property { get; }

    /// <summary>What is declared about it.</summary>
    public OptionAttribute Attribute { get; }

    /// <summary>The type of the value, without its question mark.</summary>
    public Type Type { get; }

    /// <summary>Whether the key must be written.</summary>
    public bool IsRequired { get; }

    /// <summary>Whether the value may be off.</summary>
    public bool IsNullable { get; }

    /// <summary>
    /// The keys of an options record: those of its base records first, each in the order of declaration.
    /// </summary>
    public static IReadOnlyList<OptionProperty> Of(Type optionsType) => Known.GetValue(optionsType, Declared);

    /// <summary>Whether a type is an options record of its own.</summary>
    public static bool IsRecord(Type type) =>
        type.IsClass
        && type != typeof(string)
        && !typeof(Distribution).IsAssignableFrom(type)
        && ElementOf(type) is null;

    /// <summary>What a list type holds, or null when it is no list.</summary>
    public static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0]
            : null;

    /// <summary>What a map of names to values holds, or null when the type is no such map.</summary>
    public static Type? MapValueOf(Type type) =>
        ElementOf(type) is { IsGenericType: true } pair
        && pair.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
        && pair.GetGenericArguments()[0] == typeof(string)
            ? pair.GetGenericArguments()[1]
            : null;

    private static IReadOnlyList<OptionProperty> Declared(Type optionsType)
    {
        var properties = new List<OptionProperty>();
        for (Type? type = optionsType; type is not null; type = type.BaseType)
        {
            const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
            properties.InsertRange(
                0,
                type.GetProperties(Own)
                    .OrderBy(property => property.MetadataToken)
                    .Select(property => (property, attribute: property.GetCustomAttribute<OptionAttribute>()))
                    .Where(pair => pair.attribute is not null)
                    .Select(pair => new OptionProperty(pair.property, pair.attribute!))
            );
        }

        return properties;
    }
}
