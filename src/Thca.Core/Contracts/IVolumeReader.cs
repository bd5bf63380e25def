using Thca.Core.Volumes;

namespace Thca.Core.Contracts;

/// <summary>Reads one volume of a file format.</summary>
public interface IVolumeReader
{
    /// <summary>Reads a volume, converted to <typeparamref name="T"/> after the file's slope and intercept.</summary>
    /// <exception cref="Errors.DataFormatException">The content is not understood, damaged or truncated.</exception>
    Volume<T> Read<T>(Stream stream)
        where T : unmanaged;
}
