using System.Globalization;
using Spectre.Console;
using Thca.Core.Compute;

namespace Thca.Cli.Infrastructure;

/// <summary>Shows <see cref="WorkProgress"/> as a bar on a terminal, as at most about twenty lines elsewhere, or not at all.</summary>
internal abstract class ProgressDisplay : IProgress<WorkProgress>, IDisposable
{
    public static ProgressDisplay Start(string title, ProgressMode mode, TextWriter error)
    {
        bool terminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        return mode switch
        {
            ProgressMode.None => new Silent(),
            ProgressMode.Auto when terminal => new Bar(title),
            _ => new Lines(title, error),
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

    private sealed class Lines(string title, TextWriter error) : ProgressDisplay
    {
        private readonly Lock _gate = new();
        private readonly long _start = TimeProvider.System.GetTimestamp();
        private long _twentieths = -1;

        public override void Report(WorkProgress value)
        {
            lock (_gate)
            {
                long reached = value.Total > 0 ? value.Completed * 20 / value.Total : value.Completed;
                if (reached <= _twentieths) return;
                _twentieths = reached;
                string item = value.Item is null ? "" : $" ({value.Item})";
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {value.Completed}/{value.Total}{item}{TimeLeft(value)}"));
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
        private readonly Task _drawing;
        private ProgressTask? _task;
        private WorkProgress _last;

        public Bar(string title)
        {
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
            _drawing = console.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(async context =>
                {
                    lock (_gate)
                    {
                        _task = context.AddTask(Markup.Escape(title));
                        Show();
                    }

                    await _finished.Task.ConfigureAwait(false);
                });
        }

        public override void Report(WorkProgress value)
        {
            lock (_gate)
            {
                _last = value;
                Show();
            }
        }

        protected override void Close()
        {
            _finished.TrySetResult();
            _drawing.GetAwaiter().GetResult();
        }

        private void Show()
        {
            if (_task is null || _last.Total <= 0) return;
            _task.MaxValue = _last.Total;
            _task.Value = _last.Completed;
        }
    }
}
