namespace Thca.Pathology.HoverNet.Metrics;

/// <summary>One-to-one assignment of least total cost by shortest augmenting paths (Jonker and Volgenant, 1987).</summary>
internal static class Assignment
{
    /// <summary>For each row the column it is given, or -1; every row or every column is used, whichever is fewer.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="cost">Finite cost of a pair.</param>
    public static int[] Solve(int rows, int columns, Func<int, int, double> cost)
    {
        if (rows > columns)
        {
            int[] transposed = Solve(columns, rows, (i, j) => cost(j, i));
            var back = new int[rows];
            Array.Fill(back, -1);
            for (int j = 0; j < transposed.Length; j++) back[transposed[j]] = j;
            return back;
        }

        var rowPotential = new double[rows + 1];
        var columnPotential = new double[columns + 1];
        var rowOf = new int[columns + 1];
        for (int i = 1; i <= rows; i++) Augment(i, columns, cost, rowPotential, columnPotential, rowOf);
        var result = new int[rows];
        for (int j = 1; j <= columns; j++)
        {
            if (rowOf[j] > 0) result[rowOf[j] - 1] = j - 1;
        }

        return result;
    }

    private static void Augment(int row, int columns, Func<int, int, double> cost, double[] rowPotential, double[] columnPotential, int[] rowOf)
    {
        var least = new double[columns + 1];
        Array.Fill(least, double.PositiveInfinity);
        var used = new bool[columns + 1];
        var previous = new int[columns + 1];
        rowOf[0] = row;
        int column = 0;
        do
        {
            used[column] = true;
            int current = rowOf[column], next = 0;
            double step = double.PositiveInfinity;
            for (int j = 1; j <= columns; j++)
            {
                if (used[j]) continue;
                double reduced = cost(current - 1, j - 1) - rowPotential[current] - columnPotential[j];
                if (reduced < least[j]) (least[j], previous[j]) = (reduced, column);
                if (least[j] < step) (step, next) = (least[j], j);
            }

            for (int j = 0; j <= columns; j++)
            {
                if (used[j])
                {
                    rowPotential[rowOf[j]] += step;
                    columnPotential[j] -= step;
                }
                else
                {
                    least[j] -= step;
                }
            }

            column = next;
        }
        while (rowOf[column] != 0);

        while (column != 0)
        {
            rowOf[column] = rowOf[previous[column]];
            column = previous[column];
        }
    }
}
