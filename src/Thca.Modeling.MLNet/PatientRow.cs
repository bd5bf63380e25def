using Microsoft.ML.Data;

namespace Thca.Modeling.MLNet;

/// <summary>One patient in an ML.NET data view.</summary>
internal sealed class PatientRow
{
    /// <summary>Identifier of the patient.</summary>
    [ColumnName("PatientID")]
    public string PatientId { get; set; } = "";

    /// <summary>Features in single precision, as ML.NET's trainers want them; NaN is missing.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>The same features in double precision; what CRIT models are scored on.</summary>
    public double[] Values { get; set; } = [];

    /// <summary>Whether the patient had the event; false where unknown.</summary>
    public bool Label { get; set; }
}
