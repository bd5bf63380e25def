namespace Thca.Statistics.Regression;

/// <summary>Events per variable: how much outcome there is to estimate each slope from.</summary>
public static class EventsPerVariable
{
    /// <summary>Events (or non-events, whichever are fewer) divided by the number of slopes; infinite without slopes.</summary>
    public static double Of(DesignMatrix design, ReadOnlySpan<double> outcome)
    {
        double events = 0;
        foreach (double y in outcome) events += y;
        int slopes = design.Columns - (design.HasIntercept ? 1 : 0);
        return slopes == 0 ? double.PositiveInfinity : Math.Min(events, outcome.Length - events) / slopes;
    }
}
