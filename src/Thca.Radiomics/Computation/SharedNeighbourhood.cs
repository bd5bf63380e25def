using Thca.Radiomics.Texture;

namespace Thca.Radiomics.Computation;

/// <summary>One neighbourhood pass for several classes.</summary>
internal sealed class SharedNeighbourhood(NeighbourhoodPass pass)
{
    private readonly Lazy<Neighbourhood> _result = new(pass.Finish);
    private bool _added;

    /// <summary>Matrix and table, once the tasks have run.</summary>
    public Neighbourhood Result => _result.Value;

    /// <summary>Appends the blocks, the first time.</summary>
    public void AddTasks(List<Action> tasks)
    {
        if (_added) return;
        _added = true;
        for (int b = 0; b < pass.BlockCount; b++)
        {
            int block = b;
            tasks.Add(() => pass.Run(block));
        }
    }
}
