using System.Net;
using Microsoft.AspNetCore.Http;
using Simulation.Server.Pages;

namespace Simulation.Server;

/// <summary>
/// Stands before every request: who may ask, what may be asked, and what a browser may do with the answer.
/// </summary>
internal sealed class Guard(ServerOptions options)
{
    private const string OpenerPolicy = "Cross-Origin-Opener-Policy";

    /// <summary>Own pages: nothing but files of this server, no script or style within the page.</summary>
    private const string Strict =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>
    /// A stored report has its scripts within it, and may come from anybody: it runs in a world of its own,
    /// which can neither read this server's other pages nor send anything anywhere.
    /// </summary>
    private const string Sandboxed =
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
        + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Marks an answer as a page that came from a results folder.</summary>
    /// <remarks>Browsers show no sandboxed page that also asks to be kept apart from its opener.</remarks>
    public static void Sandbox(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Sandboxed;
        response.Headers[OpenerPolicy] = "unsafe-none";
    }

    /// <summary>Answers what may not be asked, and lets the rest pass.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        HttpResponse response = context.Response;
        response.Headers.ContentSecurityPolicy = Strict;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers[OpenerPolicy] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-store";
        if (!IsKnownHost(context.Request.Host))
        {
            await MessagePage
                .WriteAsync(
                    context,
                    StatusCodes.Status403Forbidden,
                    "Not under this name",
                    "This server answers on this machine only: ask for 127.0.0.1 or localhost."
                )
                .ConfigureAwait(false);
        }
        else if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.Headers.Allow = "GET, HEAD";
            await MessagePage
                .WriteAsync(
                    context,
                    StatusCodes.Status405MethodNotAllowed,
                    "Only looking",
                    "This server shows what is there and changes nothing: it knows GET only."
                )
                .ConfigureAwait(false);
        }
        else if (IsFromElsewhere(context.Request))
        {
            await MessagePage
                .WriteAsync(
                    context,
                    StatusCodes.Status403Forbidden,
                    "Not from elsewhere",
                    "Another site's page asked for this, not you."
                )
                .ConfigureAwait(false);
        }
        else
        {
            await PassAsync(context, next).ConfigureAwait(false);
        }
    }

    private async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception abandoned)
            when (abandoned is OperationCanceledException or IOException
                && context.RequestAborted.IsCancellationRequested
            )
        {
            // Whoever asked went away.
        }
        catch (Exception wrong)
        {
            options.Complain($"{context.Request.Path}: {wrong.Message.ReplaceLineEndings(" ")}");
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            await MessagePage
                .WriteAsync(
                    context,
                    StatusCodes.Status500InternalServerError,
                    "That went wrong",
                    wrong is IOException or InvalidDataException or UnauthorizedAccessException
                        ? wrong.Message
                        : "A bug in the lab; the terminal of 'simlab serve' says more."
                )
                .ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A name of somebody else's that leads to this machine is how pages of others read servers like this one.
    /// </summary>
    private bool IsKnownHost(HostString host) =>
        !IPAddress.IsLoopback(options.Address)
        || string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (
            IPAddress.TryParse(host.Host.Trim('[', ']'), out IPAddress? address)
            && IPAddress.IsLoopback(address)
        );

    /// <summary>Following a link from elsewhere is fine; being fetched or embedded there is not.</summary>
    private static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] == "cross-site" && request.Headers["Sec-Fetch-Mode"] != "navigate";
}
