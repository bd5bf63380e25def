namespace Thca.Core.Histology;

/// <summary>A pixel, by column and row.</summary>
/// <param name="X">Column, to the right.</param>
/// <param name="Y">Row, downwards.</param>
public readonly record struct PixelPoint(int X, int Y);
