using Thca.Core.Geometry;

namespace Thca.Phantoms.Ct;

/// <summary>Collects the truth of a lesion from the parts it was made of.</summary>
internal static class LesionTruth
{
    public static NeckCtTruth Of(NeckCtOptions options, NeckAnatomy anatomy, LesionTexture texture, double voxelVolume)
    {
        int n = texture.Deviation.Length;
        return new NeckCtTruth
        {
            LesionVoxels = n,
            LesionVolumeMm3 = n * voxelVolume,
            EllipsoidVolumeMm3 = anatomy.Lesion.Volume,
            LesionDiameterMm = options.LesionDiameter,
            LesionCentre = new PhysicalPoint(anatomy.Lesion.X, anatomy.Lesion.Y, anatomy.Lesion.Z),
            Side = options.Side,
            ContrastHu = options.LesionContrast,
            Heterogeneity = options.Heterogeneity,
            StructureHu = Math.Sqrt(texture.Deviation.Sum(d => d * d) / n),
            NoiseHu = options.NoiseStandardDeviation,
            Habitats = Parts(options, anatomy, texture, voxelVolume),
        };
    }

    /// <summary>Cells that hold no voxel are left out; the others keep their number.</summary>
    private static List<HabitatTruth> Parts(NeckCtOptions options, NeckAnatomy anatomy, LesionTexture texture, double voxelVolume)
    {
        double mean = Tissues.Thyroid + anatomy.GlandEnhancement + options.LesionContrast + options.HuOffset;
        var parts = new List<HabitatTruth>();
        for (int h = 0; h < texture.Kinds.Length; h++)
        {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < texture.Habitat.Length; i++)
            {
                if (texture.Habitat[i] != h) continue;
                sum += texture.Deviation[i];
                count++;
            }

            if (count > 0) parts.Add(new HabitatTruth(h + 1, texture.Kinds[h], mean + sum / count, count * voxelVolume));
        }

        return parts;
    }
}
