namespace Thca.Conventions.Tests;

/// <summary>
/// Which projects and packages each project below src may reference. Arrows point up: no capability library references a sibling; they meet in
/// the interfaces of Thca.Core and are composed in Thca.Pipelines. Native back ends belong to applications.
/// </summary>
internal static class DependencyTable
{
    /// <summary>Vectorised arithmetic of the platform; every library with numerical kernels may use it.</summary>
    private const string Tensors = "System.Numerics.Tensors";

    private static readonly string[] Capabilities =
    [
        "Thca.Core", "Thca.Imaging", "Thca.Imaging.Itk", "Thca.Statistics", "Thca.Radiomics", "Thca.Heterogeneity", "Thca.Clinical", "Thca.Modeling.Runtime",
        "Thca.Modeling", "Thca.Modeling.MLNet", "Thca.Torch", "Thca.Segmentation", "Thca.Pathology", "Thca.Pathology.HoverNet", "Thca.Proteomics", "Thca.Phantoms", "Thca.Tables.Excel",
    ];

    public static readonly IReadOnlyDictionary<string, AllowedReferences> Rows = new Dictionary<string, AllowedReferences>
    {
        ["Thca.Core"] = new([], ["Apache.Arrow", "Apache.Arrow.Compression", "Parquet.Net", "Sylvan.Data.Csv"]),
        ["Thca.Imaging"] = new(["Thca.Core"], [Tensors]),
        ["Thca.Imaging.Itk"] = new(["Thca.Core", "Thca.Imaging"], []),
        ["Thca.Statistics"] = new(["Thca.Core"], ["MathNet.Numerics", Tensors]),
        ["Thca.Radiomics"] = new(["Thca.Core", "Thca.Imaging"], ["YamlDotNet", Tensors]),
        ["Thca.Heterogeneity"] = new(["Thca.Core", "Thca.Imaging", "Thca.Statistics"], [Tensors]),
        ["Thca.Clinical"] = new(["Thca.Core", "Thca.Statistics"], []),
        ["Thca.Modeling.Runtime"] = new([], ["System.Text.Json"]),
        ["Thca.Modeling"] = new(["Thca.Core", "Thca.Statistics", "Thca.Modeling.Runtime"], ["LightGBM", Tensors]),
        ["Thca.Modeling.MLNet"] = new(["Thca.Core", "Thca.Modeling"], ["Microsoft.ML", "Microsoft.ML.LightGbm"]),
        ["Thca.Torch"] = new(["Thca.Core"], ["TorchSharp"]),
        ["Thca.Segmentation"] = new(["Thca.Core", "Thca.Imaging", "Thca.Statistics", "Thca.Torch"], ["TorchSharp", Tensors]),
        ["Thca.Pathology"] = new(["Thca.Core", "Thca.Imaging", "Thca.Statistics"], ["NetVips", Tensors]),
        ["Thca.Pathology.HoverNet"] = new(["Thca.Core", "Thca.Pathology", "Thca.Torch"], ["TorchSharp"]),
        ["Thca.Proteomics"] = new(["Thca.Core", "Thca.Statistics"], []),
        ["Thca.Phantoms"] = new(["Thca.Core", "Thca.Imaging"], [Tensors]),
        ["Thca.Tables.Excel"] = new(["Thca.Core"], ["MiniExcel"]),
        ["Thca.Reporting"] = new(Capabilities, ["ScottPlot"]),
        ["Thca.Pipelines"] = new([.. Capabilities, "Thca.Reporting"], []),
        ["Thca.Hosting"] = new([.. Capabilities, "Thca.Reporting", "Thca.Pipelines"], ["Microsoft.Extensions.*"]),
        ["Thca.Interactive"] = new([.. Capabilities, "Thca.Reporting", "Thca.Pipelines"], ["Microsoft.DotNet.Interactive.*"]),
        ["Thca.Cli"] = new(
            [.. Capabilities, "Thca.Reporting", "Thca.Pipelines", "Thca.Hosting"],
            ["System.CommandLine", "Spectre.Console", "libtorch-cpu-linux-x64", "NetVips.Native.linux-x64", "Microsoft.Extensions.*"]),
        ["Thca"] = new([.. Capabilities, "Thca.Reporting", "Thca.Pipelines", "Thca.Hosting"], []),
    };
}
