namespace Thca.Modeling.Imbalance;

/// <summary>How a training fold's class imbalance is treated.</summary>
public enum ResamplingMethod
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Events are weighted by the ratio of class counts; rows are left alone. Tried first, and recommended.</summary>
    ClassWeight,

    /// <summary>Minority rows are repeated at random.</summary>
    RandomOver,

    /// <summary>Majority rows are dropped at random.</summary>
    RandomUnder,

    /// <summary>Synthetic minority rows between minority neighbours (Chawla et al., 2002).</summary>
    Smote,

    /// <summary>SMOTE from minority rows near the border (Han, Wang and Mao, 2005).</summary>
    Borderline1,

    /// <summary>Borderline-SMOTE that also steps part of the way towards majority neighbours.</summary>
    Borderline2,

    /// <summary>More synthetic rows where the minority is surrounded (He et al., 2008).</summary>
    Adasyn,

    /// <summary>SMOTE from support vectors (Nguyen, Cooper and Kamei, 2011).</summary>
    SvmSmote,

    /// <summary>SMOTE for tables with categorical columns.</summary>
    SmoteNc,

    /// <summary>Rows whose neighbours disagree with them are dropped (Wilson, 1972).</summary>
    EditedNearestNeighbours,

    /// <summary>Mutual nearest neighbours of different classes are dropped (Tomek, 1976).</summary>
    TomekLinks,

    /// <summary>SMOTE, then edited nearest neighbours on all rows.</summary>
    SmoteEnn,

    /// <summary>SMOTE, then both members of every Tomek link are dropped.</summary>
    SmoteTomek,
}
