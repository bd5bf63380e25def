namespace Thca.Radiomics.Settings;

/// <summary>What <c>glcm_Imc2</c> is for a direction where rounding makes HXY2 smaller than HXY.</summary>
public enum NegativeInformation
{
    /// <summary>The direction is left out of the mean, as in PyRadiomics.</summary>
    Skip,

    /// <summary>0, the value without rounding.</summary>
    Zero,
}
