namespace Simulation.Kernel.Networking;

/// <summary>What can be read, and believed, after a bit of it has flipped.</summary>
public interface ICorruptible
{
    /// <summary>What a reader then takes it for: of the same shape, with another value in it.</summary>
    object Corrupted();
}
