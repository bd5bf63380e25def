namespace Thca.Phantoms.Ct;

/// <summary>Mean attenuation of the tissues in HU, venous phase.</summary>
internal static class Tissues
{
    public const float Air = -1000;
    public const float Skin = 20;
    public const float Fat = -95;
    public const float Muscle = 50;
    public const float Disc = 90;
    public const float Vertebra = 400;
    public const float Clavicle = 500;
    public const float Carotid = 180;
    public const float Thyroid = 120;
    public const float TracheaLumen = -950;
}
