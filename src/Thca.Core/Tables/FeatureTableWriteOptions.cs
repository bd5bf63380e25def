namespace Thca.Core.Tables;

/// <summary>How <see cref="FeatureTableFile"/> writes.</summary>
public sealed record FeatureTableWriteOptions
{
    /// <summary>Whether the columns <c>Status</c> and <c>Message</c> follow the features.</summary>
    /// <value>true.</value>
    public bool IncludeStatus { get; init; } = true;
}
