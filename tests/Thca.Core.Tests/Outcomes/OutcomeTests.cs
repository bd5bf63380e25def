using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Core.Tests.Outcomes;

public class OutcomeTests
{
    [Fact]
    public void Try_Value_Succeeds()
    {
        Outcome<int> outcome = Outcome<int>.Try(() => 3);
        Assert.True(outcome.Succeeded);
        Assert.Equal(3, outcome.Value);
        Assert.Equal("3", outcome.Map(v => $"{v}").Value);
        Assert.Throws<InvalidOperationException>(() => outcome.Problem);
    }

    [Fact]
    public void Try_KnownError_KeepsCodeTextAndRemedy()
    {
        Outcome<int> outcome = Outcome<int>.Try(() => throw new TableException("what", "remedy", "DUPLICATE_ID"));
        Assert.Equal(new Problem("DUPLICATE_ID", "what", "remedy"), outcome.Problem);
        Assert.Equal(outcome.Problem, outcome.Map(v => v + 1).Problem);
        Assert.Contains("DUPLICATE_ID", Assert.Throws<InvalidOperationException>(() => outcome.Value).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(FileNotFoundException), "FILE_NOT_FOUND")]
    [InlineData(typeof(DirectoryNotFoundException), "FILE_NOT_FOUND")]
    [InlineData(typeof(OutOfMemoryException), "OUT_OF_MEMORY_ESTIMATE")]
    [InlineData(typeof(DivideByZeroException), "UNEXPECTED")]
    public void Try_OtherErrors_GetACode(Type type, string code) =>
        Assert.Equal(code, Outcome<int>.Try(() => throw (Exception)Activator.CreateInstance(type)!).Problem.Code);

    [Fact]
    public void Try_Cancellation_IsNotAProblem() => Assert.Throws<OperationCanceledException>(() => Outcome<int>.Try(() => throw new OperationCanceledException()));

    [Fact]
    public void Default_IsAFailure()
    {
        Assert.False(default(Outcome<int>).Succeeded);
        Assert.Equal("UNEXPECTED", default(Outcome<int>).Problem.Code);
    }

    [Fact]
    public void Success_OfNull_IsASuccess() => Assert.Null(Outcome<string?>.Success(null).Value);

    [Fact]
    public void ProblemCodes_AreUpperSnakeAndUnique()
    {
        string[] codes = [.. typeof(ProblemCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!)];
        Assert.Equal(codes.Length, codes.Distinct().Count());
        Assert.All(codes.Where(c => c != ProblemCodes.Ok), c => Assert.Matches("^[A-Z]+(_[A-Z]+)*$", c));
    }

    [Fact]
    public void ToString_IsOneLine()
    {
        Assert.Equal("A_B: what then", new Problem("A_B", "what", "then").ToString());
        Assert.Equal("A_B: what", new Problem("A_B", "what").ToString());
    }
}
