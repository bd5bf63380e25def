using System.Globalization;
using System.Text;
using Thca.Core.Features;
using Thca.Radiomics.Catalogue;

namespace Thca.Radiomics.Tests.Documentation;

/// <summary>Writes the table of features from their descriptors.</summary>
internal static class FeatureTableDocument
{
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("# Radiomic features\n\n");
        text.Append("Written from the feature descriptors; a test keeps it equal to them. Columns of a table carry these names, in this order; the profile\n");
        text.Append("`pyradiomics` of the command line adds `original_` in front. Units are UCUM, `1` is dimensionless, `{intensity}` is the unit of the image (HU,\n");
        text.Append("or z-score times `normalizeScale` after normalisation). IBSI codes name the feature in the manual of the Image Biomarker Standardisation\n");
        text.Append("Initiative; where conventions differ see [the module page](../modules/radiomics.md). ε = 2⁻⁵².\n");
        int number = 0;
        foreach (FeatureClassCatalogue c in RadiomicsFeatures.Classes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {c.Title} (`{c.Name}`): {c.Standard.Count}\n\n");
            text.Append("| # | Feature | Unit | IBSI | Formula |\n|---|---|---|---|---|\n");
            foreach (FeatureDescriptor d in c.Standard) Row(text, c.Name == "shape2D" ? "" : (++number).ToString(CultureInfo.InvariantCulture), d);
            foreach (FeatureDescriptor d in c.Deprecated) Row(text, "by name", d);
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, string number, FeatureDescriptor d) => text.Append(
        CultureInfo.InvariantCulture, $"| {number} | `{d.Name}` | {d.Unit} | {d.IbsiCode ?? "–"} | {d.Formula.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
}
