namespace Simulation.Scenarios.Problems;

/// <summary>The codes of problems; <see cref="ProblemCatalog"/> explains each.</summary>
public static class ProblemCode
{
    /// <summary>The text is not YAML.</summary>
    public const string Syntax = "LAB101";

    /// <summary>A tab indents a line.</summary>
    public const string Tab = "LAB102";

    /// <summary>A quantity lacks its unit or cannot be read.</summary>
    public const string Quantity = "LAB103";

    /// <summary>A bracket is never closed.</summary>
    public const string Unclosed = "LAB104";

    /// <summary>A key is written twice.</summary>
    public const string DuplicateKey = "LAB105";

    /// <summary>A part of YAML that scenario files do without.</summary>
    public const string Unsupported = "LAB106";

    /// <summary>A key that is not a word.</summary>
    public const string BadKey = "LAB107";

    /// <summary>A file without a scenario in it.</summary>
    public const string NotAMap = "LAB108";

    /// <summary>A key that nobody reads.</summary>
    public const string UnknownKey = "LAB110";

    /// <summary>A key that must be there is not.</summary>
    public const string MissingKey = "LAB111";

    /// <summary>No such fault, component or model.</summary>
    public const string UnknownKind = "LAB112";

    /// <summary>A list, map or single value where another is needed.</summary>
    public const string WrongShape = "LAB113";

    /// <summary>A value out of its range.</summary>
    public const string OutOfRange = "LAB114";

    /// <summary>A word that is none of the choices.</summary>
    public const string UnknownChoice = "LAB115";

    /// <summary>Values that do not fit together.</summary>
    public const string DoesNotFit = "LAB116";

    /// <summary>No such node, region, zone or cloud.</summary>
    public const string UnknownPlace = "LAB117";

    /// <summary>Neither true nor false.</summary>
    public const string BadBoolean = "LAB118";

    /// <summary>Not a whole number.</summary>
    public const string BadNumber = "LAB119";

    /// <summary>No such metric.</summary>
    public const string UnknownMetric = "LAB120";

    /// <summary>An expectation that cannot be read.</summary>
    public const string Expectation = "LAB121";

    /// <summary>A name in an expectation or filter that stands for nothing.</summary>
    public const string UnknownName = "LAB122";

    /// <summary>A substitution of a parameter that is not declared.</summary>
    public const string UnknownParameter = "LAB130";

    /// <summary>A parameter that nothing uses.</summary>
    public const string UnusedParameter = "LAB131";

    /// <summary>A substitution that cannot be read.</summary>
    public const string BadSubstitution = "LAB132";

    /// <summary>An override on the command line that fits no parameter.</summary>
    public const string BadOverride = "LAB133";

    /// <summary>A parameter that is not a single value.</summary>
    public const string BadParameter = "LAB134";

    /// <summary>A matrix that cannot be expanded.</summary>
    public const string BadMatrix = "LAB140";

    /// <summary>A matrix key that is not a parameter.</summary>
    public const string UnknownAxis = "LAB141";

    /// <summary>More runs than are started without asking.</summary>
    public const string TooManyRuns = "LAB142";

    /// <summary>An exclusion that excludes nothing.</summary>
    public const string IdleExclusion = "LAB143";

    /// <summary>A file to include that cannot be read.</summary>
    public const string IncludeMissing = "LAB150";

    /// <summary>A file that includes itself.</summary>
    public const string IncludeCycle = "LAB151";

    /// <summary>A fragment that the included file does not have.</summary>
    public const string IncludeFragment = "LAB152";

    /// <summary>A fault outside the run.</summary>
    public const string FaultOutsideRun = "LAB160";

    /// <summary>A name given twice.</summary>
    public const string DuplicateName = "LAB161";
}
