using Thca.Clinical.Cleaning;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;

namespace Thca.Clinical.Tests.Regression;

/// <summary>The 24-patient example of the clinical specification, vector V10, as a cleaned table.</summary>
internal static class V10
{
    private static readonly int[] Age = [34, 41, 29, 55, 62, 47, 38, 70, 66, 52, 44, 58, 31, 73, 49, 60, 36, 68, 53, 45, 64, 39, 57, 50];
    private static readonly int[] Male = [0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1];
    private static readonly int[] Stage = [1, 1, 1, 2, 3, 2, 1, 3, 3, 2, 1, 2, 1, 3, 1, 2, 1, 2, 3, 2, 3, 1, 3, 1];
    private static readonly int[] Y = [0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0];

    public static ClinicalSchema Schema { get; } = new()
    {
        Outcome = "M_stage",
        Columns =
        [
            new ClinicalColumn { Name = "M_stage", Kind = ColumnKind.Binary, Levels = ThcaSchema.MStage },
            new ClinicalColumn { Name = "Age", Kind = ColumnKind.Continuous, Unit = "years" },
            new ClinicalColumn { Name = "Sex", Kind = ColumnKind.Binary, Levels = ThcaSchema.Sex },
            new ClinicalColumn { Name = "T_stage", Kind = ColumnKind.Ordinal, Levels = ThcaSchema.TStage },
        ],
    };

    public static ClinicalTable Table(Func<int, string>? age = null) => TableCleaner.Clean(
        Texts.Csv("PatientID,M_stage,Age,Sex,T_stage\n" + string.Concat(Enumerable.Range(0, 24).Select(i => $"p{i:D2},{Y[i]},{age?.Invoke(i) ?? $"{Age[i]}"},{Male[i]},T{Stage[i]}\n"))),
        Schema).Table;
}
