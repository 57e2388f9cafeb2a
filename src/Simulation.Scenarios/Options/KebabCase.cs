using System.Text;

namespace Simulation.Scenarios.Options;

/// <summary>
/// Turns the names of C# into those of scenario files: <c>ReorderGap</c> is <c>reorder-gap</c>.
/// </summary>
public static class KebabCase
{
    /// <summary>The name in lower case, with a dash before each word but the first.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (int index = 0; index < name.Length; index++)
        {
            bool isUpper = char.IsUpper(name[index]);
            bool endsWord =
                index > 0
                && (
                    !char.IsUpper(name[index - 1])
                    || (index + 1 < name.Length && char.IsLower(name[index + 1]))
                );
            text.Append(isUpper && endsWord ? "-" : "").Append(char.ToLowerInvariant(name[index]));
        }

        return text.ToString();
    }
}
