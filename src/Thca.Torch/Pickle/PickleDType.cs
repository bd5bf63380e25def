namespace Thca.Torch.Pickle;

/// <summary>A NumPy scalar type such as <c>f8</c>, with its byte order.</summary>
internal sealed class PickleDType(string code)
{
    public string Code { get; } = code;

    public bool BigEndian { get; set; }
}
