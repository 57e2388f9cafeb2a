namespace Simulation.Kernel.Faults;

/// <summary>
/// Something that goes wrong in a world, and is mended again. Faults overlap: each takes back only what it
/// did itself, and after the heal the world behaves as one that was never hurt.
/// </summary>
public abstract class Fault
{
    /// <summary>Whom it is aimed at, in a few words; asked after <see cref="Inject"/>.</summary>
    public abstract string Target { get; }

    /// <summary>Begins; called once for each activation.</summary>
    public abstract void Inject(FaultContext context);

    /// <summary>Ends the activation that began last.</summary>
    public abstract void Heal(FaultContext context);
}
