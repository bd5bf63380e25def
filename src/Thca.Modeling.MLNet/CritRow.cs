namespace Thca.Modeling.MLNet;

/// <summary>What a CRIT model adds to a row.</summary>
internal sealed class CritRow
{
    /// <summary>Log-odds before calibration; NaN when the model refuses the patient.</summary>
    public double Raw { get; set; }

    /// <summary>Calibrated probability; NaN when the model refuses the patient.</summary>
    public double Probability { get; set; }
}
