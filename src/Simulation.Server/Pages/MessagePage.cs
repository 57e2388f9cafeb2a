using Microsoft.AspNetCore.Http;
using Simulation.Reports.Html;

namespace Simulation.Server.Pages;

/// <summary>Says why there is nothing to see.</summary>
internal static class MessagePage
{
    /// <summary>Sends it.</summary>
    /// <param name="context">Who asked.</param>
    /// <param name="status">The number for browsers.</param>
    /// <param name="title">The matter in a few words.</param>
    /// <param name="text">A sentence for people.</param>
    public static Task WriteAsync(HttpContext context, int status, string title, string text)
    {
        context.Response.StatusCode = status;
        HtmlText body = new();
        body.Raw("<section>\n").Element("p", text).Raw("<p><a href=\"/\">All runs</a></p>\n</section>\n");
        return Layout.SendAsync(context, Layout.Write("simlab", title, body));
    }

    /// <summary>Sends that there is no such thing, without repeating what was asked for.</summary>
    public static Task MissingAsync(HttpContext context) =>
        WriteAsync(
            context,
            StatusCodes.Status404NotFound,
            "Nothing here",
            "There is no such page, or the run is no longer in the results folder."
        );
}
