using Thca.Pathology.Detection.Instances;

namespace Thca.Pathology.Tests.Detection.Instances;

public class WideSobelTests
{
    [Fact]
    public void Taps_AreBinomialsAndTheirDifference()
    {
        // (1, -1) convolved with C(19, k).
        for (int k = 0; k <= 10; k++) Assert.Equal(Binomial(20, 10 + k), WideSobel.Smoothing[k]);
        for (int k = 1; k <= 10; k++) Assert.Equal(Binomial(19, 9 + k) - (k == 10 ? 0 : Binomial(19, 10 + k)), WideSobel.Derivative[k - 1]);
    }

    [Fact]
    public void AlongX_Impulse_IsTheMirroredKernel()
    {
        var image = new float[61 * 61];
        image[30 * 61 + 30] = 1;
        var x = new double[image.Length];
        var y = new double[image.Length];
        WideSobel.AlongX(image, 61, 61, x);
        WideSobel.AlongY(image, 61, 61, y);
        Assert.Equal(25194.0 * 167960, x[29 * 61 + 28]);
        Assert.Equal(-25194.0 * 167960, x[29 * 61 + 32]);
        Assert.Equal(25194.0 * 167960, y[28 * 61 + 29]);
        Assert.Equal(0, x[30 * 61 + 30]);
        Assert.Equal(0, x[30 * 61 + 41]);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(1, 1)]
    [InlineData(37, 2)]
    [InlineData(2, 40)]
    public void AlongX_SmallImages_EqualTheDefinition(int width, int height)
    {
        var image = new float[width * height];
        for (int i = 0; i < image.Length; i++) image[i] = (float)Math.Sin(i * 1.7);
        var x = new double[image.Length];
        WideSobel.AlongX(image, width, height, x);
        for (int i = 0; i < image.Length; i++) Assert.Equal(Direct(image, width, height, i % width, i / width), x[i], 1e-3);
    }

    private static double Direct(float[] image, int width, int height, int x, int y)
    {
        double sum = 0;
        for (int dy = -10; dy <= 10; dy++)
        {
            for (int dx = -10; dx <= 10; dx++)
            {
                double derivative = dx == 0 ? 0 : Math.Sign(dx) * WideSobel.Derivative[Math.Abs(dx) - 1];
                sum += derivative * WideSobel.Smoothing[Math.Abs(dy)] * image[WideSobel.Mirror(y + dy, height) * width + WideSobel.Mirror(x + dx, width)];
            }
        }

        return sum;
    }

    private static double Binomial(int n, int k)
    {
        double value = 1;
        for (int i = 1; i <= k; i++) value = value * (n - k + i) / i;
        return Math.Round(value);
    }
}
