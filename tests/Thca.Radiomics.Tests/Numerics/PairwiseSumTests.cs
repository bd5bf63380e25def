using CsCheck;
using Thca.Core.Compute;
using Thca.Radiomics.Numerics;
using Thca.Testing;

namespace Thca.Radiomics.Tests.Numerics;

public class PairwiseSumTests
{
    [Fact]
    public void Of_OneConstant_MissesByTheReferencesRounding()
    {
        // NumPy's mean of 723 equal values 30.509289953684455 is one unit in the last place too small.
        var values = new double[723];
        Array.Fill(values, 30.509289953684455);
        Assert.Equal(30.509289953684451, PairwiseSum.Of(values) / 723);
    }

    [Fact]
    public void Of_RandomNumbers_IsTheSum() => Gen.Double[-1000, 1000].Array[0, 1000].Sample(values =>
        Close.To((double)values.Sum(v => (decimal)v), PairwiseSum.Of(values), 1e-12, 1e-9));

    [Fact]
    public void Centred_AnyThreadCount_IsBitIdentical()
    {
        float[] values = [.. Enumerable.Range(0, 300_001).Select(i => (i * 7919) % 1013 / 7f)];
        double one = PairwiseSum.Centred<float>(values, 3.7, squared: true, ComputeOptions.SingleThread);
        Assert.Equal(one, PairwiseSum.Centred<float>(values, 3.7, squared: true, new ComputeOptions { MaxDegreeOfParallelism = 4 }));
        Close.To(values.Sum(v => ((double)v - 3.7) * ((double)v - 3.7)), one, 1e-12);
    }
}
