namespace Thca.Modeling.Runtime.Tests.Samples;

/// <summary>The text models of the specification's vectors, trained with LightGBM 4.7.0.</summary>
internal static class SampleTrees
{
    public const string TwoTrees = """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=2
        objective=binary sigmoid:1
        feature_names=f0 f1 f2
        feature_infos=[0:5] [-5:5] [0:3]
        tree_sizes=551 552

        Tree=0
        num_leaves=4
        num_cat=0
        split_feature=1 0 0
        split_gain=8.1234 9.2676 1.9834
        threshold=-1.0000000180025095e-35 2.5000000000000004 1.5000000000000002
        decision_type=2 2 2
        left_child=2 -2 -1
        right_child=1 -3 -4
        leaf_value=-0.61154717808802161 -0.74290327957611113 -0.19419980021135963 -0.91851303988606448
        leaf_weight=0.88888889551162753 1.7777777910232542 2.6666666865348816 1.7777777910232542
        leaf_count=3 7 6 8
        internal_value=-0.555629 -0.400563 -0.813147
        internal_weight=7.11111 4.44444 2.66667
        internal_count=24 13 11
        is_linear=0
        shrinkage=1


        Tree=1
        num_leaves=4
        num_cat=0
        split_feature=1 0 1
        split_gain=5.21657 5.52598 1.91684
        threshold=-1.0000000180025095e-35 2.5000000000000004 -4.4999999999999991
        decision_type=2 2 2
        left_child=2 -2 -1
        right_child=1 -3 -4
        leaf_value=0.09181242786613783 -0.042619784254471597 0.3733282058921269 -0.21244758876547487
        leaf_weight=0.86379227042198214 1.7475795745849607 2.9718917012214661 1.6793408691883085
        leaf_count=3 7 6 8
        internal_value=0.108544 0.226146 -0.104426
        internal_weight=7.2626 4.71947 2.54313
        internal_count=24 13 11
        is_linear=0
        shrinkage=0.2


        end of trees

        feature_importances:
        f1=3
        f0=3

        parameters:
        [boosting: gbdt]
        end of parameters

        pandas_categorical:[]

        """;

    public const string Categorical = """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=2
        objective=binary sigmoid:1
        feature_names=f0 f1 f2
        feature_infos=[0:5] [-5:5] -1:0:1:2:3

        Tree=0
        num_leaves=3
        num_cat=1
        split_feature=2 0
        split_gain=2 1
        threshold=0 3.5000000000000004
        decision_type=1 2
        left_child=-1 -2
        right_child=1 -3
        leaf_value=0.33279999999999998 -0.31199999999999989 -0.04571428571428568
        leaf_weight=1 1 1
        leaf_count=12 8 4
        internal_value=0 0
        internal_weight=2 2
        internal_count=24 12
        cat_boundaries=0 1
        cat_threshold=10
        is_linear=0
        shrinkage=0.2


        end of trees

        """;

    public const string Constant = """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=0
        objective=binary sigmoid:1
        feature_names=f0
        feature_infos=[0:5]

        Tree=0
        num_leaves=1
        num_cat=0
        split_feature=
        split_gain=
        threshold=
        decision_type=
        left_child=
        right_child=
        leaf_value=-0.6931471805599454
        leaf_weight=
        leaf_count=
        internal_value=
        internal_weight=
        internal_count=
        is_linear=0
        shrinkage=1


        end of trees

        """;
}
