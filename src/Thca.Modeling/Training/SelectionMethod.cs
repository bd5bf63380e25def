namespace Thca.Modeling.Training;

/// <summary>How the features that survive stage 1 are ordered, so that a model can take the best so many.</summary>
public enum SelectionMethod
{
    /// <summary>By recursive elimination on the fold.</summary>
    Elimination,

    /// <summary>By the stage-1 composite; fast.</summary>
    Composite,
}
