namespace Thca.Modeling.Runtime.Scoring;

/// <summary>One patient on the way to the trees.</summary>
internal sealed class EncodedRow(int columns)
{
    public double[] Values { get; } = new double[columns];

    public ModelRefusal? Refusal { get; set; }

    public List<string> Missing { get; } = [];

    public List<string> Ignored { get; } = [];

    public List<CritWarning> Warnings { get; } = [];
}
