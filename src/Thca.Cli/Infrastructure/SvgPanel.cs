using System.Globalization;

namespace Thca.Cli.Infrastructure;

/// <summary>One coordinate system inside a drawing, linear or logarithmic, with axes and round ticks.</summary>
internal sealed class SvgPanel
{
    private readonly SvgDrawing _svg;
    private readonly (double Low, double High) _x;
    private readonly (double Low, double High) _y;
    private readonly bool _log;

    public SvgPanel(SvgDrawing svg, (double X, double Y, double Width, double Height) area, (double Low, double High) x, (double Low, double High) y, bool log = false)
    {
        (_svg, Area, _log) = (svg, area, log);
        (_x, _y) = log ? ((Math.Log10(x.Low), Math.Log10(x.High)), (Math.Log10(y.Low), Math.Log10(y.High))) : (x, y);
    }

    public (double X, double Y, double Width, double Height) Area { get; }

    public double Right => Area.X + Area.Width;

    public double Bottom => Area.Y + Area.Height;

    public double X(double value) => Area.X + (Scaled(value) - _x.Low) / (_x.High - _x.Low) * Area.Width;

    public double Y(double value) => Bottom - (Scaled(value) - _y.Low) / (_y.High - _y.Low) * Area.Height;

    public void Title(string text) => _svg.Text(Area.X + Area.Width / 2, Area.Y - 12, text, size: 13, bold: true);

    public void YAxis(string label)
    {
        int longest = 1;
        _svg.Line(Area.X, Area.Y, Area.X, Bottom);
        foreach (double t in Ticks(_y, _log))
        {
            _svg.Line(Area.X - 4, Y(t), Area.X, Y(t));
            _svg.Line(Area.X, Y(t), Right, Y(t), "#eee");
            string text = Number(t);
            longest = Math.Max(longest, text.Length);
            _svg.Text(Area.X - 7, Y(t) + 4, text, "end", 11);
        }

        _svg.Upright(Area.X - 20 - 7 * longest, Area.Y + Area.Height / 2, label);
    }

    /// <summary>Ticks at the left, without lines over the panel.</summary>
    public void YTicks()
    {
        _svg.Line(Area.X, Area.Y, Area.X, Bottom);
        foreach (double t in Ticks((Math.Min(_y.Low, _y.High), Math.Max(_y.Low, _y.High)), _log))
        {
            _svg.Line(Area.X - 4, Y(t), Area.X, Y(t));
            _svg.Text(Area.X - 7, Y(t) + 4, Number(t), "end", 11);
        }
    }

    public void XAxis(string label)
    {
        _svg.Line(Area.X, Bottom, Right, Bottom);
        foreach (double t in Ticks(_x, _log))
        {
            _svg.Line(X(t), Bottom, X(t), Bottom + 4);
            _svg.Text(X(t), Bottom + 17, Number(t), size: 11);
        }

        _svg.Text(Area.X + Area.Width / 2, Bottom + 36, label);
    }

    /// <summary>A dot with its place in a legend inside the panel.</summary>
    public void Legend(int row, string text, string colour)
    {
        double y = Area.Y + 12 + 16 * row;
        _svg.Dot(Area.X + 14, y - 4, 4, colour, 1);
        _svg.Text(Area.X + 24, y, text, "start", 11);
    }

    /// <summary>A range that shows all values, with some room; never empty.</summary>
    public static (double Low, double High) Range(IEnumerable<double> values, double room = 0.06)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0) return (0, 1);
        double low = finite.Min(), high = finite.Max(), width = high > low ? high - low : Math.Max(1, Math.Abs(high)) * 0.2;
        return (low - room * width, high + room * width);
    }

    private double Scaled(double value) => _log ? Math.Log10(value) : value;

    private static IEnumerable<double> Ticks((double Low, double High) range, bool log)
    {
        if (log)
        {
            for (int decade = (int)Math.Floor(range.Low); decade <= range.High; decade++)
            {
                foreach (double step in range.High - range.Low > 2.5 ? [1.0] : (double[])[1, 2, 5])
                {
                    double at = decade + Math.Log10(step);
                    if (at >= range.Low && at <= range.High) yield return step * Math.Pow(10, decade);
                }
            }

            yield break;
        }

        double rough = (range.High - range.Low) / 5, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double size = power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        for (long k = (long)Math.Ceiling(range.Low / size - 1e-9); k * size <= range.High + 1e-9 * size; k++) yield return k * size;
    }

    private static string Number(double value) => Math.Abs(value) < 1e-12 ? "0" : value.ToString("G6", CultureInfo.InvariantCulture);
}
