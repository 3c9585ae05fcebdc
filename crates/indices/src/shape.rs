//! What a framework file looks like: one table of keys, from which its JSON Schema takes structure and descriptions. Tests hold it against the
//! reader and the documentation.

/// A record: a mapping with known keys.
#[derive(Debug)]
pub struct Record {
    /// Identifier among the schema's definitions.
    pub id: &'static str,
    /// What people call it.
    pub what: &'static str,
    /// Its keys.
    pub fields: &'static [Field],
}

/// A key of a record.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// Whether it has to be there.
    pub need: bool,
    /// What stands behind it.
    pub shape: Shape,
    /// What it says, for people.
    pub says: &'static str,
}

/// What stands behind a key.
#[derive(Debug)]
pub enum Shape {
    /// Words.
    Text,
    /// A decimal number, with a point.
    Number,
    /// A whole number of at least 0.
    Count,
    /// `true` or `false`.
    Flag,
    /// Two numbers.
    Pair,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A list.
    Many(&'static Shape),
    /// One, or a list.
    OneOrMany(&'static Shape),
    /// Names and a number for each.
    Numbers,
    /// A record.
    Record(&'static Record),
    /// A record, or its `method` alone.
    Method(&'static Record, &'static [&'static str]),
}

use Shape::{Count, Flag, Many, Method, Number, Numbers, OneOrMany, Pair, Record as Of, Text, Words};

const fn must(key: &'static str, shape: Shape, says: &'static str) -> Field {
    Field { key, need: true, shape, says }
}

const fn may(key: &'static str, shape: Shape, says: &'static str) -> Field {
    Field { key, need: false, shape, says }
}

/// A framework file.
pub static FRAMEWORK: Record = Record {
    id: "framework",
    what: "指数框架文件",
    fields: &[
        must("id", Text, "编号，如 asem"),
        must("name", Text, "名称"),
        may("description", Text, "衡量什么、给谁用"),
        may("source", Text, "谁发布的，依据什么"),
        may("notes", Many(&Text), "读者须知：缺什么、什么没有把握"),
        may("example", Flag, "只是示例，不用于评价"),
        must("units", Of(&UNITS), "单位数据表里哪几列说明这一行是谁"),
        may("denominators", Many(&Of(&DENOMINATOR)), "分母：指标按它们去规模"),
        may("steps", Many(&STEP), "汇总之前各步骤的次序，最后一步是 normalise"),
        may("screen", SCREEN_SHAPE, "筛选：数据太少的单位不参加比较"),
        may("impute", IMPUTE_SHAPE, "插补：未知的数怎样估计；一个方法，或依次几个"),
        may("treat", TREAT_SHAPE, "异常值处理"),
        may("normalise", NORMALISE_SHAPE, "标准化：不同单位的数化成同一种得分"),
        may("weights", WEIGHTS_SHAPE, "权重从哪里来"),
        may("aggregate", AGGREGATE_SHAPE, "下级的得分怎样合成上级的得分"),
        may("levels", Many(&Of(&LEVEL)), "某一级的权重和汇总与别处不同时写明"),
        must("index", Of(&NODE), "指标体系：最上面是指数，children 是下级，没有 children 的是指标"),
        may("uncertainty", Of(&UNCERTAINTY), "哪些选择也可以不这样做，用于敏感性分析"),
    ],
};

static UNITS: Record = Record {
    id: "units",
    what: "单位",
    fields: &[
        must("code", Text, "单位代码的列"),
        may("name", Text, "单位名称的列"),
        may("time", Text, "年度的列；写了就是面板"),
        may("groups", Many(&Text), "分组的列，用于按组插补"),
    ],
};

static DENOMINATOR: Record = Record {
    id: "denominator",
    what: "分母",
    fields: &[
        must("id", Text, "编号，指标的 denominator 引用它"),
        may("name", Text, "名称"),
        may("unit", Text, "单位"),
        may("column", Text, "在数据表里的列；不写时与编号同名"),
    ],
};

static STEP: Shape = Words(&["denominate", "impute", "screen", "treat", "normalise"]);

const SCREEN_SHAPE: Shape = Method(&SCREEN, &["none"]);
const IMPUTE_SHAPE: Shape = OneOrMany(&IMPUTE_ONE);
static IMPUTE_ONE: Shape = Method(&IMPUTE, IMPUTES);
const TREAT_SHAPE: Shape = Method(&TREAT, &["none"]);
const NORMALISE_SHAPE: Shape = Method(&NORMALISE, NORMALISES);
const WEIGHTS_SHAPE: Shape = Method(&WEIGHTS, SOURCES);
const AGGREGATE_SHAPE: Shape = Method(&AGGREGATE, RULES);

const IMPUTES: &[&str] =
    &["none", "mean", "median", "group_mean", "group_median", "row_mean", "latest", "constant", "linear"];
const TREATMENTS: &[&str] =
    &["winsorise", "log", "log_ct", "log_ct_plus", "log_ct_original", "log_gii", "box_cox"];
const NORMALISES: &[&str] = &[
    "none",
    "min_max",
    "z_score",
    "scaled",
    "distance_to_max",
    "distance_to_reference",
    "distance_to_target",
    "fraction_of_max",
    "percentile_rank",
    "rank",
    "borda",
    "goalposts",
];
const SOURCES: &[&str] = &["given", "equal", "pca", "optimised"];
const RULES: &[&str] = &["arithmetic", "geometric", "harmonic", "power", "copeland"];

static SCREEN: Record = Record {
    id: "screen",
    what: "筛选",
    fields: &[
        may("available", Number, "已知指标至少占多大比例，如 0.9"),
        may("nonzero", Number, "已知指标里非零的至少占多大比例"),
        may("include", Many(&Text), "无论如何保留的单位代码"),
        may("exclude", Many(&Text), "无论如何排除的单位代码"),
    ],
};

static IMPUTE: Record = Record {
    id: "impute",
    what: "插补",
    fields: &[
        must("method", Words(IMPUTES), "方法"),
        may("group", Text, "group_mean、group_median 按哪一列分组"),
        may("level", Count, "row_mean 取哪一级节点下的其他指标，默认 2"),
        may("years", Count, "latest 最多往前几个年度"),
    ],
};

static TREAT: Record = Record {
    id: "treat",
    what: "异常值处理",
    fields: &[
        may("when", Words(&["outliers", "always"]), "只处理有异常值的列（默认），或都处理"),
        may("skewness", Number, "|偏度| 不小于它，且峰度不小于 kurtosis，才算有异常值；默认 2"),
        may("kurtosis", Number, "超额峰度；默认 3.5"),
        may("methods", Many(&TREATMENT_SHAPE), "依次尝试的方法，通过检验的第一个为准"),
        may("combine", Flag, "后一方法接着前一方法的结果；默认从原数重来"),
        may("over", Words(&["year", "all"]), "面板里逐年处理（默认），或各年合在一起"),
    ],
};

static TREATMENT_SHAPE: Shape = Method(&TREATMENT, TREATMENTS);

static TREATMENT: Record = Record {
    id: "treatment",
    what: "处理方法",
    fields: &[
        must("method", Words(TREATMENTS), "方法"),
        may("max", Count, "winsorise 最多截尾几个点；不写不限"),
        may("lambda", Number, "box_cox 的 λ；不写按最大似然"),
        may("shift", Flag, "box_cox 先把数平移到从 1 开始；默认 true"),
    ],
};

static NORMALISE: Record = Record {
    id: "normalise",
    what: "标准化",
    fields: &[
        must("method", Words(NORMALISES), "方法"),
        may("range", Pair, "得分的范围，各方法通用，如 [0, 100]"),
        may("over", Words(&["all", "year"]), "面板里各年用同一把尺（默认），或逐年"),
        may("mean", Number, "z_score 的均值，默认 0"),
        may("sd", Number, "z_score 的标准差，默认 1"),
        may("between", Pair, "scaled、goalposts 的两端"),
        may("unit", Text, "distance_to_reference 的参照单位代码"),
        may("target", Number, "distance_to_target 的目标值；指标自己的 target 优先"),
        may("cap", Flag, "超出两端的得分截到两端；goalposts 默认 true，其余默认 false"),
        may("ties", Words(&["min", "average", "max"]), "位次相同怎样排，默认 min"),
    ],
};

static WEIGHTS: Record = Record {
    id: "weights",
    what: "权重",
    fields: &[
        may("method", Words(SOURCES), "given 按框架（默认）、equal 相等、pca 主成分、optimised 优化"),
        may("negative", Words(&["refuse", "zero", "square"]), "pca 出现负载荷时：拒绝（默认）、不计、用平方"),
        may(
            "aim",
            Words(&["balance", "information"]),
            "optimised 的目标：各部分与整体的相关相等（默认），或相关之和最大",
        ),
        may("noise", Number, "每个权重在 ±noise 内随机，如 0.25；由 --seed 决定"),
    ],
};

static AGGREGATE: Record = Record {
    id: "aggregate",
    what: "汇总",
    fields: &[
        may("method", Words(RULES), "算术（默认）、几何、调和、幂平均、Copeland 两两比较"),
        may("power", Number, "幂平均的幂"),
        may("available", Number, "下级已知的至少占多大比例，否则得分未知"),
    ],
};

static LEVEL: Record = Record {
    id: "level",
    what: "层级",
    fields: &[
        must("level", Count, "算出来的节点在第几级：指标是 1，直接汇总指标的是 2"),
        may("weights", WEIGHTS_SHAPE, "这一级下面的权重"),
        may("aggregate", AGGREGATE_SHAPE, "这一级的汇总"),
    ],
};

static NODE: Record = Record {
    id: "node",
    what: "节点：有 children 的是上级，没有的是指标",
    fields: &[
        must("id", Text, "标识，结果表里的列名"),
        may("name", Text, "名称"),
        may("weight", Number, "在同级里的权重，默认 1"),
        may(
            "direction",
            Words(&["positive", "negative", "+", "-", "1", "-1"]),
            "越大越好（默认）或越小越好；任何一级都可以",
        ),
        may("definition", Text, "口径：数的是什么"),
        may("children", Many(&Of(&NODE)), "下级节点"),
        may("aggregate", AGGREGATE_SHAPE, "上级节点自己的汇总"),
        may("weights", WEIGHTS_SHAPE, "上级节点下面的权重"),
        may("column", Text, "指标在数据表里的列；不写时与标识同名"),
        may("unit", Text, "指标的单位"),
        may("scope", Text, "指标的范围：地域、主体、阶段"),
        may("source", Text, "数据来源"),
        may("attribute", Text, "对应的词汇，如 region.高新技术企业数"),
        may("denominator", Text, "除以哪个分母"),
        may("scale", Number, "每多少，如每万人写 10000；分母的单位不变"),
        may("target", Number, "目标值"),
        may("goalposts", Pair, "上下限"),
        may("data", Words(&["known", "missing"]), "missing：没有数据，不参与计算，结果里写明"),
        may("effort", Number, "提升一步的相对投入，默认 1"),
        may("impute", IMPUTE_SHAPE, "这个指标自己的插补"),
        may("treat", TREAT_SHAPE, "这个指标自己的异常值处理"),
        may("normalise", NORMALISE_SHAPE, "这个指标自己的标准化"),
    ],
};

static UNCERTAINTY: Record = Record {
    id: "uncertainty",
    what: "不确定性",
    fields: &[
        may("runs", Count, "大约运行多少次模型，默认 10000"),
        may("bootstrap", Count, "自助抽样多少次，默认 500"),
        may("tail", Number, "区间两端各留多少，默认 0.05，即 5%～95%"),
        may("choices", Many(&Of(&CHOICE)), "不确定的选择；不写时用通常的几项"),
    ],
};

static CHOICE: Record = Record {
    id: "choice",
    what: "不确定的选择：options、vary、noise、drop 之一",
    fields: &[
        must("id", Text, "编号"),
        may("name", Text, "名称"),
        may("options", Many(&Of(&OPTION)), "几种做法，可能性相同"),
        may(
            "vary",
            Words(&[
                "treat.winsorise.max",
                "treat.skewness",
                "treat.kurtosis",
                "aggregate.power",
                "screen.available",
            ]),
            "某个数在 from 与 to 之间均匀变化",
        ),
        may("from", Number, "vary 的下端"),
        may("to", Number, "vary 的上端（取整的数不含它）"),
        may("noise", Number, "权重在 ±noise 内变化"),
        may("levels", Many(&Count), "noise 变化哪几级节点的权重；不写时各级"),
        may("drop", Many(&Text), "剔除其中一个节点，或不剔除"),
    ],
};

static OPTION: Record = Record {
    id: "option",
    what: "做法：写出与框架不同之处",
    fields: &[
        must("name", Text, "名称"),
        may("screen", SCREEN_SHAPE, "筛选"),
        may("impute", IMPUTE_SHAPE, "插补"),
        may("treat", TREAT_SHAPE, "异常值处理"),
        may("normalise", NORMALISE_SHAPE, "标准化"),
        may("weights", WEIGHTS_SHAPE, "权重"),
        may("aggregate", AGGREGATE_SHAPE, "汇总"),
        may("node_weights", Numbers, "某些节点的权重"),
    ],
};
