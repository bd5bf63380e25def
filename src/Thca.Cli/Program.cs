using Thca.Cli.Infrastructure;

return await ThcaCommandLine.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);
