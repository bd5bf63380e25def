namespace Thca.Segmentation.Assessment;

/// <summary>Areas of one transverse slice, mm².</summary>
/// <param name="Index">Index of the slice along the grid axis closest to the patient's long axis.</param>
/// <param name="AreaBefore">Area of the first mask.</param>
/// <param name="AreaAfter">Area of the second mask.</param>
/// <param name="Added">Area in the second mask only.</param>
/// <param name="Removed">Area in the first mask only.</param>
public readonly record struct SliceEdit(int Index, double AreaBefore, double AreaAfter, double Added, double Removed)
{
    /// <summary>Dice coefficient within the slice; NaN when neither mask reaches it.</summary>
    public double Dice => (AreaBefore + AreaAfter - Added - Removed) / (AreaBefore + AreaAfter);
}
