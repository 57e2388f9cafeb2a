using System.CommandLine;
using System.Text;
using Simulation.Cli.Benchmarks;
using Simulation.Cli.Lab;
using Simulation.Cli.Output;
using Simulation.Components.Stores;
using Simulation.Components.Transactions;
using Simulation.Kernel.Determinism;
using Simulation.Reports;
using Simulation.Reports.Throughput;

namespace Simulation.Cli.Commands;

/// <summary>Measures what the models cost.</summary>
internal sealed class BenchCommand : Command
{
    public BenchCommand(Shell shell, ILaboratory laboratory)
        : base("bench", "Measure what the models cost.") => Add(new ModelsCommand(shell, laboratory));

    /// <summary>Raises the load on every consistency and isolation level until a promise breaks.</summary>
    private sealed class ModelsCommand : Command
    {
        private const string Text = """
            Raise the load on every consistency and isolation level until the latency passes its limit.

            Examples:
              simlab bench models --quick
              simlab bench models --out results/throughput
              simlab bench models --model linearizable --quick --out /tmp/one
            """;

        private static readonly int[] RegionCounts = [1, 3];

        private readonly Option<bool> _quick = Switches.Flag(
            "--quick",
            "Three replicas and 95 % reads alone, in one region and in three."
        );
        private readonly Option<string[]> _models = new("--model")
        {
            Description = "Only this level. May come many times.",
            HelpName = "NAME",
            DefaultValueFactory = _ => [],
        };
        private readonly Option<string> _out = new("--out")
        {
            Description = "Where the table, the points and the pictures go.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "results/throughput",
        };
        private readonly Option<bool> _verbose = Switches.Verbose();
        private readonly Shell _shell;
        private readonly ILaboratory _laboratory;

        public ModelsCommand(Shell shell, ILaboratory laboratory)
            : base("models", Text)
        {
            _shell = shell;
            _laboratory = laboratory;
            string[] names = [.. Levels().Select(level => level.Model)];
            _models.AcceptOnly(names);
            Array.ForEach<Option>([_quick, _models, _out, _verbose], Add);
            SetAction(parsed => (int)Run(parsed));
        }

        private ExitCode Run(ParseResult parsed)
        {
            bool isQuick = parsed.GetValue(_quick);
            string[] models = parsed.GetValue(_models)!;
            List<ThroughputSetup> setups =
            [
                .. Setups(isQuick).Where(setup => models.Length == 0 || models.Contains(setup.Model)),
            ];
            ThroughputSearch search = new(_laboratory, _shell);
            ProgressBar bar = new(_shell, _shell.HasProgress, setups.Count);
            List<ThroughputCurve> curves = [];
            foreach (ThroughputSetup setup in setups)
            {
                bar.Draw(curves.Count, 0, $"{setup.Model} x {setup.Replicas} in {setup.Regions}");
                curves.Add(search.Measure(setup));
            }

            bar.Clear();
            DeterminismLayer.Release();
            string command = string.Join(
                ' ',
                ["simlab bench models", .. isQuick ? ["--quick"] : Array.Empty<string>(), .. Wished(models)]
            );
            string folder = parsed.GetValue(_out)!;
            Written.To(folder, () => Write(folder, command, curves));
            _shell.Out.Write(File.ReadAllText(Path.Combine(folder, "README.md")));
            return ExitCode.Held;
        }

        private static IEnumerable<string> Wished(string[] models) =>
            models.Select(model => "--model " + model);

        private static IEnumerable<(string Family, string Model)> Levels() =>
            ConsistencyLevel
                .All.Select(level => ("consistency", level.Name))
                .Concat(Database.IsolationNames.Select(name => ("isolation", name)));

        private static IEnumerable<ThroughputSetup> Setups(bool isQuick)
        {
            int[] replicas = isQuick ? [3] : [3, 5, 7];
            int[] reads = isQuick ? [95] : [50, 95, 100];
            return from level in Levels()
                from regions in RegionCounts
                from count in replicas
                from read in reads
                select new ThroughputSetup(level.Family, level.Model, count, regions, read);
        }

        private static void Write(string folder, string command, List<ThroughputCurve> curves)
        {
            Directory.CreateDirectory(folder);
            List<string> charts = [];
            foreach (var family in curves.Where(ThroughputTable.IsUsual).GroupBy(curve => curve.Setup.Family))
            {
                string file = family.Key + ".svg";
                charts.Add(file);
                string title = $"What each level of {family.Key} sustains: three replicas, 95 % reads";
                string svg = ThroughputChart.Draw(title, [.. family]);
                Save(folder, file, $"<!-- Made by {command.Split(" --")[0]}; see README.md. -->\n{svg}");
            }

            Save(folder, "points.csv", ThroughputTable.Csv(curves));
            Save(
                folder,
                "README.md",
                ThroughputTable.Markdown(
                    curves,
                    command,
                    ThroughputScenario.Preface.ReplaceLineEndings("\n"),
                    charts
                )
            );
        }

        private static void Save(string folder, string name, string text) =>
            File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));
    }
}
