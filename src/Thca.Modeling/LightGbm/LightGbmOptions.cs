using System.Globalization;
using Thca.Core.Errors;

namespace Thca.Modeling.LightGbm;

/// <summary>
/// Settings of gradient boosting with a binary objective. Each names its LightGBM parameter; the defaults suit cohorts of a few dozen to a
/// few hundred patients: shallow trees, strong regularisation.
/// </summary>
public sealed record LightGbmOptions
{
    /// <summary>Boosting rounds (<c>num_iterations</c>; <c>n_estimators</c> of the Python wrapper).</summary>
    /// <value>100</value>
    public int Trees { get; init; } = 100;

    /// <summary>Shrinkage of every tree (<c>learning_rate</c>).</summary>
    /// <value>0.05</value>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Largest number of leaves (<c>num_leaves</c>).</summary>
    /// <value>7</value>
    public int Leaves { get; init; } = 7;

    /// <summary>Largest depth, or -1 for none (<c>max_depth</c>).</summary>
    /// <value>3</value>
    public int MaxDepth { get; init; } = 3;

    /// <summary>Fewest rows in a leaf (<c>min_data_in_leaf</c>; <c>min_child_samples</c>).</summary>
    /// <value>5</value>
    public int MinRowsPerLeaf { get; init; } = 5;

    /// <summary>Smallest sum of Hessians in a leaf (<c>min_sum_hessian_in_leaf</c>; <c>min_child_weight</c>).</summary>
    /// <value>0.001</value>
    public double MinHessianPerLeaf { get; init; } = 1e-3;

    /// <summary>Share of rows drawn for a bag (<c>bagging_fraction</c>; <c>subsample</c>).</summary>
    /// <value>0.8</value>
    public double RowFraction { get; init; } = 0.8;

    /// <summary>A new bag every so many rounds; 0 for no bagging (<c>bagging_freq</c>; <c>subsample_freq</c>).</summary>
    /// <value>1</value>
    public int RowFractionEvery { get; init; } = 1;

    /// <summary>Share of columns drawn for a tree (<c>feature_fraction</c>; <c>colsample_bytree</c>).</summary>
    /// <value>0.8</value>
    public double ColumnFraction { get; init; } = 0.8;

    /// <summary>L1 penalty of leaf values (<c>lambda_l1</c>; <c>reg_alpha</c>).</summary>
    /// <value>0</value>
    public double L1 { get; init; }

    /// <summary>L2 penalty of leaf values (<c>lambda_l2</c>; <c>reg_lambda</c>).</summary>
    /// <value>5</value>
    public double L2 { get; init; } = 5;

    /// <summary>Smallest gain of a split (<c>min_gain_to_split</c>; <c>min_split_gain</c>).</summary>
    /// <value>0</value>
    public double MinSplitGain { get; init; }

    /// <summary>Weight of positive rows (<c>scale_pos_weight</c>).</summary>
    /// <value>1</value>
    public double PositiveWeight { get; init; } = 1;

    /// <summary>Gives the rarer class the ratio of counts as its weight (<c>is_unbalance</c>); excludes <see cref="PositiveWeight"/>.</summary>
    /// <value>false</value>
    public bool Unbalanced { get; init; }

    /// <summary>Most bins of a column (<c>max_bin</c>).</summary>
    /// <value>255</value>
    public int MaxBins { get; init; } = 255;

    /// <summary>Fewest rows in a bin (<c>min_data_in_bin</c>).</summary>
    /// <value>3</value>
    public int MinRowsPerBin { get; init; } = 3;

    /// <summary>
    /// Whether columns of categories are split by sets of them (<c>categorical_feature</c>) instead of by thresholds on their codes; LightGBM's defaults
    /// decide how (one against the rest up to four categories, groups of at least 100 rows beyond).
    /// </summary>
    /// <value>false</value>
    public bool CategoricalSplits { get; init; }

    /// <summary>Stops when the watched log loss has not improved for so many rounds; 0 never stops.</summary>
    /// <value>0</value>
    public int StopAfter { get; init; }

