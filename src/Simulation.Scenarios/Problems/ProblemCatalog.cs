namespace Simulation.Scenarios.Problems;

/// <summary>What <c>simlab explain</c> says about a code.</summary>
/// <param name="Code">Such as <c>LAB112</c>; once given, a code never changes its meaning.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Explanation">Why it is refused and how to put it right.</param>
public sealed record ProblemEntry(string Code, string Title, string Explanation);

/// <summary>Every kind of mistake that the lab can find in a scenario file.</summary>
public static class ProblemCatalog
{
    /// <summary>All entries by code.</summary>
    public static IReadOnlyList<ProblemEntry> All { get; } =
    [
        new(
            ProblemCode.Syntax,
            "not YAML",
            "The text cannot be read as YAML. Look at the place named and just before it: a quote that is not "
                + "closed, a colon without a space, or a line that is indented differently from its neighbours."
        ),
        new(
            ProblemCode.Tab,
            "a tab indents a line",
            "YAML allows only spaces in front of a key. Replace the tab by two spaces."
        ),
        new(
            ProblemCode.Quantity,
            "a quantity without a unit, or one that cannot be read",
            "Every quantity has a unit: durations 250us 1.5s 2m, sizes 64MiB, rates 200/s, bandwidth 10Gbit/s, "
                + "shares 0.1%. A bare number would leave the reader guessing."
        ),
        new(
            ProblemCode.Unclosed,
            "a bracket is never closed",
            "A list [a, b] or a map {a: 1} was opened and the file ends, or goes on with something else, before "
                + "it is closed. The place named is where it was opened."
        ),
        new(
            ProblemCode.DuplicateKey,
            "a key is written twice",
            "The second value would silently win. Keep one."
        ),
        new(
            ProblemCode.Unsupported,
            "a part of YAML that scenario files do without",
            "Anchors (&a), aliases (*a), tags (!x), merge keys (<<) and several documents in a file are refused: "
                + "use params and include instead."
        ),
        new(
            ProblemCode.BadKey,
            "a key that is not a word",
            "Keys are words. A bare on, yes, true or 1 is a boolean or a number to some YAML readers."
        ),
        new(
            ProblemCode.NotAMap,
            "no scenario in the file",
            "A scenario file is a map of keys; the first is 'scenario: v1'."
        ),
        new(
            ProblemCode.UnknownKey,
            "a key that nobody reads",
            "The key does not exist here. It is refused because a misspelt option would silently keep its default."
        ),
        new(ProblemCode.MissingKey, "a key is missing", "The key has no default and must be written."),
        new(
            ProblemCode.UnknownKind,
            "no such fault, component or model",
            "The name is in no catalogue. 'simlab list' shows what there is."
        ),
        new(
            ProblemCode.WrongShape,
            "a list, map or single value where another is needed",
            "Lists are written [a, b], maps {a: 1}, single values as they are."
        ),
        new(
            ProblemCode.OutOfRange,
            "a value out of its range",
            "The smallest or largest value allowed is named."
        ),
        new(ProblemCode.UnknownChoice, "a word that is none of the choices", "The choices are named."),
        new(
            ProblemCode.DoesNotFit,
            "values that do not fit together",
            "Each value is fine by itself, but not beside the others."
        ),
        new(
            ProblemCode.UnknownPlace,
            "no such node, region, zone or cloud",
            "The topology does not declare the name."
        ),
        new(
            ProblemCode.BadBoolean,
            "neither true nor false",
            "Only true and false are booleans; yes, no, on and off mean different things to different readers."
        ),
        new(
            ProblemCode.BadNumber,
            "not a whole number",
            "A whole number is needed, without unit or fraction."
        ),
        new(ProblemCode.UnknownMetric, "no such metric", "'simlab list metrics' shows what is measured."),
        new(
            ProblemCode.Expectation,
            "an expectation that cannot be read",
            "An expectation is 'metric(args) op quantity', 'history(x) is MODEL', 'history(x) satisfies A, B', "
                + "'converged within D', 'never EVENT' or 'run stopped'."
        ),
        new(
            ProblemCode.UnknownName,
            "a name that stands for nothing",
            "The workload, fault, event or model that is named does not exist in this scenario."
        ),
        new(
            ProblemCode.UnknownParameter,
            "a parameter that is not declared",
            "${name} takes the value of a key of 'params:'; ${name:-default} does without one."
        ),
        new(
            ProblemCode.UnusedParameter,
            "a parameter that nothing uses",
            "Changing it would change nothing, which no reader expects. Use it or remove it."
        ),
        new(
            ProblemCode.BadSubstitution,
            "a substitution that cannot be read",
            "Write ${name} or ${name:-default}; names have letters, digits, _ and -."
        ),
        new(
            ProblemCode.BadOverride,
            "an override that fits no parameter",
            "--set takes key=value, where key is one of 'params:' and value is of the same sort as its default."
        ),
        new(
            ProblemCode.BadParameter,
            "a parameter that is not a single value",
            "A parameter replaces a single value, so it is one itself."
        ),
        new(
            ProblemCode.BadMatrix,
            "a matrix that cannot be expanded",
            "Each key of 'matrix:' has a list of values; 'exclude' and 'include' are lists of maps; at least one "
                + "cell must remain."
        ),
        new(
            ProblemCode.UnknownAxis,
            "a matrix key that is not a parameter",
            "A matrix sweeps keys of 'params:', and 'seed'."
        ),
        new(
            ProblemCode.TooManyRuns,
            "more runs than are started without asking",
            "A matrix multiplies quickly. Shrink it, or say --yes."
        ),
        new(
            ProblemCode.IdleExclusion,
            "an exclusion that excludes nothing",
            "No cell of the matrix has these values, so the entry has no effect."
        ),
        new(
            ProblemCode.IncludeMissing,
            "a file to include that cannot be read",
            "Paths are relative to the file that includes."
        ),
        new(
            ProblemCode.IncludeCycle,
            "a file that includes itself",
            "Includes may be nested but not circular."
        ),
        new(
            ProblemCode.IncludeFragment,
            "a fragment that the included file does not have",
            "After # comes a top-level key of the included file, and its value is a map."
        ),
        new(
            ProblemCode.FaultOutsideRun,
            "a fault outside the run",
            "It begins after the run is over, and would never happen."
        ),
        new(ProblemCode.DuplicateName, "a name given twice", "Expectations could not tell the two apart."),
    ];

    /// <summary>The entry of a code, or null.</summary>
    public static ProblemEntry? Find(string code) =>
        All.FirstOrDefault(entry => string.Equals(entry.Code, code, StringComparison.OrdinalIgnoreCase));
}
