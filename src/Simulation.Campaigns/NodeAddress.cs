using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Simulation.Campaigns;

/// <summary>Where a node of a cluster is reached.</summary>
/// <param name="Host">Its IP address in digits: nodes know each other by the very text.</param>
/// <param name="Port">Its port; 0 for any that is free.</param>
public sealed record NodeAddress(string Host, int Port)
{
    /// <summary>On this machine only, at any port.</summary>
    public static NodeAddress Loopback { get; } = new(IPAddress.Loopback.ToString(), 0);

    /// <summary>Reads <c>HOST:PORT</c>, where the host is a name or an address.</summary>
    /// <returns>Null when it is not of that form, or the host is not known.</returns>
    public static NodeAddress? Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        return
            colon > 0
            && int.TryParse(
                text.AsSpan(colon + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out int port
            )
            && port is > 0 and <= ushort.MaxValue
            && Find(text[..colon]) is { } host
            ? new NodeAddress(host.ToString(), port)
            : null;
    }

    /// <summary>The address of this machine that a node elsewhere can answer to.</summary>
    public NodeAddress SeenFromHere()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(IPAddress.Parse(Host), Port);
        return new NodeAddress(((IPEndPoint)socket.LocalEndPoint!).Address.ToString(), 0);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static IPAddress? Find(string host)
    {
        try
        {
            return Array.Find(
                Dns.GetHostAddresses(host),
                address =>
                    address.AddressFamily == AddressFamily.InterNetwork && !address.Equals(IPAddress.Any)
            );
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
