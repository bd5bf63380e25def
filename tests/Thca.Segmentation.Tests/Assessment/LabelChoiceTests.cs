using Thca.Core.Outcomes;
using Thca.Segmentation.Assessment;

namespace Thca.Segmentation.Tests.Assessment;

public class LabelChoiceTests
{
    [Theory]
    [InlineData("", "", 11)]
    [InlineData("1", "1", 1)]
    [InlineData("1", "", 1)]
    [InlineData("", "7", 7)]
    [InlineData("1 2 11", "1 2 11", 11)]
    [InlineData("1 2 11", "1 2", 11)]
    [InlineData("11", "", 11)]
    [InlineData("1 2 11", "11", 11)]
    [InlineData("1 2", "1 2", 0)]
    [InlineData("1", "2", 0)]
    [InlineData("1 2 11", "1", 0)]
    [InlineData("1", "11", 0)]
    public void The_lesion_or_the_only_label_or_a_question(string before, string after, int expected)
    {
        Outcome<int> choice = LabelChoice.Of([Parse(before), Parse(after)]);
        if (expected > 0) Assert.Equal(expected, choice.Value);
        else Assert.Equal(EditProblems.LabelAmbiguous, choice.Problem.Code);
    }

    private static int[] Parse(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
}
