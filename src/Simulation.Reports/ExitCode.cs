namespace Simulation.Reports;

/// <summary>What a command says to the shell; the numbers are a promise to scripts.</summary>
public enum ExitCode
{
    /// <summary>Every expectation held.</summary>
    Held = 0,

    /// <summary>An expectation failed, or a check found a violation.</summary>
    Failed = 1,

    /// <summary>Budget spent, nothing measured, or an expectation had no samples.</summary>
    Unknown = 2,

    /// <summary>Not deterministic: same seed, different bytes, or something escaped the simulation.</summary>
    NotDeterministic = 3,

    /// <summary>Bad command line.</summary>
    WrongCommand = 64,

    /// <summary>Bad scenario or history.</summary>
    WrongInput = 65,

    /// <summary>No such file or run.</summary>
    NoSuchFile = 66,

    /// <summary>A bug in the lab.</summary>
    LabBug = 70,

    /// <summary>Cannot write results.</summary>
    CannotWrite = 74,

    /// <summary>Interrupted by the user.</summary>
    Interrupted = 130,
}
