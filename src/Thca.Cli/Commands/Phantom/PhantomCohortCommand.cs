using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Pathology.Slides;
using Thca.Phantoms.Cohorts;
using Thca.Phantoms.Histology;
using Thca.Phantoms.Writing;
using Thca.Pipelines.Pathology;

namespace Thca.Cli.Commands.Phantom;

/// <summary><c>thca phantom cohort</c></summary>
internal static class PhantomCohortCommand
{
    private const string Help = """
        Generates a cohort whose risk of metastasis truly depends on the lesion's heterogeneity and on clinical findings:
        cohort.csv (PatientID,Image,Mask,Label,Thyroid), clinical.csv, proteins.csv, truth.csv and one image and label map per patient;
        slides.csv with one H&E slide per patient, slides_truth.csv and the true nuclei in slides_truth/.

        Example: thca phantom cohort --patients 60 --out cohort
        """;

    public static Command Create()
    {
        var defaults = new CohortPhantomOptions();
        var grid = new GridOptions(defaults.Size, defaults.Spacing);
        var patients = new Option<int>("--patients") { Description = "Number of patients.", DefaultValueFactory = _ => defaults.Patients };
        var ratio = new Option<double>("--m1-ratio") { Description = "Patients without metastasis per patient with.", DefaultValueFactory = _ => defaults.M1Ratio };
        var shift = new Option<double>("--center-shift") { Description = "How far scanner and case mix differ from the first centre, -3 to 3.", DefaultValueFactory = _ => defaults.CenterShift };
        var prefix = new Option<string>("--id-prefix") { Description = "Text before the number in patient identifiers.", DefaultValueFactory = _ => defaults.IdPrefix };
        var tables = new Option<bool>("--features-only") { Description = "No images: draw radiomics.csv, ited.csv and ithscore.csv directly, beside clinical.csv and truth.csv." };
        var slideSide = new Option<int>("--slide-size") { Description = "Columns and rows of each H&E slide, pixels of 0.25 µm; 0 for no slides.", DefaultValueFactory = _ => new PatientSlideOptions().Side };
        var slideEffect = new Option<double>("--slide-effect") { Description = "How much nuclear heterogeneity falls with the risk; 0 for none.", DefaultValueFactory = _ => new PatientSlideOptions().Effect };
        Option<string> output = CommonOptions.Out("Folder to write.");
        var command = new Command("cohort", Help);
        foreach (Option option in new Option[] { patients, ratio, shift, prefix, tables }) command.Options.Add(option);
        grid.AddTo(command);
        foreach (Option option in new Option[] { slideSide, slideEffect, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            CohortPhantomOptions options = defaults with
            {
                Patients = parse.GetValue(patients),
                M1Ratio = parse.GetValue(ratio),
                CenterShift = parse.GetValue(shift),
                IdPrefix = parse.GetRequiredValue(prefix),
                Size = grid.Size(parse),
                Spacing = grid.Spacing(parse),
            };
            string folder = parse.GetRequiredValue(output);
            if (parse.GetValue(tables))
            {
                CohortPhantom drawn = CohortPhantom.Draw(options, context.Seed);
                FeaturePhantom.Of(drawn, context.Seed).Write(folder);
                context.Say(string.Create(CultureInfo.InvariantCulture, $"Wrote feature tables of {drawn.Patients.Count} patients, {drawn.Patients.Count(p => p.Metastasis)} with distant metastasis, to {folder}."));
                return ExitCodes.Done;
            }

            var slides = new PatientSlideOptions { Side = parse.GetValue(slideSide) is var side && side == 0 ? new PatientSlideOptions().Side : side, Effect = parse.GetValue(slideEffect) };
            slides.Validate();
            CohortPhantom cohort = context.WithProgress(p =>
            {
                CohortPhantom made = PhantomCohortWriter.Write(folder, options, context.Seed, context.Compute, p, context.Cancellation);
                if (side != 0) PhantomSlideCohort.Write(folder, made, context.Seed, new PyramidTiffWriter(), slides, context.Compute, p, context.Cancellation);
                return made;
            });
            int events = cohort.Patients.Count(p => p.Metastasis);
            context.Say(string.Create(CultureInfo.InvariantCulture, $"Wrote {cohort.Patients.Count} patients, {events} with distant metastasis, to {folder} (cohort.csv, clinical.csv, truth.csv)."));
            return ExitCodes.Done;
        });
    }
}
