using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Simulation.Cli.Serving;
using Simulation.Reports;
using Simulation.Server;

namespace Simulation.Cli.Commands;

/// <summary>Shows results to a browser until the user ends it.</summary>
internal sealed class ServeCommand : Command
{
    private const string Text = """
        Show what has been run in a browser: filter by name, tag and verdict, follow sweeps as they go on, compare
        runs, step through one event by event, download it. It reads the folder of results and changes nothing.

        Examples:
          simlab serve
          simlab serve --port 9000 --out /tmp/results
          simlab serve --listen 10.0.0.5        (whoever reaches that address can look)
        """;

    private const int PortUsual = 8080;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Option<int> _port = Port();
    private readonly Option<IPAddress> _listen = Listen();
    private readonly Option<string> _out = Switches.Out();
    private readonly Shell _shell;

    public ServeCommand(Shell shell)
        : base("serve", Text)
    {
        _shell = shell;
        Array.ForEach<Option>([_port, _listen, _out], Add);
        SetAction(parsed => (int)RunAsync(parsed).GetAwaiter().GetResult());
    }

    private static Option<int> Port()
    {
        Option<int> port = new("--port")
        {
            Description = "The port; 0 for any that is free.",
            HelpName = "N",
            DefaultValueFactory = _ => PortUsual,
        };
        port.Validators.Add(result =>
        {
            if (
                result.Tokens.Count == 1
                && int.TryParse(result.Tokens[0].Value, out int number)
                && number is < 0 or > ushort.MaxValue
            )
            {
                result.AddError($"--port is from 0 to {ushort.MaxValue}");
            }
        });
        return port;
    }

    private static Option<IPAddress> Listen() =>
        new("--listen")
        {
            Description = "Let others look, too, at this address of this machine; 0.0.0.0 for every one.",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (text == "localhost")
                {
                    return IPAddress.Loopback;
                }

                if (!IPAddress.TryParse(text, out IPAddress? address))
                {
                    result.AddError(
                        $"--listen takes an address in digits, such as 10.0.0.5; '{text}' is none; the port is --port"
                    );
                }

                return address;
            },
        };

    private async Task<ExitCode> RunAsync(ParseResult parsed)
    {
        string root = parsed.GetValue(_out)!;
        if (!Directory.Exists(root))
        {
            throw new CommandFailure(
                ExitCode.NoSuchFile,
                $"no folder of results: {root}; 'simlab run scenarios/hello-partition.yaml --out {root}' makes it, "
                    + "--out names another"
            );
        }

        LabServer server = await OpenAsync(root, parsed.GetValue(_listen)!, parsed.GetValue(_port))
            .ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            _shell.Out.Write($"{root} is at {server.Address}   Ctrl-C ends this\n");
            while (!_shell.IsInterrupted)
            {
                await Task.Delay(Look).ConfigureAwait(false);
            }
        }

        return ExitCode.Interrupted;
    }

    private async Task<LabServer> OpenAsync(string root, IPAddress address, int port)
    {
        if (!IPAddress.IsLoopback(address))
        {
            _shell.Say(
                $"simlab: whoever reaches {address} can read these results: there is no password and no encryption"
            );
        }

        try
        {
            return await LabServer
                .StartAsync(
                    new ServerOptions
                    {
                        Root = root,
                        Address = address,
                        Port = port,
                        States = new ReplayProcess(_shell.Say),
                        Complain = text => _shell.Say("simlab: " + text),
                    }
                )
                .ConfigureAwait(false);
        }
        catch (IOException refused)
        {
            SocketError? why = (refused.GetBaseException() as SocketException)?.SocketErrorCode;
            throw new CommandFailure(
                ExitCode.CannotWrite,
                why switch
                {
                    SocketError.AddressAlreadyInUse =>
                        $"port {port} is taken: --port {port + 1} may be free, --port 0 takes any that is",
                    SocketError.AccessDenied => $"port {port} may not be used: ports from 1024 on may",
                    SocketError.AddressNotAvailable => $"{address} is no address of this machine",
                    _ => $"cannot listen at {address}, port {port}: {refused.Message}",
                }
            );
        }
    }
}
