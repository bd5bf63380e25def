namespace Thca.Modeling.Runtime.Trees;

/// <summary>The arrays of one tree block.</summary>
internal sealed class LightGbmTree
{
    public int LeafCount;
    public int CategoricalSplits;
    public int[] Feature = [];
    public double[] Threshold = [];
    public int[] DecisionType = [];
    public int[] Left = [];
    public int[] Right = [];
    public double[] LeafValue = [];
    public int[]? LeafRows;
    public int[]? NodeRows;
    public int[] CategoryOffsets = [];
    public int[] CategoryWords = [];
}
