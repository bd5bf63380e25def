namespace Thca.Segmentation.Training;

/// <summary>The learning rate of an epoch: initial (1 - epoch / epochs)^power.</summary>
/// <param name="Initial">Rate of epoch 0.</param>
/// <param name="Epochs">Epochs of the whole schedule.</param>
/// <param name="Power">Exponent; 0.9 in nnU-Net.</param>
public sealed record PolynomialRate(double Initial, int Epochs, double Power = 0.9)
{
    /// <summary>Rate of an epoch, counted from 0.</summary>
    public double At(int epoch) => Initial * Math.Pow(1 - (double)epoch / Epochs, Power);
}
