using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Phantoms.Ct;
using Thca.Testing;

namespace Thca.Phantoms.Tests.Ct;

public sealed class NeckCtPhantomTests
{
    private static readonly NeckCtOptions Small = new() { Size = new GridSize(96, 96, 40), Spacing = new Spacing(1, 1, 2) };

    [Fact]
    public void Plain_anatomy_has_the_voxel_counts_of_the_geometry_table()
    {
        Assert.Equal([14572, 282, 320, 144, 144, 176, 176, 176, 176, 93, 93, 32], Counts(new GridSize(32, 32, 16), new Spacing(3, 3, 5)));
        Assert.Equal([117952, 2452, 2432, 1120, 1120, 1080, 1080, 1080, 1080, 717, 717, 242], Counts(new GridSize(64, 64, 32), new Spacing(1.5, 1.5, 2.5)));
    }

    [Fact]
    public void Every_structure_is_present_and_lies_where_anatomy_puts_it()
    {
        NeckCtCase made = NeckCtPhantom.Generate(new NeckCtOptions(), RandomSeed.Default);
        Assert.Equal(Enumerable.Range(1, 11), made.Labels.DistinctLabels());
        PhysicalPoint At(AnatomicalLabel label) => Centre(made.Labels, label);
        Assert.True(At(AnatomicalLabel.VertebraC5).Z > At(AnatomicalLabel.VertebraC6).Z);
        Assert.True(At(AnatomicalLabel.VertebraC6).Z > At(AnatomicalLabel.VertebraC7).Z);
        Assert.True(At(AnatomicalLabel.VertebraC7).Z > At(AnatomicalLabel.VertebraT1).Z);
        Assert.True(At(AnatomicalLabel.LeftCommonCarotid).X > 20 && At(AnatomicalLabel.RightCommonCarotid).X < -20);
        Assert.True(At(AnatomicalLabel.LeftClavicle).X > 0 && At(AnatomicalLabel.RightClavicle).X < 0);
        Assert.True(At(AnatomicalLabel.Trachea).Y < At(AnatomicalLabel.VertebraC6).Y, "the trachea lies in front of the spine");
        Assert.True(At(AnatomicalLabel.LeftClavicle).Z < At(AnatomicalLabel.Thyroid).Z, "the clavicles lie below the gland");
        Assert.True(At(AnatomicalLabel.Lesion).DistanceTo(made.Truth.LesionCentre) < 1);
    }

    [Theory]
    [InlineData(LesionSide.Left)]
    [InlineData(LesionSide.Right)]
    public void The_lesion_sits_in_the_lobe_asked_for(LesionSide side)
    {
        NeckCtCase made = NeckCtPhantom.Generate(Small with { Side = side }, RandomSeed.Default);
        double x = Centre(made.Labels, AnatomicalLabel.Lesion).X;
        Assert.Equal(side == LesionSide.Left ? 1 : -1, Math.Sign(x));
    }

    [Fact]
    public void Tissues_have_their_attenuation()
    {
        NeckCtCase made = NeckCtPhantom.Generate(new NeckCtOptions { AnatomicalVariation = 0 }, RandomSeed.Default);
        double Mean(AnatomicalLabel label) => Values(made, label).Average();
        Assert.Equal(400, Mean(AnatomicalLabel.VertebraC5), 1.0);
        Assert.Equal(500, Mean(AnatomicalLabel.LeftClavicle), 1.0);
        Assert.Equal(180, Mean(AnatomicalLabel.RightCommonCarotid), 1.0);
        Assert.Equal(-950, Mean(AnatomicalLabel.Trachea), 1.0);
        Assert.Equal(120, Mean(AnatomicalLabel.Thyroid), 1.0);
        Assert.Equal(70, Mean(AnatomicalLabel.Lesion), 2.0);
        Assert.Equal(-1000, made.Ct[0, 0, 0], 80.0);
    }

    [Fact]
    public void Noise_has_the_standard_deviation_and_correlation_asked_for()
    {
        NeckCtCase made = NeckCtPhantom.Generate(new NeckCtOptions { NoiseStandardDeviation = 20, NoiseCorrelation = 0.4 }, RandomSeed.Default);
        double sum = 0, squares = 0, products = 0;
        int n = 0;
        for (int z = 0; z < 64; z++)
        {
            for (int y = 78; y < 92; y++)
            {
                for (int x = 52; x < 75; x++)
                {
                    if (made.Labels[x, y, z] is < 5 or > 8 || made.Labels[x + 1, y, z] is < 5 or > 8) continue;
                    double a = made.Ct[x, y, z] - 400, b = made.Ct[x + 1, y, z] - 400;
                    (sum, squares, products, n) = (sum + a, squares + a * a, products + a * b, n + 1);
                }
            }
        }

        Assert.Equal(20, Math.Sqrt(squares / n), 0.5);
        Assert.Equal(0.4, products / squares, 0.03);
    }