    /// <summary>LightGBM's own defaults, which the published study starts from.</summary>
    public static LightGbmOptions LibraryDefaults { get; } = new()
    {
        LearningRate = 0.1, Leaves = 31, MaxDepth = -1, MinRowsPerLeaf = 20, RowFraction = 1, RowFractionEvery = 0, ColumnFraction = 1, L2 = 0,
    };

    /// <summary>Throws with every setting that is out of range.</summary>
    /// <exception cref="OptionsException">At least one is.</exception>
    public void Validate()
    {
        List<string> problems = [];
        void Require(bool ok, string name, object value, string allowed)
        {
            if (!ok) problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(LightGbmOptions)}.{name} is {value}; allowed: {allowed}."));
        }

        Require(Trees >= 1, nameof(Trees), Trees, "at least 1");
        Require(LearningRate is > 0 and <= 1, nameof(LearningRate), LearningRate, "(0, 1]");
        Require(Leaves is >= 2 and <= 131072, nameof(Leaves), Leaves, "2 to 131072");
        Require(MaxDepth is -1 or >= 1, nameof(MaxDepth), MaxDepth, "-1 or at least 1");
        Require(MinRowsPerLeaf >= 0, nameof(MinRowsPerLeaf), MinRowsPerLeaf, "at least 0");
        Require(MinHessianPerLeaf >= 0, nameof(MinHessianPerLeaf), MinHessianPerLeaf, "at least 0");
        Require(RowFraction is > 0 and <= 1, nameof(RowFraction), RowFraction, "(0, 1]");
        Require(RowFractionEvery >= 0, nameof(RowFractionEvery), RowFractionEvery, "at least 0");
        Require(ColumnFraction is > 0 and <= 1, nameof(ColumnFraction), ColumnFraction, "(0, 1]");
        Require(L1 >= 0, nameof(L1), L1, "at least 0");
        Require(L2 >= 0, nameof(L2), L2, "at least 0");
        Require(MinSplitGain >= 0, nameof(MinSplitGain), MinSplitGain, "at least 0");
        Require(PositiveWeight > 0 && double.IsFinite(PositiveWeight), nameof(PositiveWeight), PositiveWeight, "above 0");
        Require(!Unbalanced || PositiveWeight == 1, nameof(Unbalanced), Unbalanced, "false when PositiveWeight is set");
        Require(MaxBins is >= 2 and <= 65535, nameof(MaxBins), MaxBins, "2 to 65535");
        Require(MinRowsPerBin >= 1, nameof(MinRowsPerBin), MinRowsPerBin, "at least 1");
        Require(StopAfter >= 0, nameof(StopAfter), StopAfter, "at least 0");
        OptionsException.ThrowIfAny(problems);
    }

    /// <summary>The settings as LightGBM reads them, with the flags that make a run repeatable.</summary>
    /// <param name="seed">Seed of the library's own generators.</param>
    /// <param name="categorical">Which columns hold codes of categories; null for none.</param>
    internal string ToParameters(int seed, IReadOnlyList<bool>? categorical = null) => Numeric(seed) + Categorical(categorical);

    private string Categorical(IReadOnlyList<bool>? categorical)
    {
        int[] columns = CategoricalSplits && categorical is not null ? [.. Enumerable.Range(0, categorical.Count).Where(c => categorical[c])] : [];
        return columns.Length == 0 ? "" : $" categorical_feature={string.Join(',', columns.Select(c => c.ToString(CultureInfo.InvariantCulture)))}";
    }

    private string Numeric(int seed) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        objective=binary metric=binary_logloss boosting=gbdt verbosity=-1 deterministic=true force_col_wise=true num_threads=1 seed={seed}
         learning_rate={LearningRate:R} num_leaves={Leaves} max_depth={MaxDepth} min_data_in_leaf={MinRowsPerLeaf} min_sum_hessian_in_leaf={MinHessianPerLeaf:R}
         bagging_fraction={RowFraction:R} bagging_freq={(RowFraction < 1 ? RowFractionEvery : 0)} feature_fraction={ColumnFraction:R} lambda_l1={L1:R} lambda_l2={L2:R}
         min_gain_to_split={MinSplitGain:R} {(Unbalanced ? "is_unbalance=true" : FormattableString.Invariant($"scale_pos_weight={PositiveWeight:R}"))} max_bin={MaxBins} min_data_in_bin={MinRowsPerBin}
        """).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
}
