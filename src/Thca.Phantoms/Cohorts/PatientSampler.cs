using Thca.Core.Randomness;
using Thca.Phantoms.Ct;

namespace Thca.Phantoms.Cohorts;

/// <summary>Draws one patient: first the disease, then what follows from it.</summary>
internal static class PatientSampler
{
    /// <summary>Largest tumour diameter, cm.</summary>
    public const double LargestTumour = 3.6;

    private const double SmallestTumour = 0.6;

    public static (PhantomClinicalRecord Clinical, double Heterogeneity, LesionSide Side) Draw(CohortPhantomOptions options, RandomStream random)
    {
        double shift = options.CenterShift;
        double heterogeneity = 0.03 + 0.94 * random.NextDouble();
        double age = Math.Clamp(45 + 3 * shift + 14 * random.NextNormal(), 16, 88);
        bool male = Chance(random, 0.27);
        double size = Math.Clamp(1.4 * Math.Pow(1.1, shift) * Math.Exp(0.42 * random.NextNormal()), SmallestTumour, LargestTumour);
        size = Math.Round(size, 1);
        bool multifocal = Chance(random, 0.33);
        bool infiltrates = Chance(random, Logistic(-1.6 + 0.7 * Math.Log2(size / 1.4)));
        bool nodal = Chance(random, Logistic(-0.6 + 0.6 * Math.Log2(size / 1.4) + (multifocal ? 0.4 : 0) - 0.02 * (age - 45)));
        int nodes = nodal ? 1 + (int)(-2.5 * Math.Log(1 - random.NextDouble())) : 0;
        var clinical = new PhantomClinicalRecord
        {
            Male = male,
            Age = (int)Math.Round(age),
            Bmi = Math.Round(Math.Clamp(24 + (male ? 0.8 : 0) + 3.4 * random.NextNormal(), 15, 48), 1),
            BenignLesions = Chance(random, 0.4),
            Multifocal = multifocal,
            TumorSize = size,
            Infiltrates = infiltrates,
            MetastaticNodes = nodes,
            TumorStage = infiltrates ? (Chance(random, 0.3) ? 4 : 3) : size > 2 ? 2 : 1,
            NodeStage = nodal ? 1 : 0,
            Laboratory = LaboratorySampler.Draw(male, size, nodal, options.MissingRate, random),
        };
        return (clinical, heterogeneity, Chance(random, 0.5) ? LesionSide.Left : LesionSide.Right);
    }

    public static NeckCtOptions ImageOptions(CohortPhantomOptions options, double tumourSize, double heterogeneity, LesionSide side) => new()
    {
        Size = options.Size,
        Spacing = options.Spacing,
        LesionDiameter = 10 * tumourSize,
        Heterogeneity = heterogeneity,
        Side = side,
        HuOffset = 8 * options.CenterShift,
        NoiseStandardDeviation = 15 * (1 + 0.25 * options.CenterShift),
    };

    public static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static bool Chance(RandomStream random, double probability) => random.NextDouble() < probability;
}
