using System.Security.Cryptography;
using System.Text;

namespace Simulation.Scenarios.Running;

/// <summary>
/// Names a run by what it is made of, so that the same run has the same name on every machine.
/// </summary>
public static class RunId
{
    /// <summary>
    /// The version of the engine: raised when the same scenario and seed give other bytes than before.
    /// </summary>
    public const string EngineVersion = "1";

    /// <summary>
    /// Six hexadecimal digits of the hash of a resolved scenario, its seed included, and the engine.
    /// </summary>
    public static string Of(string resolved)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"engine {EngineVersion}\n{resolved}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 3));
    }
}
