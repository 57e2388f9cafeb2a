using System.Text;
using System.Text.Json;
using Simulation.Histories;
using Simulation.Histories.Writing;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Exporters;

/// <summary>Histories as Jepsen writes them: an operation map a line, in EDN.</summary>
/// <remarks>Several workloads follow one after the other; their processes have numbers of their own.</remarks>
public static class JepsenEdn
{
    private static readonly string[] Keywords = ["type", "f"];

    /// <summary>All histories of a run.</summary>
    public static string Write(RunResult run) =>
        string.Concat(run.Workloads.Select(workload => Write(workload.History)));

    /// <summary>One history.</summary>
    public static string Write(History history)
    {
        StringBuilder text = new();
        using StringReader lines = new(HistoryJsonl.ToText(history));
        while (lines.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            string type = document.RootElement.GetProperty("f").GetString()!;
            text.Append('{');
            string between = "";
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                text.Append(between).Append(':').Append(member.Name).Append(' ');
                bool isKeyword = Array.IndexOf(Keywords, member.Name) >= 0;
                bool isSteps = member.Name == "value" && type == Functions.Transaction;
                Append(text, member.Value, isKeyword, isSteps ? 2 : 0);
                between = ", ";
            }

            text.Append("}\n");
        }

        return text.ToString();
    }

    /// <summary>
    /// Writes a value. The first text of a transaction's step is a keyword: <paramref name="keywordDepth"/> says how
    /// many lists further in that is, 0 for nowhere.
    /// </summary>
    private static void Append(StringBuilder text, JsonElement value, bool isKeyword, int keywordDepth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                text.Append("nil");
                break;
            case JsonValueKind.String when isKeyword:
                text.Append(':').Append(value.GetString());
                break;
            case JsonValueKind.Array:
                text.Append('[');
                string between = "";
                foreach (JsonElement item in value.EnumerateArray())
                {
                    text.Append(between);
                    Append(
                        text,
                        item,
                        keywordDepth == 1 && between.Length == 0,
                        Math.Max(keywordDepth - 1, 0)
                    );
                    between = " ";
                }

                text.Append(']');
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }
}
