//! The keys of a programme file, in the order of docs/programmes.md.

use super::Need::{Always, Optional, Whole};
use super::Shape::{
    Date, Day, Facts, Formula, Id, Many, Map, OneOrMany, Record as Of, RowTest, RowValue, Text, Words,
};
use super::{Layout, Record, Shape, field};

const CONFIDENCE: Shape = Words(&["certain", "likely"]);
const STATUS: Shape = Words(&["met", "unmet", "unknown", "not_applicable"]);

/// A programme file.
pub static PROGRAMME: Record = Record {
    id: "programme",
    what: "政策文件",
    one_of: &[],
    layout: Layout::Block,
    fields: &[
        field("id", Always, Id, "版本 id：族加版本，如 cn.hnte.2016；小写字母、数字、点、连字符"),
        field("family", Always, Id, "族，如 cn.hnte"),
        field("fills", Optional, Id, "补充哪个版本（下级的文件）"),
        field("name", Always, Text, "名称"),
        field(
            "kind",
            Whole,
            Text,
            "申请主体的类别：enterprise 企业、institution 高校院所、carrier 孵化载体 ……",
        ),
        field(
            "roles",
            Optional,
            Map(&Text),
            "申请人以外的主体，如 {被投企业: enterprise}；公式里写 被投企业.职工总数[上年]",
        ),
        field("authority", Always, Text, "发文机关"),
        field("document", Always, Text, "文件名与文号"),
        field("territory", Always, Text, "施行地域：全国，或区划名称与代码，如 浙江省 330000"),
        field("confidence", Always, CONFIDENCE, "certain 确定；likely 转引，页面会注明"),
        field("from", Optional, Date, "施行的第一天；不知道就不写"),
        field("until", Optional, Date, "施行的最后一天；不知道就不写"),
        field("replaces", Optional, Many(&Id), "所替代的版本"),
        field("transition", Optional, Many(&Of(&TRANSITION)), "过渡规则：对某一申请类型，这个版本用到哪一天"),
        field("windows", Optional, Many(&Of(&WINDOW)), "申报期；不知道就不写"),
        field("exclusive", Optional, Many(&Text), "就高不重复：组的名称；同组的政策只能享受一个"),
        field("caps", Optional, Many(&Of(&CAP)), "合计上限：同组政策的金额合计不超过它"),
        field("tops_up", Optional, Many(&Id), "为哪些政策配套（族）"),
        field("imports", Optional, Many(&Id), "引用别的政策版本的参数、定义和表"),
        field("notes", Optional, Many(&Text), "读者应当知道的"),
        field("slots", Optional, Many(&Of(&SLOT)), "补上的项：上级版本留给下级规定的名称和公式"),
        field("parameters", Optional, Many(&Of(&PARAMETER)), "有日期和出处的数"),
        field("definitions", Optional, Many(&Of(&DEFINITION)), "起了名字的公式；次序任意，不能成环"),
        field("tables", Optional, Many(&Of(&TABLE)), "决策表"),
        field("score", Optional, Of(&SCORE), "评分：总分是各项之和，可在条件里用它的名字"),
        field("class", Optional, Text, "把主体分成哪一类：一个结果是文字的定义或表的名称"),
        field("delegates", Optional, Many(&Of(&DELEGATE)), "留给下级规定的项"),
        field("applies", Optional, Formula, "适用范围：不满足时结论是“不适用”"),
        field("conditions", Whole, Many(&Of(&CONDITION)), "条件，须全部满足"),
        field("amount", Optional, Of(&AMOUNT), "金额；小于零算零；不符合时没有金额"),
        field("grants", Optional, Of(&TITLE), "认定后成为资质清单里的一条"),
        field("next", Optional, Many(&Id), "培育路径的下一级（族）"),
        field("validity", Optional, Text, "有效多久"),
        field("benefits", Optional, Many(&Text), "得到什么"),
        field("channel", Optional, Text, "从哪里申报"),
        field("contact", Optional, Text, "问谁"),
        field("evidence", Optional, Many(&Text), "交什么材料"),
        field("base", Optional, Facts, "测试由此出发的事实"),
        field("tests", Optional, Many(&Of(&TEST)), "测试：从 base 的事实出发，逐项替换"),
    ],
};

