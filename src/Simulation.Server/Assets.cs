using System.Reflection;
using Simulation.Reports.Html;

namespace Simulation.Server;

/// <summary>The files that pages are made with, all within this program.</summary>
internal static class Assets
{
    private const string Script = "text/javascript; charset=utf-8";
    private const string Style = "text/css; charset=utf-8";

    private static readonly Dictionary<string, (string Type, string Text)> ByName = new(
        StringComparer.Ordinal
    )
    {
        ["report.css"] = (Style, HtmlReport.Style),
        ["serve.css"] = (Style, Text("serve.css")),
        ["theme.js"] = (Script, Text("theme.js")),
        ["home.js"] = (Script, Text("home.js")),
        ["step.js"] = (Script, Text("step.js")),
    };

    /// <summary>The file of a name; null where there is none.</summary>
    public static (string Type, string Text)? Of(string name) =>
        ByName.TryGetValue(name, out var file) ? file : null;

    private static string Text(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