    [Fact]
    public void Voxels_are_whole_HU_stored_as_16_bit_integers()
    {
        NeckCtCase made = NeckCtPhantom.Generate(Small with { HuOffset = 7.3 }, RandomSeed.Default);
        Assert.Equal(ComponentType.Int16, made.Ct.StoredType);
        foreach (float v in made.Ct.Voxels) Assert.True(v == MathF.Round(v) && v is >= -1024 and <= 3071);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(14)]
    [InlineData(24)]
    public void Lesion_volume_follows_the_diameter(double diameter)
    {
        NeckCtCase made = NeckCtPhantom.Generate(new NeckCtOptions { LesionDiameter = diameter }, RandomSeed.Default);
        double sphere = Math.PI / 6 * diameter * diameter * diameter;
        Close.To(sphere, made.Truth.EllipsoidVolumeMm3, 1e-9);
        Assert.Equal(made.Truth.LesionVoxels, made.Labels.Select(11).Count());
        Assert.Equal(made.Truth.LesionVoxels, made.Habitats.SelectNonZero().Count());
        Close.To(made.Truth.LesionVoxels * 0.8 * 0.8 * 2, made.Truth.LesionVolumeMm3, 1e-12);
        Assert.InRange(made.Truth.LesionVolumeMm3 / sphere, 0.7, 1.03);
        Close.To(made.Truth.LesionVolumeMm3, made.Truth.Habitats.Sum(h => h.VolumeMm3), 1e-12);
    }

    [Fact]
    public void Heterogeneity_widens_the_lesion_and_leaves_its_contrast_alone()
    {
        var spread = new List<double>();
        foreach (double h in (double[])[0, 0.25, 0.5, 0.75, 1])
        {
            NeckCtCase made = NeckCtPhantom.Generate(Small with { Heterogeneity = h, LesionDiameter = 20 }, RandomSeed.Default);
            double[] values = [.. Values(made, AnatomicalLabel.Lesion).Order()];
            spread.Add(values[values.Length * 3 / 4] - values[values.Length / 4]);
            double gland = Values(made, AnatomicalLabel.Thyroid).Average();
            Assert.Equal(-50, values.Average() - gland, 3.0);
            Close.To(Math.Sqrt(64 + 45 * 45 * h * h), made.Truth.StructureHu, 0.15, what: $"structure at {h}");
        }

        Assert.Equal(spread.Order(), spread);
        Assert.True(spread[^1] > 2 * spread[0]);
    }

    [Fact]
    public void Habitats_differ_in_the_image_as_the_truth_says()
    {
        NeckCtCase made = NeckCtPhantom.Generate(new NeckCtOptions { Heterogeneity = 1, LesionDiameter = 22 }, RandomSeed.Default);
        Assert.InRange(made.Truth.Habitats.Count, 8, 12);
        foreach (HabitatTruth habitat in made.Truth.Habitats.Where(h => h.VolumeMm3 > 300))
        {
            double mean = 0;
            int n = 0;
            for (int i = 0; i < made.Habitats.Labels.Length; i++)
            {
                if (made.Habitats.Labels[i] != habitat.Index) continue;
                mean += made.Ct.Voxels[i];
                n++;
            }

            Assert.Equal(habitat.MeanHu, mean / n, 4.0);
        }

        double Kind(int kind) => made.Truth.Habitats.Where(h => h.Kind == kind).Average(h => h.MeanHu);
        Assert.True(Kind(0) + 20 < Kind(1) && Kind(1) + 20 < Kind(2));
    }

    [Fact]
    public void The_same_seed_and_patient_give_the_same_voxels_at_any_number_of_threads()
    {
        NeckCtCase one = NeckCtPhantom.Generate(Small, RandomSeed.Default, "P1", ComputeOptions.SingleThread);
        NeckCtCase two = NeckCtPhantom.Generate(Small, RandomSeed.Default, "P1", new ComputeOptions { MaxDegreeOfParallelism = 2 });
        Assert.True(one.Ct.Voxels.SequenceEqual(two.Ct.Voxels));
        Assert.True(one.Labels.Labels.SequenceEqual(two.Labels.Labels));
        NeckCtCase other = NeckCtPhantom.Generate(Small, RandomSeed.Default, "P2");
        Assert.False(one.Ct.Voxels.SequenceEqual(other.Ct.Voxels));
        Assert.False(one.Ct.Voxels.SequenceEqual(NeckCtPhantom.Generate(Small, new RandomSeed(43), "P1").Ct.Voxels));
    }

