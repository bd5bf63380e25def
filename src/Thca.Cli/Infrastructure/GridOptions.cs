using System.CommandLine;
using System.Globalization;
using Thca.Core.Geometry;

namespace Thca.Cli.Infrastructure;

/// <summary>The options <c>--size X,Y,Z</c> and <c>--spacing X,Y,Z</c> of commands that make images.</summary>
internal sealed class GridOptions(GridSize defaultSize, Spacing defaultSpacing)
{
    private readonly Option<string> _size = new("--size")
    {
        Description = "Voxels along x,y,z.", DefaultValueFactory = _ => string.Create(CultureInfo.InvariantCulture, $"{defaultSize.X},{defaultSize.Y},{defaultSize.Z}"),
    };

    private readonly Option<string> _spacing = new("--spacing")
    {
        Description = "Millimetres per voxel along x,y,z.", DefaultValueFactory = _ => string.Create(CultureInfo.InvariantCulture, $"{defaultSpacing.X},{defaultSpacing.Y},{defaultSpacing.Z}"),
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_size);
        command.Options.Add(_spacing);
    }

    public GridSize Size(ParseResult parse)
    {
        double[] v = Three("--size", parse.GetRequiredValue(_size));
        if (v.Any(x => x < 1 || x > 4096 || x != Math.Floor(x))) throw Wrong("--size", parse.GetRequiredValue(_size), "whole numbers from 1 to 4096");
        return new GridSize((int)v[0], (int)v[1], (int)v[2]);
    }

    public Spacing Spacing(ParseResult parse)
    {
        double[] v = Three("--spacing", parse.GetRequiredValue(_spacing));
        if (v.Any(x => !double.IsFinite(x) || x <= 0)) throw Wrong("--spacing", parse.GetRequiredValue(_spacing), "positive numbers");
        return new Spacing(v[0], v[1], v[2]);
    }

    private static double[] Three(string option, string text)
    {
        double[] values = [.. text.Split(',').Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        return values.Length == 3 && !values.Any(double.IsNaN) ? values : throw Wrong(option, text, "three numbers separated by commas");
    }

    private static UsageException Wrong(string option, string text, string expected) => new($"{option} is '{text}'; {expected} are expected.", "Example: --size 128,128,64 --spacing 0.8,0.8,2.0");
}
