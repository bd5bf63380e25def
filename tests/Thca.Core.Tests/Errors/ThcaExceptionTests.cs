using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Core.Tests.Errors;

public class ThcaExceptionTests
{
    [Fact]
    public void Message_IsWhatAndRemedy()
    {
        var error = new DataFormatException("Wrong magic 'abc', expected 'n+1'.", "Give a NIfTI file.", inner: new InvalidDataException("x"));
        Assert.Equal("Wrong magic 'abc', expected 'n+1'. Give a NIfTI file.", error.Message);
        Assert.Equal(new Problem("FORMAT_INVALID", "Wrong magic 'abc', expected 'n+1'.", "Give a NIfTI file."), error.ToProblem());
        Assert.IsType<InvalidDataException>(error.InnerException);
    }

    [Fact]
    public void OptionsException_ListsEveryProblem()
    {
        var error = Assert.Throws<OptionsException>(() => OptionsException.ThrowIfAny(["a must be positive.", "b is unknown."]));
        Assert.Equal(["a must be positive.", "b is unknown."], error.Problems);
        Assert.Equal("a must be positive. b is unknown.", error.Message);
        Assert.Equal("OPTION_INVALID", error.Code);
        OptionsException.ThrowIfAny([]);
    }
}
