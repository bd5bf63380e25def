namespace Thca.Segmentation.Training;

/// <summary>Gives batches in order while the next ones are prepared on other threads.</summary>
/// <param name="prepare">Prepares the batch of an iteration; pure.</param>
/// <param name="count">Batches in all.</param>
/// <param name="ahead">Batches prepared ahead of the one in use; 0 prepares each when it is asked for.</param>
internal sealed class BatchQueue(Func<int, TrainingBatch> prepare, int count, int ahead)
{
    private readonly Queue<Task<TrainingBatch>> _running = new();
    private int _next;

    /// <summary>The next batch.</summary>
    public TrainingBatch Take()
    {
        if (ahead == 0) return prepare(_next++);
        while (_next < count && _running.Count <= ahead)
        {
            int index = _next++;
            _running.Enqueue(Task.Run(() => prepare(index)));
        }

        return _running.Dequeue().GetAwaiter().GetResult();
    }
}
