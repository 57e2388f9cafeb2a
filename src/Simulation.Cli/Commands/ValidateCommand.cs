using System.CommandLine;
using Simulation.Cli.Lab;
using Simulation.Cli.Output;
using Simulation.Reports;

namespace Simulation.Cli.Commands;

/// <summary>Lists all problems of scenario files without running them.</summary>
internal sealed class ValidateCommand : Command
{
    private const string Text = """
        List all problems of scenario files, without running them.

        Examples:
          simlab validate scenarios/*.yaml
          simlab validate scenarios/hello-partition.yaml --resolved
        """;

    public ValidateCommand(Shell shell, ILaboratory laboratory)
        : base("validate", Text)
    {
        Argument<string[]> files = Switches.Files("Scenario files; - reads one from standard input.");
        Option<bool> resolved = Switches.Flag(
            "--resolved",
            "Print each run of the scenario with everything explicit."
        );
        Option<ulong?> seed = Switches.Seed();
        Option<string[]> set = Switches.Set();
        Option<string?> parameters = Switches.Params();
        Option<string?> form = Switches.Form("human", "plain", "github");
        Option<bool> yes = Switches.Flag("--yes", "Go on where more than 256 runs are asked for.");
        Add(files);
        Array.ForEach<Option>([resolved, seed, set, parameters, form, yes], Add);
        SetAction(parsed =>
        {
            bool isForGitHub = OutputForm.Choose(parsed.GetValue(form), shell) == OutputForm.GitHub;
            ScenarioInput input = new(shell);
            int problems = 0;
            foreach (string file in parsed.GetValue(files)!)
            {
                LoadedScenario scenario = laboratory.Load(
                    new ScenarioSource
                    {
                        Path = file,
                        Text = input.Text(file),
                        Seed = parsed.GetValue(seed),
                        Sets = parsed.GetValue(set)!,
                        ParamsPath = parsed.GetValue(parameters),
                        IsLargeMeant = parsed.GetValue(yes),
                    }
                );
                problems += scenario.ProblemCount;
                Say(shell, file, scenario, isForGitHub, parsed.GetValue(resolved));
            }

            return (int)(problems == 0 ? ExitCode.Held : ExitCode.WrongInput);
        });
    }

    private static void Say(
        Shell shell,
        string file,
        LoadedScenario scenario,
        bool isForGitHub,
        bool isResolved
    )
    {
        scenario.Say(shell, isForGitHub);
        if (scenario.ProblemCount > 0)
        {
            return;
        }

        if (isResolved)
        {
            shell.Out.Write(string.Join("---\n", scenario.Runs.Select(run => run.Resolved)));
        }
        else
        {
            shell.Out.Write($"{file}: no problems, {Figures.Some(scenario.Runs.Count, "run")}\n");
        }
    }
}
