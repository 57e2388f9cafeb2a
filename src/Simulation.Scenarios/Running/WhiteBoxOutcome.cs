namespace Simulation.Scenarios.Running;

/// <summary>What the lab knows of a session guarantee beside what its clients could tell.</summary>
/// <param name="Model">The guarantee's name among the consistency models.</param>
/// <param name="Breaches">How many reads broke it by the order in which replicas showed the versions.</param>
/// <param name="Clients">The verdict on what clients saw alone.</param>
/// <param name="Example">The first breach in words; empty without any.</param>
public sealed record WhiteBoxOutcome(string Model, int Breaches, Judgement Clients, string Example)
{
    /// <summary>Whether it was broken although no client could have known.</summary>
    public bool IsHidden => Breaches > 0 && Clients == Judgement.Held;
}
