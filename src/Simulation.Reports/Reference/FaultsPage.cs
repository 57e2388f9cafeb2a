using System.Text;
using Simulation.Kernel.Faults;
using Simulation.Scenarios.Format;

namespace Simulation.Reports.Reference;

/// <summary>What can go wrong, with the keys of each fault.</summary>
internal static class FaultsPage
{
    public static ReferencePage Of(IReadOnlyList<FaultKind> faults)
    {
        StringBuilder text = new();
        foreach (FaultKind fault in faults)
        {
            text.Append($"- [`{fault.Name}`](#{fault.Name}): {fault.Summary}\n");
        }

        text.Append("\n## Keys of every fault\n\n")
            .Append(OptionSections.Of("fault", typeof(FaultOptions), 3));
        foreach (FaultKind fault in faults)
        {
            text.Append($"\n## {fault.Name}\n\n{fault.Summary}\n\n")
                .Append(OptionSections.Of(fault.Name, fault.OptionsType, 3));
        }

        return new ReferencePage(
            "faults.md",
            "Faults",
            "What an entry of `faults:` may inject. Its own keys stand beside those of every fault.",
            text.ToString()
        );
    }
}
