using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Simulation.Kernel;

/// <summary>Claims that only a defect of the lab itself can break; checked in Release builds too.</summary>
public static class Invariant
{
    /// <summary>Stops the run when <paramref name="condition"/> is false.</summary>
    /// <exception cref="InvariantViolation">The claim does not hold: a bug in the lab, never the user's
    /// mistake.</exception>
    public static void That(
        [DoesNotReturnIf(false)] bool condition,
        [CallerArgumentExpression(nameof(condition))] string claim = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0
    )
    {
        if (!condition)
        {
            Fail(claim, file, line);
        }
    }

    [DoesNotReturn]
    private static void Fail(string claim, string file, int line) =>
        throw new InvariantViolation($"{claim} ({Path.GetFileName(file)}:{line})");
}

/// <summary>
/// A broken invariant: the lab has a bug, and nothing that it says about this run can be trusted.
/// </summary>
public sealed class InvariantViolation(string claim) : Exception("Invariant broken: " + claim);
