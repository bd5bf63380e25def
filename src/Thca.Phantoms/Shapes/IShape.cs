namespace Thca.Phantoms.Shapes;

/// <summary>A solid in patient coordinates (mm): x to the patient's left, y backwards, z towards the head.</summary>
internal interface IShape
{
    /// <summary>A box that holds the solid; infinite where the solid is.</summary>
    Box Bounds { get; }

    bool Contains(double x, double y, double z);
}
