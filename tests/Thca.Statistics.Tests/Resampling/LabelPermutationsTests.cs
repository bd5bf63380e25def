using Thca.Core.Randomness;
using Thca.Statistics.Resampling;
using Thca.Testing;

namespace Thca.Statistics.Tests.Resampling;

public sealed class LabelPermutationsTests
{
    [Fact]
    public void FewItems_EveryAssignmentOnce()
    {
        LabelPermutations all = LabelPermutations.Of([true, false, true, false, true, false], 100, 5, RandomSeed.Default, "t");
        Assert.True(all.IsExhaustive);
        Assert.Equal(20, all.Count);
        string[] texts = [.. Enumerable.Range(0, 20).Select(i => string.Concat(all.At(i).Select(l => l ? '1' : '0')))];
        Assert.Equal(20, texts.Distinct().Count());
        Assert.All(texts, t => Assert.Equal(3, t.Count(c => c == '1')));
        Close.To(0.05, all.SmallestP, 1e-15);
        Close.To(0.1, all.P(2), 1e-15);
    }

    [Fact]
    public void ManyItems_SeededAndSizesKept()
    {
        bool[] labels = [.. Enumerable.Range(0, 30).Select(i => i < 10)];
        LabelPermutations a = LabelPermutations.Of(labels, 100, 50, RandomSeed.Default, "t"), b = LabelPermutations.Of(labels, 100, 50, RandomSeed.Default, "t");
        Assert.False(a.IsExhaustive);
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(a.At(i), b.At(i));
            Assert.Equal(10, a.At(i).Count(l => l));
        }

        Close.To(1.0 / 51, a.P(0), 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => a.At(50));
    }
}
