namespace Thca.Conventions.Tests;

/// <summary>What one project may reference; a package name may end in <c>*</c>.</summary>
internal sealed record AllowedReferences(IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    public bool AllowsPackage(string name) => Packages.Any(p => p.EndsWith('*') ? name.StartsWith(p[..^1], StringComparison.OrdinalIgnoreCase) : string.Equals(p, name, StringComparison.OrdinalIgnoreCase));
}