static TRANSITION: Record = Record {
    id: "transition",
    what: "过渡规则",
    one_of: &[],
    layout: Layout::AsWritten,
    fields: &[
        field("purpose", Always, Text, "申请类型，如 复核"),
        field("until", Always, Date, "这个版本用到哪一天"),
        field("article", Optional, Text, "条款"),
    ],
};

static WINDOW: Record = Record {
    id: "window",
    what: "申报期",
    one_of: &[],
    layout: Layout::AsWritten,
    fields: &[
        field("opens", Always, Day, "开始：每年的 03-01，或全日期"),
        field("closes", Always, Day, "截止：每年的 05-31，或全日期"),
        field("article", Optional, Text, "条款"),
    ],
};

static SLOT: Record = Record {
    id: "slot",
    what: "补上的项",
    one_of: &[],
    layout: Layout::AsWritten,
    fields: &[
        field("name", Always, Text, "上级版本 delegates 里的名称"),
        field("formula", Always, Formula, "它的公式"),
    ],
};

static PARAMETER: Record = Record {
    id: "parameter",
    what: "参数",
    one_of: &[],
    layout: Layout::Line,
    fields: &[
        field("name", Always, Text, "名称"),
        field("article", Always, Text, "出处：条款"),
        field("unit", Optional, Text, "单位；还没有人规定值的参数才写"),
        field("values", Optional, Many(&Of(&PARAMETER_VALUE)), "各个时期的值"),
    ],
};

static PARAMETER_VALUE: Record = Record {
    id: "parameter_value",
    what: "参数的值",
    one_of: &[],
    layout: Layout::Line,
    fields: &[
        field("from", Optional, Date, "从哪一天起；不知道就不写"),
        field(
            "value",
            Optional,
            Formula,
            "带单位的数或文字，如 10%、5000万元；没有 value 的一段表示从那天起不再知道",
        ),
    ],
};

static DEFINITION: Record = Record {
    id: "definition",
    what: "定义",
    one_of: &[],
    layout: Layout::Short,
    fields: &[
        field("name", Always, Text, "名称"),
        field("text", Optional, Text, "文件原话"),
        field("formula", Always, Formula, "公式"),
    ],
};

static TABLE: Record = Record {
    id: "table",
    what: "表",
    one_of: &[],
    layout: Layout::Block,
    fields: &[
        field("name", Always, Text, "名称"),
        field("article", Optional, Text, "条款"),
        field(
            "hit",
            Optional,
            Words(&["first", "unique", "max", "min", "sum"]),
            "几行都符合时：first 先列出的（不写时如此）、unique 不许重叠、max、min、sum",
        ),
        field("on", Optional, OneOrMany(&Formula), "各行检验什么；可以是几项"),
        field("rows", Always, Many(&Of(&ROW)), "各行"),
    ],
};

static ROW: Record = Record {
    id: "row",
    what: "表的行",
    one_of: &[],
    layout: Layout::Line,
    fields: &[
        field(
            "when",
            Optional,
            RowTest,
            "有 on 时是对它的检验，如 >= 5、[25%..30%)；没有 on 时是完整的判断；其余情况不写",
        ),
        field("then", Always, RowValue, "分值、金额、比例或文字；7..8 这样的区间留给专家"),
    ],
};

static SCORE: Record = Record {
    id: "score",
    what: "评分",
    one_of: &[],
    layout: Layout::Block,
    fields: &[
        field("name", Always, Text, "总分的名称"),
        field("of", Always, Shape::Whole, "满分"),
        field("items", Always, Many(&Of(&SCORE_ITEM)), "各项"),
    ],
};

