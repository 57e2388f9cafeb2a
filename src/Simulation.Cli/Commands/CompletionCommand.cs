using System.CommandLine;
using Simulation.Reports;

namespace Simulation.Cli.Commands;

/// <summary>Prints what makes a shell complete the words of <c>simlab</c>, by asking simlab itself.</summary>
internal sealed class CompletionCommand : Command
{
    private const string Bash = """
        _simlab() {
            local IFS=$'\n'
            local words="$(simlab "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)"
            COMPREPLY=($(compgen -W "${words}" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _simlab simlab

        """;

    private const string Zsh = """
        _simlab() {
            compadd -- ${(f)"$(simlab "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)"}
            _files
        }
        compdef _simlab simlab

        """;

    private const string Fish = """
        function __simlab
            set -l line (commandline -cp)
            simlab "[suggest:"(string length -- $line)"]" $line 2>/dev/null
        end
        complete -c simlab -a '(__simlab)'

        """;

    public CompletionCommand(Shell shell)
        : base("completion", "Print what a shell needs to complete words: source <(simlab completion bash)")
    {
        Argument<string> which = Switches.Word("SHELL", "bash, zsh or fish.");
        which.AcceptOnlyFromAmong("bash", "zsh", "fish");
        Add(which);
        SetAction(parsed =>
        {
            string script = parsed.GetValue(which) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                _ => Fish,
            };
            shell.Out.Write(script.ReplaceLineEndings("\n"));
            return (int)ExitCode.Held;
        });
    }
}
