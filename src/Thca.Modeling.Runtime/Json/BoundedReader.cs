namespace Thca.Modeling.Runtime.Json;

/// <summary>Reads a stream without ever holding more than a limit.</summary>
internal static class BoundedReader
{
    private const int FirstSize = 1 << 16;

    public static byte[] ReadAll(Stream stream, int limit)
    {
        using var buffer = new MemoryStream();
        byte[] chunk = new byte[FirstSize];
        int read;
        while ((read = stream.Read(chunk, 0, chunk.Length)) > 0)
        {
            CheckSize(buffer.Length + read, limit);
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    public static void CheckSize(long size, int limit)
    {
        if (size > limit)
            throw new CritModelException(RefusalCodes.ModelTooLarge, $"The artifact has more than {limit} bytes.", "Raise CritLoadOptions.MaxBytes if the source is trusted.");
    }
}
