using System.CommandLine;
using Thca.Torch;

namespace Thca.Cli.Commands.Segment;

/// <summary>The options of commands that run a network: <c>--device</c> and <c>--torch-threads</c>.</summary>
internal sealed class TorchOptions
{
    private readonly Option<string> _device = new("--device") { Description = "Where the network runs: auto, cpu, cuda or cuda:N.", DefaultValueFactory = _ => "auto" };

    private readonly Option<int> _threads = new("--torch-threads") { Description = "Threads inside one operation of torch; more than 1 may change last digits.", DefaultValueFactory = _ => 1 };

    public void AddTo(Command command)
    {
        _threads.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int threads) && threads < 1) result.AddError("--torch-threads must be at least 1.");
        });
        command.Options.Add(_device);
        command.Options.Add(_threads);
    }

    /// <summary>Sets the threads, checks the device and gives its name.</summary>
    public string Apply(ParseResult parse)
    {
        string device = parse.GetRequiredValue(_device);
        TorchRuntime.SetThreads(parse.GetValue(_threads));
        ComputeDevice.Resolve(device);
        return device;
    }
}
