namespace Thca.Modeling.Runtime.Reporting;

/// <summary>A section of the model card.</summary>
internal sealed record ModelCardField(string Title, string Text);
