namespace Thca.Torch.Pickle;

/// <summary>The name of a Python object. Inert: nothing is ever looked up by it.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}
