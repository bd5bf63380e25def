namespace Thca.Pathology.Heterogeneity;

/// <summary>Assigns nuclei to squares of a grid over the slide.</summary>
internal sealed class SquareGrid
{
    public SquareGrid(double[] x, double[] y, int[] members, double side)
    {
        Side = side;
        var numbers = new Dictionary<(int, int), int>();
        Of = new int[members.Length];
        List<(int Column, int Row)> places = [];
        for (int i = 0; i < members.Length; i++)
        {
            (int, int) key = ((int)Math.Floor(x[members[i]] / side), (int)Math.Floor(y[members[i]] / side));
            if (!numbers.TryGetValue(key, out int number))
            {
                numbers[key] = number = places.Count;
                places.Add(key);
            }

            Of[i] = number;
        }

        Places = places;
    }

    /// <summary>Side of a square.</summary>
    public double Side { get; }

    /// <summary>Square of every member.</summary>
    public int[] Of { get; }

    /// <summary>Column and row of every square that has a member.</summary>
    public IReadOnlyList<(int Column, int Row)> Places { get; }

    public int Count => Places.Count;
}
