using CsCheck;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Labelling;

namespace Thca.Imaging.Tests.Labelling;

public class ConnectedComponentsTests
{
    [Theory]
    [InlineData(Connectivity.Face6, 3)]
    [InlineData(Connectivity.Edge18, 2)]
    [InlineData(Connectivity.Vertex26, 1)]
    public void Label_TouchAtFaceEdgeCorner_CountsByConnectivity(Connectivity connectivity, int expected)
    {
        // (0,0,0)-(1,0,0) share a face; (1,0,0)-(2,1,0) an edge; (2,1,0)-(3,2,1) a corner.
        Mask mask = Masks.Where(new GridSize(4, 3, 2), (x, y, z) => (x, y, z) is (0, 0, 0) or (1, 0, 0) or (2, 1, 0) or (3, 2, 1));
        ComponentLabels components = ConnectedComponents.Label(mask, connectivity);
        Assert.Equal(expected, components.Count);
        Assert.Equal(4, components.Sizes.Sum());
        Assert.Equal(1, components.Labels[1, 0, 0]);
    }

    [Theory]
    [InlineData(Connectivity.Face6)]
    [InlineData(Connectivity.Edge18)]
    [InlineData(Connectivity.Vertex26)]
    public void Label_AnyLabels_AgreesWithFloodFill(Connectivity connectivity) =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 7], Gen.Int[1, 6], Gen.Int[0, 3].Array[400]).Sample((nx, ny, nz, values) =>
        {
            var size = new GridSize(nx, ny, nz);
            var map = new LabelMap(new ImageGeometry(size, Spacing.Isotropic(1)), [.. Enumerable.Range(0, size.Count).Select(i => values[i % values.Length])]);
            ComponentLabels components = ConnectedComponents.Label(map, connectivity);
            int[] expected = FloodFill(map, connectivity);
            Assert.Equal(expected, components.Labels.Labels.ToArray());
            Assert.Equal(expected.Where(v => v > 0).GroupBy(v => v).OrderBy(g => g.Key).Select(g => g.Count()), components.Sizes);
            for (int i = 0; i < expected.Length; i++)
            {
                if (expected[i] > 0) Assert.Equal(map.Labels[i], components.SourceLabels[expected[i] - 1]);
            }

            if (map.Labels.IndexOfAnyExcept(0) < 0) return;
            Mask mask = map.SelectNonZero();
            Assert.Equal(FloodFill(new LabelMap(mask.Geometry, [.. mask.Voxels.ToArray().Select(v => (int)v)]), connectivity), ConnectedComponents.Label(mask, connectivity).Labels.Labels.ToArray());
        });

    [Fact]
    public void KeepLargest_TwoParts_KeepsTheLarger()
    {
        Mask mask = Masks.Where(new GridSize(9, 2, 2), (x, _, _) => x < 2 || x > 4);
        Mask largest = ConnectedComponents.KeepLargest(mask);
        Assert.Equal(16, largest.Count());
        Assert.False(largest[0, 0, 0]);
        Assert.Throws<EmptyMaskException>(() => ConnectedComponents.KeepLargest(Masks.Where(new GridSize(2, 2, 2), (_, _, _) => false)));
    }

    private static int[] FloodFill(LabelMap map, Connectivity connectivity)
    {
        GridSize size = map.Size;
        var result = new int[size.Count];
        int count = 0;
        for (int start = 0; start < result.Length; start++)
        {
            if (map.Labels[start] == 0 || result[start] != 0) continue;
            count++;
            var stack = new Stack<int>([start]);
            while (stack.TryPop(out int at))
            {
                if (result[at] != 0) continue;
                result[at] = count;
                VoxelIndex v = size.IndexOf(at);
                for (int dz = -1; dz <= 1; dz++)
                {
                    for (int dy = -1; dy <= 1; dy++)
                    {
                        for (int dx = -1; dx <= 1; dx++)
                        {
                            int distance = Math.Abs(dx) + Math.Abs(dy) + Math.Abs(dz);
                            int reach = connectivity switch { Connectivity.Face6 => 1, Connectivity.Edge18 => 2, _ => 3 };
                            if (distance == 0 || distance > reach || !size.Contains(v.X + dx, v.Y + dy, v.Z + dz)) continue;
                            int next = size.Offset(v.X + dx, v.Y + dy, v.Z + dz);
                            if (map.Labels[next] == map.Labels[at]) stack.Push(next);
                        }
                    }
                }
            }
        }

        return result;
    }
}
