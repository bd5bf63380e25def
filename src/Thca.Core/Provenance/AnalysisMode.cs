namespace Thca.Core.Provenance;

/// <summary>Which arithmetic a module follows where a specification keeps both.</summary>
public enum AnalysisMode
{
    /// <summary>What may be published; the default.</summary>
    Sound,

    /// <summary>Reproduces the original's arithmetic so that earlier numbers can be explained; results carry a watermark.</summary>
    Reference,
}
