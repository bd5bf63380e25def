namespace Thca.Segmentation.Preprocessing;

/// <summary>Receives one target sample of all lines.</summary>
internal delegate void SampleRow(int index, ReadOnlySpan<double> lines);
