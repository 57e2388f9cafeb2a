using Simulation.Scenarios.Problems;

namespace Simulation.Scenarios.Yaml;

/// <summary>
/// Replaces <c>include: [file.yaml#fragment]</c> by what the fragments hold. Maps are merged key by key;
/// where both have a value the including file's counts, and a later fragment's over an earlier one's.
/// </summary>
/// <param name="readFile">A file's text, or null when there is none.</param>
/// <param name="problems">Where problems go.</param>
public sealed class IncludeResolver(Func<string, string?> readFile, ProblemList problems)
{
    private const string Key = "include";

    private readonly List<string> _path = [];

    /// <summary>The map with all includes in place and without the key itself.</summary>
    public YamlMap Resolve(YamlMap map)
    {
        if (map[Key] is not { } node)
        {
            return map;
        }

        YamlMap merged = map.Without(Key);
        IReadOnlyList<YamlNode> items = node is YamlList list ? list.Items : [node];
        foreach (YamlNode item in items.Reverse())
        {
            if (item is not YamlScalar { IsNull: false } reference)
            {
                problems.Error(
                    ProblemCode.WrongShape,
                    item.Span,
                    $"'include' needs a list of texts, not {item.Shape}",
                    "write [file.yaml#fragment]"
                );
            }
            else if (Fragment(reference) is { } fragment)
            {
                merged = Merge(merged, fragment);
            }
        }

        return merged;
    }

    private YamlMap? Fragment(YamlScalar reference)
    {
        string[] parts = reference.Text.Split('#', 2);
        string file = Beside(reference.Span.File, parts[0]);
        string name = parts.Length == 2 ? file + "#" + parts[1] : file;
        if (_path.Contains(name, StringComparer.Ordinal))
        {
            problems.Error(
                ProblemCode.IncludeCycle,
                reference.Span,
                $"'{reference.Text}' includes itself",
                string.Join(" -> ", _path.SkipWhile(step => step != name).Append(name))
            );
            return null;
        }

        if (readFile(file) is not { } text)
        {
            problems.Error(ProblemCode.IncludeMissing, reference.Span, $"no file '{file}'");
            return null;
        }

        if (YamlReader.Read(file, text, problems) is not { } root)
        {
            return null;
        }

        YamlNode? found = parts.Length == 2 ? (root as YamlMap)?[parts[1]] : root;
        if (found is not YamlMap fragment)
        {
            IEnumerable<string> names = root is YamlMap map ? map.Keys : [];
            problems.Error(
                ProblemCode.IncludeFragment,
                reference.Span,
                $"'{file}' has no map '{(parts.Length == 2 ? parts[1] : "")}'",
                Suggestion.DidYouMean(parts.Length == 2 ? parts[1] : "", names)
            );
            return null;
        }

        _path.Add(name);
        YamlMap resolved = Resolve(fragment);
        _path.RemoveAt(_path.Count - 1);
        return resolved;
    }

    private static YamlMap Merge(YamlMap winner, YamlMap other)
    {
        YamlMap merged = winner;
        foreach (YamlEntry entry in other.Entries)
        {
            YamlNode? own = winner[entry.Key.Text];
            if (own is null)
            {
                merged = merged.With(entry.Key, entry.Value);
            }
            else if (own is YamlMap ownMap && entry.Value is YamlMap otherMap)
            {
                merged = merged.With(winner.EntryOf(entry.Key.Text)!.Key, Merge(ownMap, otherMap));
            }
        }

        return merged;
    }

    /// <summary>A path relative to the folder of a file, without dots in it.</summary>
    private static string Beside(string file, string path)
    {
        if (path.StartsWith('/'))
        {
            return path;
        }

        var steps = new List<string>(file.Split('/')[..^1]);
        foreach (string step in path.Split('/').Where(step => step is not ("" or ".")))
        {
            if (step == ".." && steps.Count > 0 && steps[^1] is not ("" or ".."))
            {
                steps.RemoveAt(steps.Count - 1);
            }
            else
            {
                steps.Add(step);
            }
        }

        return string.Join('/', steps);
    }
}
