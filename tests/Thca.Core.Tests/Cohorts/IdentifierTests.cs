using Thca.Core.Cohorts;

namespace Thca.Core.Tests.Cohorts;

public class IdentifierTests
{
    [Fact]
    public void PatientId_KeepsLeadingZeros()
    {
        Assert.Equal("007", new PatientId("007").ToString());
        Assert.NotEqual(new PatientId("007"), new PatientId("7"));
        Assert.Equal(new PatientId("007"), new PatientId("007"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void Identifiers_Empty_Throw(string? text)
    {
        Assert.Throws<ArgumentException>(() => new PatientId(text!));
        Assert.Throws<ArgumentException>(() => new CaseId(text!));
        Assert.Throws<ArgumentException>(() => new SlideId(text!));
    }

    [Fact]
    public void Identifiers_OrderIsOrdinal()
    {
        Assert.Equal(["10", "9", "a"], new[] { "a", "9", "10" }.Select(t => new PatientId(t)).Order().Select(p => p.Value));
        Assert.True(new SlideId("A") < new SlideId("a"));
        Assert.True(new CaseId("b") >= new CaseId("b"));
    }

    [Fact]
    public void Default_PrintsNothing() => Assert.Equal("", default(PatientId).ToString());

    [Fact]
    public void Folds_AreDifferentTypes()
    {
        // Whatever learns takes a TrainingFold; there must be no way from one kind to the other.
        Assert.False(typeof(TrainingFold<int>).IsAssignableFrom(typeof(EvaluationFold<int>)));
        Assert.False(typeof(EvaluationFold<int>).IsAssignableFrom(typeof(TrainingFold<int>)));
        Type[] kinds = [typeof(TrainingFold<int>), typeof(EvaluationFold<int>)];
        Assert.DoesNotContain(kinds.SelectMany(k => k.GetMethods()), m => m.Name is "op_Implicit" or "op_Explicit");
        Assert.Equal("training", new TrainingFold<int>(1).Name);
    }
}
