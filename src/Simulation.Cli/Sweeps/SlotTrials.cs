using Simulation.Cli.Lab;

namespace Simulation.Cli.Sweeps;

/// <summary>The runs behind the trials of a sweep; reads the scenario again only where the seed asks for it.</summary>
internal sealed class SlotTrials(ILaboratory laboratory, SweepBrief brief)
{
    private (ulong Seed, LoadedScenario Scenario)? _loaded;

    /// <summary>The run of a trial.</summary>
    public PlannedRun Of(int trial)
    {
        ulong seed = brief.SeedOf(trial);
        int cell = brief.CellOf(trial);
        if (_loaded is { } loaded)
        {
            PlannedRun run = loaded.Scenario.Runs[cell];
            if ((loaded.Seed == seed ? run : run.Under(seed)) is { } again)
            {
                return again;
            }
        }

        _loaded = (seed, laboratory.Load(brief.Source(seed)));
        return _loaded.Value.Scenario.Runs[cell];
    }
}
