namespace Thca.Conventions.Tests;

public class DependencyTests
{
    public static TheoryData<string> Projects => SourceFileTests.Projects;

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_FollowTheTable(string name)
    {
        SourceProject project = Repository.Projects.Single(p => p.Name == name);
        Assert.True(DependencyTable.Rows.TryGetValue(name, out AllowedReferences? allowed), $"{name} has no row in DependencyTable; add one that says what it may reference.");
        KnownGaps.AssertNone("project references follow DependencyTable", project.ProjectReferences.Where(r => !allowed.Projects.Contains(r)).Select(r => $"{name} → {r}"));
        KnownGaps.AssertNone("package references follow DependencyTable", project.PackageReferences.Where(r => !allowed.AllowsPackage(r)).Select(r => $"{name} → {r}"));
    }

    [Fact]
    public void Table_HasNoCycle()
    {
        var done = new HashSet<string>();
        while (done.Count < DependencyTable.Rows.Count)
        {
            string[] next = [.. DependencyTable.Rows.Where(r => !done.Contains(r.Key) && r.Value.Projects.All(p => done.Contains(p))).Select(r => r.Key)];
            Assert.True(next.Length > 0, $"A cycle holds {string.Join(", ", DependencyTable.Rows.Keys.Except(done))}.");
            done.UnionWith(next);
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Projects_AreInTheSolution(string name) =>
        Assert.Contains($"\"{name}\"", File.ReadAllText(Repository.FullPath("THCA-ITH.sln")), StringComparison.Ordinal);
}
