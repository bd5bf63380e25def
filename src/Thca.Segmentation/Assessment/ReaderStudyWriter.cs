using System.Globalization;
using System.Text;
using Thca.Core.Features;
using Thca.Core.Files;
using Thca.Core.Tables;
using Thca.Statistics.Agreement;

namespace Thca.Segmentation.Assessment;

/// <summary>Writes a study of readers: <c>readers.csv</c>, <c>reader_pairs.csv</c>, <c>reader_agreement.csv</c>, <c>readers.md</c>.</summary>
public static class ReaderStudyWriter
{
    /// <summary>Writes all files.</summary>
    /// <param name="folder">Folder to write to; created if needed.</param>
    /// <param name="result">What was found.</param>
    public static void Write(string folder, ReaderStudyResult result)
    {
        foreach (TextTable table in (TextTable[])[Readings(result), Pairs(result), Agreement(result)]) table.Write(Path.Combine(folder, table.Source));
        AtomicFile.WriteAllText(Path.Combine(folder, "readers.md"), Markdown(result));
    }

    /// <summary>What was found in words.</summary>
    public static IReadOnlyList<string> Sentences(ReaderStudyResult result)
    {
        if (result.Patients == 0) return ["No case has a usable mask of every reader."];
        EditSummary dice = result.PairwiseDice;
        List<string> sentences =
        [
            $"{result.Readers.Count.ToString(CultureInfo.InvariantCulture)} readers, {EditText.Count(result.Patients, "patient")}: mean pairwise Dice {EditText.Fixed(dice.Summary.Mean, 3)} ({EditText.Interval(dice.MeanInterval, 3)}); ICC(A,1) of the volumes {Icc(result.Correlations[0])}, ICC(C,1) {Icc(result.Correlations[1])}.",
        ];
        sentences.AddRange(result.Pairs.Select(p =>
            $"{p.First} and {p.Second}: Dice {EditText.Fixed(p.Dice.Summary.Mean, 3)} ({EditText.Interval(p.Dice.MeanInterval, 3)}); volume of {p.Second} minus {p.First} {EditText.Fixed(p.Volumes.Bias, 1)} mm³ ({EditText.Interval((p.Volumes.BiasLower, p.Volumes.BiasUpper), 1)}), limits of agreement {EditText.Interval((p.Volumes.LowerLimit, p.Volumes.UpperLimit), 1)} mm³; ICC(A,1) {Icc(p.Correlation)}."));
        return sentences;
    }

    private static string Markdown(ReaderStudyResult result)
    {
        var text = new StringBuilder("# Agreement of readers\n\n");
        text.Append("Volumes are compared per patient; the consensus of every case is STAPLE's, with the specificity counted in the box around all masks.\n\n");
        foreach (string sentence in Sentences(result)) text.Append("- ").Append(sentence).Append('\n');
        ReaderCase[] failed = [.. result.Cases.Where(c => !c.Status.IsOk)];
        if (failed.Length > 0) text.Append("\n## Cases without numbers\n\n");
        foreach (ReaderCase c in failed) text.Append("- ").Append(c.Case.Value).Append(": ").Append(c.Status.Code).Append(": ").Append(c.Status.Message).Append('\n');
        return text.ToString();
    }

    private static TextTable Readings(ReaderStudyResult result) => new(
        [FeatureTable.PatientIdColumn, "case_id", "label", "reader", "volume_mm3", "staple_sensitivity", "staple_specificity", "consensus_volume_mm3", "consensus_dice", "consensus_hd95_mm", "Status", "Message"],
        result.Cases.SelectMany(c => c.Readings.Count == 0
            ? [(string[])[c.Patient.Value, c.Case.Value, "", "", "NaN", "NaN", "NaN", "NaN", "NaN", "NaN", c.Status.Code, c.Status.Message]]
            : c.Readings.Select(r => (string[])
            [
                c.Patient.Value, c.Case.Value, c.Label?.ToString(CultureInfo.InvariantCulture) ?? "", r.Reader, NumberText.Format(r.VolumeMm3), NumberText.Format(r.Sensitivity), NumberText.Format(r.Specificity),
                NumberText.Format(c.ConsensusMm3), NumberText.Format(r.ConsensusDice), NumberText.Format(r.ConsensusHausdorff95), c.Status.Code, c.Status.Message,
            ])),
        "readers.csv");

    private static TextTable Pairs(ReaderStudyResult result) => new(
        [
            "first", "second", "n", "dice_mean", "dice_lower", "dice_upper", "dice_median", "dice_min", "bias_mm3", "bias_lower", "bias_upper", "limit_lower_mm3", "limit_upper_mm3", "percentile_lower_mm3",
            "percentile_upper_mm3", "bias_percent", "limit_lower_percent", "limit_upper_percent", "icc_a1", "icc_lower", "icc_upper", "wilcoxon_p",
        ],
        result.Pairs.Select(p => (string[])
        [
            p.First,
            p.Second,
            p.Volumes.Count.ToString(CultureInfo.InvariantCulture),
            .. new[]
            {
                p.Dice.Summary.Mean, p.Dice.MeanInterval.Lower, p.Dice.MeanInterval.Upper, p.Dice.Summary.Median, p.Dice.Summary.Minimum, p.Volumes.Bias, p.Volumes.BiasLower, p.Volumes.BiasUpper, p.Volumes.LowerLimit,
                p.Volumes.UpperLimit, p.Volumes.Percentiles.Lower, p.Volumes.Percentiles.Upper, p.Percent.Bias, p.Percent.LowerLimit, p.Percent.UpperLimit, p.Correlation.Value, p.Correlation.Lower, p.Correlation.Upper,
                p.Bias.PValue,
            }.Select(NumberText.Format),
        ]),
        "reader_pairs.csv");

    private static TextTable Agreement(ReaderStudyResult result) => new(
        ["form", "value", "lower", "upper", "subjects", "raters"],
        result.Correlations.Select(c => (string[])
        [
            Name(c.Form), NumberText.Format(c.Value), NumberText.Format(c.Lower), NumberText.Format(c.Upper), c.Subjects.ToString(CultureInfo.InvariantCulture), c.Raters.ToString(CultureInfo.InvariantCulture),
        ]),
        "reader_agreement.csv");

    private static string Name(IntraclassForm form) => form switch
    {
        IntraclassForm.AgreementSingle => "ICC(A,1)",
        IntraclassForm.ConsistencySingle => "ICC(C,1)",
        IntraclassForm.AgreementAverage => "ICC(A,k)",
        IntraclassForm.ConsistencyAverage => "ICC(C,k)",
        IntraclassForm.OneWaySingle => "ICC(1)",
        _ => "ICC(k)",
    };

    private static string Icc(IntraclassCorrelation c) => $"{EditText.Fixed(c.Value, 3)} ({EditText.Interval((c.Lower, c.Upper), 3)})";
}
