using TorchSharp;

namespace Thca.Torch.Tests;

public class TorchRuntimeTests
{
    [Fact]
    public void EnsureLoaded_OnThisMachine_ComputesAProduct()
    {
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor product = torch.ones(2, 3).matmul(torch.ones(3, 2));
        Assert.Equal([3f, 3f, 3f, 3f], product.data<float>().ToArray());
        Assert.True(TorchRuntime.IsAvailable);
    }
}
