using Thca.Core.Tables;

namespace Thca.Clinical.Tests;

/// <summary>Small tables written as CSV in tests.</summary>
internal static class Texts
{
    public static TextTable Csv(string text) => TextTable.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), "test.csv");
}
