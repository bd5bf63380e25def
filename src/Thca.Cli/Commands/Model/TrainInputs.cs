using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Modeling.Data;
using Thca.Modeling.Declarations;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Validation;

namespace Thca.Cli.Commands.Model;

/// <summary>The files a model is trained and externally validated on.</summary>
internal sealed class TrainInputs
{
    private readonly Option<string[]> _features = ModelCommandOptions.Features();
    private readonly Option<string> _outcome = new("--outcome") { Description = "Outcome column, FILE:COLUMN (0/1, M0/M1, No/Yes).", Required = true };
    private readonly Option<string?> _positive = new("--positive") { Description = "Level of the outcome that counts as the event." };
    private readonly Option<string[]> _external = new("--external") { Description = "Feature tables of an external cohort; read only after the model is frozen.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _externalOutcome = new("--external-outcome") { Description = "Outcome column of the external cohort, FILE:COLUMN." };
    private readonly Option<string?> _again = new("--external-again") { Description = "Why the external cohort is looked at again with another model; recorded." };

    private readonly Option<string?> _schema = new("--schema") { Description = "thca: the 28 clinical columns of the study must be there." };
    private readonly Option<bool> _confirmed = new("--require-confirmed-units") { Description = "Fail instead of warning when units are assumed." };
    private readonly Option<bool> _confirm = new("--confirm-units") { Description = "The owner of the data confirms the units of the schema; stored as confirmed." };

    public void AddTo(Command command)
    {
        _schema.AcceptOnlyFromAmong("thca");
        foreach (Option option in new Option[] { _schema, _confirmed, _confirm, _features, _outcome, _positive, _external, _externalOutcome, _again }) command.Options.Add(option);
    }

    public TrainingTable Read(ParseResult parse, CommandContext context)
    {
        _ = External(parse);
        OutcomeColumn target = OutcomeColumn.Read(parse.GetRequiredValue(_outcome), parse.GetValue(_positive));
        PatientRecords records = FeatureTableIntake.Read(ModelCommandOptions.Sources(parse.GetRequiredValue(_features)), new IntakeOptions { OutcomeColumn = target.Name });
        if (parse.GetValue(_schema) is not null) ClinicalColumn.RequireAll(records);
        TrainingTable table = TrainingTable.Create(records, target);
        ModelCommandOptions.Report(table.IgnoredColumns, table.Dropped, table.Warnings, context);
        return table;
    }

    public IReadOnlyList<ProvenanceInput> Hashed(ParseResult parse)
    {
        string[] paths = [.. parse.GetRequiredValue(_features).Select(f => FeatureSource.Parse(f).Path), OutcomeColumn.SplitReference(parse.GetRequiredValue(_outcome)).File];
        return [.. paths.Distinct(StringComparer.Ordinal).Select(ProvenanceInput.OfFile)];
    }

    /// <summary>Declarations with the units confirmed when asked to.</summary>
    public StudyDeclarations Confirm(ParseResult parse, StudyDeclarations declarations) => parse.GetValue(_confirm) ? declarations with { UnitsConfirmed = true } : declarations;

    /// <summary>Refuses a model with assumed units when asked to.</summary>
    public void RequireUnits(ParseResult parse, CritArtifact artifact)
    {
        string[] assumed = [.. artifact.Features.Where(f => f.UnitStatus == CritUnitStatus.Assumed).Select(f => f.Name)];
        if (parse.GetValue(_confirmed) && assumed.Length > 0)
            throw new ThcaException("UNITS_NOT_CONFIRMED", $"The units of {assumed.Length} features are assumed (first: {assumed[0]}).", "Declare them (--study, --confirm-units), or leave out --require-confirmed-units to store them as assumed.");
    }

    /// <summary>The external files, unread; null when none were named.</summary>
    public SealedCohort? External(ParseResult parse)
    {
        string[] files = parse.GetValue(_external) ?? [];
        string? outcome = parse.GetValue(_externalOutcome);
        if (files.Length == 0 && outcome is null) return null;
        if (files.Length == 0 || outcome is null) throw new UsageException("--external and --external-outcome belong together.", "Give both or neither.");
        string file = OutcomeColumn.SplitReference(outcome).File;
        if (!File.Exists(file)) throw new ThcaException(ProblemCodes.FileNotFound, $"There is no file '{file}'.", "Check the path after --external-outcome.");
        return new SealedCohort(ModelCommandOptions.Sources(files), outcome, parse.GetValue(_positive));
    }

    /// <summary>The external rows with the columns and codes of the development table, for protocol Reference; null when none were named.</summary>
    public EvaluationFold<LabelledMatrix>? ExternalRows(ParseResult parse, TrainingTable table)
    {
        if (External(parse) is null) return null;
        OutcomeColumn outcome = OutcomeColumn.Read(parse.GetRequiredValue(_externalOutcome)!, parse.GetValue(_positive));
        PatientRecords records = FeatureTableIntake.Read(ModelCommandOptions.Sources(parse.GetRequiredValue(_external)), new IntakeOptions { OutcomeColumn = outcome.Name });
        int[] known = [.. Enumerable.Range(0, records.Patients.Count).Where(r => outcome[records.Patients[r]] is not null)];
        PatientRecords kept = records.SelectRows(known);
        return new EvaluationFold<LabelledMatrix>(new LabelledMatrix(FeatureEncoding.Encode(kept, table.Features), [.. kept.Patients.Select(p => outcome[p]!.Value)]), "external");
    }

    public string? Reason(ParseResult parse) => parse.GetValue(_again);
}
