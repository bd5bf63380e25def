using Thca.Clinical.Baseline;
using Thca.Clinical.Cleaning;
using Thca.Clinical.Imputation;
using Thca.Clinical.Regression;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Clinical.Tests.Imputation;
using Thca.Core.Cohorts;
using Thca.Core.Tables;

namespace Thca.Clinical.Tests;

/// <summary>The code of the module page and the package readme.</summary>
public class ModulePageTests
{
    [Fact]
    public void CleanAndImpute()
    {
        TextTable text = Texts.Csv(PreprocessingModelTests.Csv(60, 1));
        #region clean
        CleanedTable cleaned = TableCleaner.Clean(text);
        cleaned.Report.ThrowIfFatal();
        PreprocessingModel model = PreprocessingModel.Fit(new TrainingFold<ClinicalTable>(cleaned.Table));
        ClinicalTable ready = model.Transform(cleaned.Table);
        #endregion
        Assert.All(ready.Columns, c => Assert.Equal(0, c.Missing));
    }

    [Fact]
    public void CompareAndRegress()
    {
        ClinicalTable table = Regression.V10.Table();
        #region analyse
        BaselineTable table1 = BaselineComparison.Compare(table, "M_stage");
        string markdown = BaselineWriter.Markdown(table1);

        MultipleImputation imputed = ChainedEquations.Impute(new TrainingFold<ClinicalTable>(table));
        RegressionResult result = RegressionAnalysis.Run(new TrainingFold<MultipleImputation>(imputed));
        TextTable lines = RegressionTables.Lines(result.MultivariableLines);
        #endregion
        Assert.Contains("Age", markdown, StringComparison.Ordinal);
        Assert.True(lines.RowCount > 0);
    }
}
