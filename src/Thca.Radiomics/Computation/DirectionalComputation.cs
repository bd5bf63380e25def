using Thca.Core.Features;
using Thca.Radiomics.Catalogue;
using Thca.Radiomics.Settings;
using Thca.Radiomics.Texture;

namespace Thca.Radiomics.Computation;

/// <summary>A class whose features are computed per direction and averaged, leaving undefined directions out.</summary>
internal abstract class DirectionalComputation<TSource>(FeatureDefinition<TSource>[] selected, int directions) : ClassComputation
{
    private readonly double[]?[] _rows = new double[]?[directions];

    /// <summary>Why all features are undefined when no direction counts.</summary>
    protected abstract string WhyNothing { get; }

    /// <inheritdoc/>
    public override bool IsDivided => true;

    /// <inheritdoc/>
    public override IEnumerable<FeatureValue> Results()
    {
        for (int f = 0; f < selected.Length; f++)
        {
            double sum = 0;
            int used = 0, defined = 0;
            foreach (double[]? row in _rows)
            {
                if (row is null) continue;
                used++;
                if (double.IsNaN(row[f])) continue;
                defined++;
                sum += row[f];
            }

            yield return Value(selected[f].Descriptor, sum / defined, used == 0 ? WhyNothing : "The formula is undefined in every direction of this region.");
        }
    }

    /// <summary>Stores the features of one direction.</summary>
    protected void Store(int direction, TSource source)
    {
        var row = new double[selected.Length];
        for (int f = 0; f < row.Length; f++) row[f] = selected[f].Evaluate(source);
        _rows[direction] = row;
    }

    /// <summary>Length of an offset in mm under a norm.</summary>
    protected static double Length(NeighbourOffset o, Core.Geometry.Spacing spacing, DistanceWeighting norm)
    {
        double x = Math.Abs(o.X) * spacing.X, y = Math.Abs(o.Y) * spacing.Y, z = Math.Abs(o.Z) * spacing.Z;
        return norm switch
        {
            DistanceWeighting.Euclidean => Math.Sqrt(x * x + y * y + z * z),
            DistanceWeighting.Manhattan => x + y + z,
            _ => Math.Max(x, Math.Max(y, z)),
        };
    }
}
