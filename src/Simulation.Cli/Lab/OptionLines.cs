using System.Globalization;
using System.Reflection;
using System.Text;
using Simulation.Kernel.Options;

namespace Simulation.Cli.Lab;

/// <summary>Tells what keys an options record has, from the same attributes that the scenario reader goes by.</summary>
internal static class OptionLines
{
    /// <summary>One line a key: its name and what it does, with its bounds.</summary>
    public static string Of(Type options)
    {
        List<(PropertyInfo Property, OptionAttribute Option)> keys =
        [
            .. options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .OrderBy(property => property.MetadataToken)
                .Select(property => (property, property.GetCustomAttribute<OptionAttribute>()!))
                .Where(pair => pair.Item2 is not null),
        ];
        int width = keys.Select(pair => Key(pair.Property, pair.Option).Length).DefaultIfEmpty(0).Max();
        StringBuilder text = new();
        foreach ((PropertyInfo property, OptionAttribute option) in keys)
        {
            string bounds = (option.Min, option.Max) switch
            {
                (null, null) => "",
                ({ } min, null) => $" At least {min}.",
                (null, { } max) => $" At most {max}.",
                ({ } min, { } max) => $" From {min} to {max}.",
            };
            text.Append("  ").Append(Key(property, option).PadRight(width)).Append("  ").Append(option.Summary)
                .Append(bounds).Append('\n');
        }

        return text.ToString();
    }

    private static string Key(PropertyInfo property, OptionAttribute option) =>
        option.Key ?? string.Concat(property.Name.Select((letter, index) => char.IsUpper(letter)
            ? (index == 0 ? "" : "-") + char.ToLower(letter, CultureInfo.InvariantCulture)
            : letter.ToString()));
}
