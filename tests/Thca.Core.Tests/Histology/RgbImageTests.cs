using Thca.Core.Histology;

namespace Thca.Core.Tests.Histology;

public sealed class RgbImageTests
{
    [Fact]
    public void A_row_is_its_pixels_and_nothing_else()
    {
        var image = new RgbImage(2, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

        Assert.Equal([7, 8, 9, 10, 11, 12], image.Row(1).ToArray());
    }

    [Fact]
    public void An_array_of_another_length_is_refused_with_both_numbers()
    {
        var error = Assert.Throws<ArgumentException>(() => new RgbImage(2, 2, new byte[11]));

        Assert.Contains("12", error.Message);
        Assert.Contains("11", error.Message);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, -1)]
    public void An_image_without_pixels_is_refused(int width, int height) => Assert.Throws<ArgumentException>(() => new RgbImage(width, height, []));

    [Fact]
    public void Outside_a_slide_is_white() => Assert.All(RgbImage.White(3, 2).Pixels, value => Assert.Equal(255, value));

    [Fact]
    public void A_box_is_half_open()
    {
        var box = new PixelBox(2, 3, 5, 7);

        Assert.Equal((3, 4), (box.Width, box.Height));
        Assert.True(box.Contains(2, 3));
        Assert.True(box.Contains(4.99, 6.99));
        Assert.False(box.Contains(5, 3));
        Assert.False(box.Contains(2, 7));
    }
}
