using Thca.Pathology.Detection.Instances;

namespace Thca.Pathology.Tests.Detection.Instances;

public class BinaryOpeningTests
{
    [Fact]
    public void Open_TheElementItself_Stays_AndNothingElse()
    {
        byte[] mask = Mask("0000000", "0001000", "0111110", "0111110", "0111110", "0001000", "0000000");
        Assert.Equal(mask, BinaryOpening.Open(mask, 7, 7));
        mask[3 * 7 + 3] = 0;
        Assert.All(BinaryOpening.Open(mask, 7, 7), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Open_FullImage_StaysFull_BecauseTheOutsideIsIgnored()
    {
        byte[] mask = [.. Enumerable.Repeat((byte)1, 12)];
        Assert.Equal(mask, BinaryOpening.Open(mask, 4, 3));
    }

    private static byte[] Mask(params string[] rows) => [.. rows.SelectMany(r => r.Select(c => (byte)(c - '0')))];
}
