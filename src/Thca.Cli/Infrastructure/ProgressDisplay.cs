using System.Globalization;
using Spectre.Console;
using Thca.Core.Compute;

namespace Thca.Cli.Infrastructure;

/// <summary>Shows <see cref="WorkProgress"/> as a bar on a terminal, as at most about twenty lines elsewhere, or not at all.</summary>
internal abstract class ProgressDisplay : IProgress<WorkProgress>, IDisposable
{
    public static ProgressDisplay Start(ProgressMode mode, TextWriter error)
    {
        bool terminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        return mode switch
        {
            ProgressMode.None => new Silent(),
            ProgressMode.Auto when terminal => new Bar(),
            _ => new Lines(error),
        };
    }

    public abstract void Report(WorkProgress value);

    public void Dispose() => Close();

    protected virtual void Close()
    {
    }

    private sealed class Silent : ProgressDisplay
    {
        public override void Report(WorkProgress value)
        {
        }
    }

    private sealed class Lines(TextWriter error) : ProgressDisplay
    {
        private const int LinesPerStage = 20;
        private readonly Lock _gate = new();
        private string _stage = "";
        private long _start;
        private long _shown;

        public override void Report(WorkProgress value)
        {
            lock (_gate)
            {
                if (_stage != value.Stage) (_stage, _start, _shown) = (value.Stage, TimeProvider.System.GetTimestamp(), -1);
                long reached = value.Total > 0 ? value.Completed * LinesPerStage / value.Total : value.Completed;
                if (reached <= _shown) return;
                _shown = reached;
                string item = value.Item is null ? "" : $" ({value.Item})";
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Stage}: {value.Completed}/{value.Total}{item}{TimeLeft(value)}"));
            }
        }

        private string TimeLeft(WorkProgress value)
        {
            if (value.Completed == 0 || value.Completed >= value.Total) return "";
            TimeSpan left = TimeProvider.System.GetElapsedTime(_start) * ((double)(value.Total - value.Completed) / value.Completed);
            return string.Create(CultureInfo.InvariantCulture, $", about {Math.Ceiling(left.TotalSeconds)} s left");
        }
    }

    private sealed class Bar : ProgressDisplay
    {
        private readonly Lock _gate = new();
        private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<ProgressContext> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);
        private readonly Task _drawing;

        public Bar()
        {
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
            _drawing = console.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(context =>
                {
                    _started.SetResult(context);
                    return _finished.Task;
                });
        }

        public override void Report(WorkProgress value)
        {
            if (value.Total <= 0) return;
            lock (_gate)
            {
                if (!_tasks.TryGetValue(value.Stage, out ProgressTask? task))
                    _tasks[value.Stage] = task = _started.Task.GetAwaiter().GetResult().AddTask(Markup.Escape(value.Stage), maxValue: value.Total);
                task.Value = Math.Max(task.Value, value.Completed);
            }
        }

        protected override void Close()
        {
            _finished.TrySetResult();
            _drawing.GetAwaiter().GetResult();
        }
    }
}