static SCORE_ITEM: Record = Record {
    id: "score_item",
    what: "评分项",
    one_of: &[],
    layout: Layout::Line,
    fields: &[
        field("name", Always, Text, "定义或表的名称"),
        field("of", Always, Shape::Whole, "这一项的满分"),
    ],
};

static AMOUNT: Record = Record {
    id: "amount",
    what: "金额",
    one_of: &[],
    layout: Layout::Block,
    fields: &[
        field("formula", Always, Formula, "公式，元"),
        field("cap", Optional, Formula, "上限，元"),
        field("period", Always, Words(&["year", "once"]), "year 每年，once 一次性"),
        field("article", Optional, Text, "条款"),
        field("text", Optional, Text, "文件原话"),
    ],
};

static CAP: Record = Record {
    id: "cap",
    what: "合计上限",
    one_of: &[],
    layout: Layout::AsWritten,
    fields: &[field("group", Always, Text, "组名"), field("limit", Always, Formula, "上限，如 500万元")],
};

static TITLE: Record = Record {
    id: "title",
    what: "资质",
    one_of: &[],
    layout: Layout::AsWritten,
    fields: &[
        field("name", Always, Text, "资质的名称，如 高新技术企业"),
        field("level", Optional, Text, "级别，如 国家级"),
        field("years", Optional, Shape::Whole, "有效几年；不知道就不写"),
    ],
};

static DELEGATE: Record = Record {
    id: "delegate",
    what: "留给下级的项",
    one_of: &[],
    layout: Layout::AsWritten,
    fields: &[
        field("name", Always, Text, "一个属性的名称；没有人规定也没有人填时未知"),
        field("of", Optional, Shape::Whole, "满分"),
        field("to", Always, Text, "留给谁"),
        field("article", Optional, Text, "条款"),
    ],
};

static CONDITION: Record = Record {
    id: "condition",
    what: "条件",
    one_of: &["test", "review", "all", "any", "at_least"],
    layout: Layout::Short,
    fields: &[
        field("id", Always, Text, "在本文件里唯一"),
        field("article", Optional, Text, "条款；成员没写时用所在组的"),
        field("text", Optional, Text, "条款原文；成员没写时用所在组的"),
        field("confidence", Optional, CONFIDENCE, "把握较小的一条写 likely"),
        field("test", Optional, Formula, "判断"),
        field("review", Optional, Text, "留给谁判断"),
        field("all", Optional, Many(&Of(&CONDITION)), "全部满足"),
        field("any", Optional, Many(&Of(&CONDITION)), "满足一项"),
        field("at_least", Optional, Shape::Whole, "至少满足几项，成员写在 of"),
        field("of", Optional, Many(&Of(&CONDITION)), "at_least 的成员"),
    ],
};

static TEST: Record = Record {
    id: "test",
    what: "测试",
    one_of: &[],
    layout: Layout::AsWritten,
    fields: &[
        field("name", Always, Text, "说明什么"),
        field("as_of", Always, Date, "评估日期"),
        field("facts", Optional, Facts, "替换 base 的事实"),
        field("expect", Always, Of(&EXPECT), "应得的结果"),
    ],
};

static EXPECT: Record = Record {
    id: "expect",
    what: "测试的 expect",
    one_of: &[],
    layout: Layout::AsWritten,
    fields: &[
        field("status", Always, STATUS, "结论"),
        field("class", Optional, Text, "类别"),
        field("conditions", Optional, Map(&STATUS), "各条件的结论"),
        field("score", Optional, Of(&BOUNDS), "得分区间"),
        field("amount", Optional, Of(&BOUNDS), "金额区间"),
    ],
};

static BOUNDS: Record = Record {
    id: "bounds",
    what: "上下限",
    one_of: &[],
    layout: Layout::AsWritten,
    fields: &[field("min", Always, Text, "最低"), field("max", Always, Text, "最高")],
};
