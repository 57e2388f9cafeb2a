namespace Simulation.Benchmarks.Checkers;

/// <summary>One line of the command <c>checkers</c>.</summary>
/// <param name="Name">What is judged, by what.</param>
/// <param name="Anchor">What the best known tool needs for it.</param>
/// <param name="Goal">What this lab aims at.</param>
/// <param name="Prepare">Makes the histories, untimed; the result judges them and says the verdict.</param>
internal sealed record CheckerRow(string Name, string Anchor, string Goal, Func<Func<string>> Prepare);
