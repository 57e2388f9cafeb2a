using Simulation.Checkers;
using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Html.Sections;

/// <summary>
/// The map of consistency models, strongest on top: green is what a history satisfies, red what it violates,
/// each with all that follows from it.
/// </summary>
internal static class ModelMap
{
    private const int BoxWidth = 168;
    private const int BoxHeight = 30;
    private const int Across = 184;
    private const int Down = 62;

    public static void Write(HtmlText html, Report report)
    {
        bool isFirst = true;
        foreach (Design design in report.Designs)
        {
            foreach (IGrouping<string, ModelOutcome> judged in Judged(design))
            {
                html.Raw(isFirst ? "<details class=\"map\" open>" : "<details class=\"map\">")
                    .Element("summary", $"Map of models: {design.Label}, {judged.Key}");
                Draw(html, $"{design.Label}, {judged.Key}", [.. judged]);
                html.Raw("</details>\n");
                isFirst = false;
            }
        }
    }

    private static IEnumerable<IGrouping<string, ModelOutcome>> Judged(Design design) =>
        design
            .Runs.SelectMany(run => run.Models)
            .GroupBy(outcome => outcome.Workload, StringComparer.Ordinal);

    private static void Draw(HtmlText html, string title, List<ModelOutcome> outcomes)
    {
        ModelScope scope = ConsistencyModels.Find(outcomes[0].Model)!.Scope;
        List<ConsistencyModel> models =
        [
            .. ConsistencyModels.All.Where(model => model.Scope == scope && IsOnMap(model)),
        ];
        Dictionary<string, (int Row, int Column)> places = Places(models);
        int rows = places.Values.Max(place => place.Row) + 1;
        int columns = places.Values.Max(place => place.Column) + 1;
        html.WideSvg("lattice", columns * Across, rows * Down);
        html.Element("title", $"Map of consistency models: {title}");
        foreach (ConsistencyModel model in models)
        {
            foreach (string below in model.Implies.Where(places.ContainsKey))
            {
                Edge(html, places[model.Name], places[below]);
            }
        }

        foreach (ConsistencyModel model in models)
        {
            Box(html, model, places[model.Name], StateOf(model, outcomes));
        }

        html.Raw("</svg></div>\n");
    }

    /// <summary>Models of special workloads have no place among the others.</summary>
    private static bool IsOnMap(ConsistencyModel model) =>
        model.Implies.Count > 0
        || ConsistencyModels.All.Any(other => other.Implies.Contains(model.Name, StringComparer.Ordinal));

    /// <summary>A model is one row below the lowest of those that imply it.</summary>
    private static Dictionary<string, (int Row, int Column)> Places(List<ConsistencyModel> models)
    {
        var places = new Dictionary<string, (int Row, int Column)>(StringComparer.Ordinal);
        var filled = new Dictionary<int, int>();
        foreach (ConsistencyModel model in models)
        {
            int row = Depth(model, models);
            int column = filled.GetValueOrDefault(row);
            filled[row] = column + 1;
            places.Add(model.Name, (row, column));
        }

        return places;
    }

    private static int Depth(ConsistencyModel model, List<ConsistencyModel> models) =>
        models
            .Where(other => other.Implies.Contains(model.Name, StringComparer.Ordinal))
            .Select(other => Depth(other, models) + 1)
            .DefaultIfEmpty(0)
            .Max();

    private static string StateOf(ConsistencyModel model, List<ModelOutcome> outcomes)
    {
        bool Any(Judgement judgement, Func<ConsistencyModel, bool> follows) =>
            outcomes.Exists(outcome =>
                outcome.Judgement == judgement && follows(ConsistencyModels.Find(outcome.Model)!)
            );
        if (Any(Judgement.Failed, failed => ConsistencyModels.Implies(model, failed)))
        {
            return "violated";
        }

        return Any(Judgement.Held, held => ConsistencyModels.Implies(held, model)) ? "held" : "unknown";
    }

    private static void Edge(HtmlText html, (int Row, int Column) above, (int Row, int Column) below)
    {
        (int X, int Y) start = ((above.Column * Across) + (BoxWidth / 2), (above.Row * Down) + BoxHeight);
        (int X, int Y) end = ((below.Column * Across) + (BoxWidth / 2), below.Row * Down);
        html.Raw($"<line x1=\"{start.X}\" y1=\"{start.Y}\" x2=\"{end.X}\" y2=\"{end.Y}\"/>");
    }

    private static void Box(HtmlText html, ConsistencyModel model, (int Row, int Column) place, string state)
    {
        int x = place.Column * Across;
        int y = place.Row * Down;
        html.Raw($"<g class=\"{state}\"><title>")
            .Text($"{model.Name}: {state}. {model.Summary}. {model.Source}")
            .Raw($"</title><rect x=\"{x}\" y=\"{y}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" rx=\"6\"/>")
            .Raw($"<text x=\"{x + (BoxWidth / 2)}\" y=\"{y + 20}\">")
            .Text(Mark(state) + model.Name)
            .Raw("</text></g>");
    }

    /// <summary>A sign beside the colour, for readers who see fewer hues.</summary>
    private static string Mark(string state) =>
        state switch
        {
            "held" => "✓ ",
            "violated" => "✗ ",
            _ => "",
        };
}
