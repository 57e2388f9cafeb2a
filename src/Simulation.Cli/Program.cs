using Simulation.Cli;
using Simulation.Cli.Lab;
using Simulation.Kernel.Determinism;

// Prompts and scripts ask for it, and reading the command line would take longer than the answer.
if (args is ["--version"])
{
    Console.Out.Write(OwnProgram.Version + "\n");
    return 0;
}

// The hash seeds must be fixed before anything fills a hash table, so this comes before the command line is
// read.
if (CommandLine.Simulates(args))
{
    DeterminismLayer.Install();
}

using Shell shell = Shell.OfProcess();
return CommandLine.Run(args, shell, Laboratory.Create());
