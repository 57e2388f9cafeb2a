using Simulation.Cli;
using Simulation.Cli.Lab;
using Simulation.Kernel.Determinism;

// The hash seeds must be fixed before anything fills a hash table, so this comes before the command line is
// read.
if (CommandLine.Simulates(args))
{
    DeterminismLayer.Install();
}

using Shell shell = Shell.OfProcess();
return CommandLine.Run(args, shell, Laboratory.Create());
