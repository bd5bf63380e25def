namespace Thca.Modeling.Imbalance;

/// <summary>Rows that cleaning keeps. Decisions are made at once on the rows given.</summary>
internal static class CleaningRules
{
    /// <summary>Wilson's editing: a row stays when all (or most) of its nearest neighbours share its class. Class 0 survivors first, then class 1.</summary>
    public static int[] Edit(ImbalancedRows rows, int neighbours, bool byMajority, bool allClasses)
    {
        int[] all = [.. Enumerable.Range(0, rows.Outcome.Length)];
        int[][] nearest = rows.Nearest(all, all, neighbours);
        bool Keep(int row)
        {
            if (!allClasses && rows.Outcome[row] == rows.RareLabel) return true;
            int same = nearest[row].Count(r => rows.Outcome[r] == rows.Outcome[row]);
            return byMajority ? 2 * same > nearest[row].Length : same == nearest[row].Length;
        }

        return [.. all.Where(r => !rows.Outcome[r] && Keep(r)), .. all.Where(r => rows.Outcome[r] && Keep(r))];
    }

    /// <summary>Drops the majority member (or both) of every pair of mutual nearest neighbours of different classes; order is kept.</summary>
    public static int[] Tomek(ImbalancedRows rows, bool both)
    {
        int[] all = [.. Enumerable.Range(0, rows.Outcome.Length)];
        int[] nearest = [.. rows.Nearest(all, all, 1).Select(n => n[0])];
        return [.. all.Where(r =>
        {
            int other = nearest[r];
            bool link = nearest[other] == r && rows.Outcome[other] != rows.Outcome[r];
            return !link || (!both && rows.Outcome[r] == rows.RareLabel);
        })];
    }
}
