using Thca.Modeling.Output;

namespace Thca.Pipelines.Demo;

/// <summary>Where the demonstration study puts its files.</summary>
/// <param name="Folder">Folder of the study.</param>
internal sealed record DemoFiles(string Folder)
{
    public string CohortFolder => Path.Combine(Folder, "cohort");

    public string Cohort => Path.Combine(CohortFolder, "cohort.csv");

    public string Clinical => Path.Combine(CohortFolder, "clinical.csv");

    public string ProteinPanel => Path.Combine(CohortFolder, "proteins.csv");

    public string NewPatientFolder => Path.Combine(Folder, "new-patient");

    public string Model => Path.Combine(Folder, TrainingFiles.Model);

    public string RiskGroups => Path.Combine(Folder, TrainingFiles.RiskGroups);

    public string Proteins => Path.Combine(Folder, "proteins");

    public string Segmentation => Path.Combine(Folder, "segmentation");

    public string Pathology => Path.Combine(Folder, "pathology");

    public string Predictions => Path.Combine(Folder, "predictions.csv");

    public static string Radiomics(string folder) => Path.Combine(folder, "radiomics.csv");

    public static string Heterogeneity(string folder) => Path.Combine(folder, "heterogeneity");

    /// <summary>The feature tables of a folder: radiomics, iTED and the ITHscore.</summary>
    public static string[] Features(string folder) =>
        [Radiomics(folder), Path.Combine(Heterogeneity(folder), "ited.csv"), Path.Combine(Heterogeneity(folder), "ithscore.csv")];
}
