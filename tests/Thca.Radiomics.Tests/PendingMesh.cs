namespace Thca.Radiomics.Tests;

internal static class PendingMesh
{
    public static bool Has(string feature) => feature.StartsWith("shape_M", StringComparison.Ordinal) && feature is not ("shape_MajorAxisLength" or "shape_MinorAxisLength")
        || feature.StartsWith("shape_S", StringComparison.Ordinal);
}
