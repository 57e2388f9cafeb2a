using Microsoft.AspNetCore.Http;
using Simulation.Reports.Html;

namespace Simulation.Server.Pages;

/// <summary>What all pages have in common, which is the look of the report.</summary>
internal static class Layout
{
    /// <summary>Writes a page.</summary>
    /// <param name="eyebrow">The line above the heading.</param>
    /// <param name="title">The heading.</param>
    /// <param name="body">What is below it, escaped already.</param>
    /// <param name="script">The script that the page needs; empty for none.</param>
    public static string Write(string eyebrow, string title, HtmlText body, string script = "")
    {
        HtmlText page = new();
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Raw("<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n")
            .Element("title", $"{title} - simlab")
            .Raw("<script src=\"/assets/theme.js\"></script>\n")
            .Raw("<link rel=\"stylesheet\" href=\"/assets/report.css\">\n")
            .Raw("<link rel=\"stylesheet\" href=\"/assets/serve.css\">\n");
        if (script.Length > 0)
        {
            page.Raw($"<script src=\"/assets/{script}\" defer></script>\n");
        }

        page.Raw("</head>\n<body>\n<header>\n")
            .Element("p", eyebrow, "eyebrow")
            .Element("h1", title)
            .Raw("<button id=\"theme\" type=\"button\" aria-label=\"Switch between light and dark\">")
            .Raw("Theme</button>\n</header>\n<nav aria-label=\"Pages\"><ul>\n")
            .Raw("<li><a href=\"/#sweeps\">Sweeps</a></li>\n<li><a href=\"/#runs\">Runs</a></li>\n")
            .Raw("</ul></nav>\n<main>\n")
            .Raw(body.ToString())
            .Raw("</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    /// <summary>Sends a page.</summary>
    public static Task SendAsync(HttpContext context, string page)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(page, context.RequestAborted);
    }
}
