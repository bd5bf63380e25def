using System.Globalization;
using System.Net;
using System.Text;

namespace Thca.Cli.Infrastructure;

/// <summary>An SVG picture under construction; y grows downwards, units are pixels.</summary>
internal sealed class SvgDrawing(double width, double height)
{
    private readonly StringBuilder _body = new();

    public void Line(double x1, double y1, double x2, double y2, string colour = "#444", double stroke = 1, string dash = "") =>
        Add($"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{colour}\" stroke-width=\"{stroke:0.##}\"{(dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "")}/>");

    public void Box(double x, double y, double w, double h, string fill, string stroke = "none", double opacity = 1) =>
        Add($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{Math.Max(0, w):0.##}\" height=\"{Math.Max(0, h):0.##}\" fill=\"{fill}\" stroke=\"{stroke}\" fill-opacity=\"{opacity:0.##}\"/>");

    /// <summary>A PNG inside the drawing, so that the file needs no other.</summary>
    public void Picture(double x, double y, double w, double h, byte[] png) =>
        Add($"<image x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{w:0.##}\" height=\"{h:0.##}\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,{Convert.ToBase64String(png)}\"/>");

    public void Dot(double x, double y, double radius, string fill, double opacity = 0.6) =>
        Add($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\" fill=\"{fill}\" fill-opacity=\"{opacity:0.##}\"/>");

    public void Diamond(double x, double y, double r, string fill) =>
        Add($"<path d=\"M{x:0.##} {y - r:0.##}L{x + r:0.##} {y:0.##}L{x:0.##} {y + r:0.##}L{x - r:0.##} {y:0.##}Z\" fill=\"{fill}\" stroke=\"#fff\" stroke-width=\"0.8\"/>");

    public void Text(double x, double y, string text, string anchor = "middle", double size = 12, string colour = "#222", bool bold = false) =>
        Add($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\" font-size=\"{size:0.##}\" fill=\"{colour}\"{(bold ? " font-weight=\"bold\"" : "")}>{WebUtility.HtmlEncode(text)}</text>");

    public void Upright(double x, double y, string text, double size = 12) =>
        Add($"<text transform=\"translate({x:0.##} {y:0.##}) rotate(-90)\" text-anchor=\"middle\" font-size=\"{size:0.##}\" fill=\"#222\">{WebUtility.HtmlEncode(text)}</text>");

    /// <summary>Text that runs upwards from a point.</summary>
    public void UprightFrom(double x, double y, string text, double size = 12) =>
        Add($"<text transform=\"translate({x:0.##} {y:0.##}) rotate(-90)\" text-anchor=\"start\" font-size=\"{size:0.##}\" fill=\"#222\">{WebUtility.HtmlEncode(text)}</text>");

    /// <summary>The picture as an element that may stand in HTML or alone in a file.</summary>
    public string ToSvg() => FormattableString.Invariant(
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:0}\" height=\"{height:0}\" viewBox=\"0 0 {width:0} {height:0}\" font-family=\"Helvetica, Arial, sans-serif\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{_body}</svg>\n");

    private void Add(FormattableString element) => _body.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
