using System.Globalization;
using BenchmarkDotNet.Running;
using Simulation.Benchmarks.Caches;
using Simulation.Benchmarks.Campaigns;
using Simulation.Benchmarks.Checkers;
using Simulation.Benchmarks.Judged;
using Simulation.Benchmarks.RequestResponse;
using Simulation.Benchmarks.Shrinking;
using Simulation.Kernel.Determinism;

if (args is ["request-response", ..])
{
    DeterminismLayer.Install();
    RequestResponseCommand.Run(Option("--nodes", 100), Option("--messages", 10_000_000));
    return;
}

if (args is ["tiny", ..])
{
    DeterminismLayer.Install();
    RequestResponseCommand.RunTiny();
    return;
}

if (args is ["raft", ..])
{
    JudgedRaft.Run(Option("--rounds", 5));
    return;
}

if (args is ["services", ..])
{
    JudgedServices.Run(Option("--rounds", 3), Option("--seconds", 120), args.Contains("--polly"));
    return;
}

if (args is ["checkers", ..])
{
    int row = Array.IndexOf(args, "--row");
    CheckersCommand.Run(row < 0 ? null : args[row + 1], Option("--rounds", 5));
    return;
}

if (args is ["caches", ..])
{
    CachesCommand.Run(Option("--accesses", 5_000_000));
    return;
}

if (args is ["tiny-trials", ..])
{
    TinyTrials.Run();
    return;
}

if (args is ["shrink", ..])
{
    int only = Array.IndexOf(args, "--only");
    ShrinkCommand.Run(only < 0 ? null : args[only + 1], Option("--seconds", 120));
    return;
}

if (args is ["campaigns", ..])
{
    await CampaignsCommand.RunAsync(Option("--trials", 10_000)).ConfigureAwait(false);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);

int Option(string name, int otherwise)
{
    int place = Array.IndexOf(args, name);
    return place < 0 ? otherwise : int.Parse(args[place + 1], CultureInfo.InvariantCulture);
}
