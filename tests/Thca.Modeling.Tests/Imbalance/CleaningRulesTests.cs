using Thca.Modeling.Imbalance;

namespace Thca.Modeling.Tests.Imbalance;

public sealed class CleaningRulesTests
{
    /// <summary>Two clusters, each with an intruder of the other class (rows 4 and 9) that is nobody's neighbour among three.</summary>
    private static ImbalancedRows Clusters() => new(
        SamplerGeometryTests.Fold([0, 0.1, 0.2, 0.3, 0.9, 10, 10.1, 10.2, 10.3, 10.9], [false, false, false, false, true, true, true, true, true, false]).Data, scale: false);

    [Fact]
    public void Editing_drops_rows_whose_neighbours_are_of_the_other_class()
    {
        Assert.Equal([0, 1, 2, 3, 5, 6, 7, 8], CleaningRules.Edit(Clusters(), 3, byMajority: false, allClasses: true));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], CleaningRules.Edit(Clusters(), 3, byMajority: false, allClasses: false));
    }

    [Fact]
    public void One_neighbour_of_the_other_class_is_enough_unless_the_majority_decides()
    {
        var rows = new ImbalancedRows(SamplerGeometryTests.Fold([0, 0.1, 0.2, 0.15, 5, 5.1, 5.2], [false, false, false, true, true, true, true]).Data, scale: false);
        Assert.Equal([4, 5, 6], CleaningRules.Edit(rows, 2, byMajority: false, allClasses: true));
        Assert.Equal([0, 1, 2, 4, 5, 6], CleaningRules.Edit(rows, 3, byMajority: true, allClasses: true));
    }

    [Fact]
    public void Only_mutual_neighbours_of_different_classes_are_a_Tomek_link()
    {
        // Rows 2 and 3 are nearest to each other; row 1's nearest is row 2, whose nearest is another.
        var rows = new ImbalancedRows(SamplerGeometryTests.Fold([0, 4, 5, 5.5, 20, 21, 22], [false, false, false, true, true, false, false]).Data, scale: false);
        Assert.Equal([0, 1, 6], CleaningRules.Tomek(rows, both: true));
        Assert.Equal([0, 1, 3, 4, 6], CleaningRules.Tomek(rows, both: false));
    }

    [Fact]
    public void Equal_distances_go_to_the_earlier_row()
    {
        var rows = new ImbalancedRows(SamplerGeometryTests.Fold([4, 6, 5], [false, false, true]).Data, scale: false);
        Assert.Equal([0, 1], rows.Nearest([2], [0, 1, 2], 2)[0]);
        Assert.Equal([1], CleaningRules.Tomek(rows, both: true));
    }
}
