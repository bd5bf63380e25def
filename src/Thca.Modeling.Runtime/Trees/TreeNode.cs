namespace Thca.Modeling.Runtime.Trees;

/// <summary>An internal node; children are node numbers of the ensemble, or the complement of a leaf number.</summary>
internal struct TreeNode
{
    public double Threshold;
    public int Feature;
    public int Left;
    public int Right;
    public NodeRule Rule;
    public bool DefaultLeft;
}
