namespace Thca.Statistics.Agreement;

/// <summary>The intraclass correlations of McGraw and Wong (1996); Shrout and Fleiss (1979) call the first three (1,1), (2,1) and (3,1).</summary>
public enum IntraclassForm
{
    /// <summary>ICC(1): every subject has raters of its own; one measurement.</summary>
    OneWaySingle,

    /// <summary>ICC(A,1): the same raters for all subjects, absolute agreement, one measurement.</summary>
    AgreementSingle,

    /// <summary>ICC(C,1): the same raters for all subjects, agreement up to a constant per rater, one measurement.</summary>
    ConsistencySingle,

    /// <summary>ICC(k): as <see cref="OneWaySingle"/>, mean of the k measurements.</summary>
    OneWayAverage,

    /// <summary>ICC(A,k): as <see cref="AgreementSingle"/>, mean of the k raters.</summary>
    AgreementAverage,

    /// <summary>ICC(C,k): as <see cref="ConsistencySingle"/>, mean of the k raters (Cronbach's alpha).</summary>
    ConsistencyAverage,
}