    [Fact]
    public void Every_wrong_option_is_named()
    {
        var options = new NeckCtOptions { LesionDiameter = 200, Heterogeneity = double.NaN, NoiseCorrelation = 0.9, HuOffset = -500 };
        OptionsException error = Assert.Throws<OptionsException>(() => NeckCtPhantom.Generate(options, RandomSeed.Default));
        Assert.Equal(4, error.Problems.Count);
        Assert.Contains("LesionDiameter is 200; expected 3 to 40 mm", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_of_view_that_cannot_hold_the_lesion_is_refused()
    {
        OptionsException error = Assert.Throws<OptionsException>(() => NeckCtPhantom.Generate(Small with { Size = new GridSize(20, 96, 40) }, RandomSeed.Default));
        Assert.Contains("along x", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Voxels_too_large_to_show_the_lesion_are_refused()
    {
        NeckCtOptions coarse = NeckCtOptions.Plain(new GridSize(8, 8, 8), Spacing.Isotropic(20)) with { LesionDiameter = 3 };
        ThcaException error = Assert.Throws<ThcaException>(() => NeckCtPhantom.Generate(coarse, RandomSeed.Default));
        Assert.Equal(ProblemCodes.MaskEmpty, error.Code);
    }

    [Fact]
    public void The_largest_and_the_smallest_lesion_can_be_made()
    {
        foreach (double diameter in (double[])[3, 40])
        {
            NeckCtCase made = NeckCtPhantom.Generate(new NeckCtOptions { LesionDiameter = diameter, Heterogeneity = 1 }, RandomSeed.Default);
            Assert.True(made.Truth.LesionVoxels > 5);
            foreach (float v in made.Ct.Voxels) Assert.True(float.IsFinite(v));
        }
    }

    [Fact]
    public void The_thyroid_mask_joins_gland_and_lesion()
    {
        NeckCtCase made = NeckCtPhantom.Generate(Small, RandomSeed.Default);
        Assert.Equal(made.Labels.Select(1).Count() + made.Labels.Select(11).Count(), made.Thyroid().Count());
    }

    [Fact]
    public void Pictures_for_a_reader()
    {
        string? folder = Environment.GetEnvironmentVariable("THCA_PICTURES");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "Set THCA_PICTURES to a folder to draw slices of a phantom.");
        NeckCtCase made = NeckCtPhantom.Generate(new NeckCtOptions { Heterogeneity = 0.9, LesionDiameter = 20 }, RandomSeed.Default, "P1");
        double Gray(int x, int y, int z) => (made.Ct[x, y, z] + 150) / 500 * 255;
        string axial = Path.Combine(folder!, "axial.png"), coronal = Path.Combine(folder!, "coronal.png");
        GrayPng.Write(axial, 512, 512, (x, y) => Gray(x / 4, y / 4, 36));
        GrayPng.Write(coronal, 512, 640, (x, y) => Gray(x / 4, 47, 63 - y / 10));
        Assert.True(File.Exists(axial) && File.Exists(coronal));
    }

    private static int[] Counts(GridSize size, Spacing spacing)
    {
        LabelMap labels = NeckCtPhantom.Generate(NeckCtOptions.Plain(size, spacing), RandomSeed.Default).Labels;
        var counts = new int[12];
        foreach (int label in labels.Labels) counts[label]++;
        return counts;
    }

    private static List<double> Values(NeckCtCase made, AnatomicalLabel label)
    {
        var values = new List<double>();
        for (int i = 0; i < made.Labels.Labels.Length; i++)
            if (made.Labels.Labels[i] == (int)label) values.Add(made.Ct.Voxels[i]);
        return values;
    }

    private static PhysicalPoint Centre(LabelMap labels, AnatomicalLabel label)
    {
        double x = 0, y = 0, z = 0;
        int n = 0;
        for (int i = 0; i < labels.Labels.Length; i++)
        {
            if (labels.Labels[i] != (int)label) continue;
            VoxelIndex v = labels.Size.IndexOf(i);
            PhysicalPoint p = labels.Geometry.IndexToPhysical(v.X, v.Y, v.Z);
            (x, y, z, n) = (x + p.X, y + p.Y, z + p.Z, n + 1);
        }

        return new PhysicalPoint(x / n, y / n, z / n);
    }
}
