//! The keys of a kind file.

use super::Need::{Always, Optional};
use super::Shape::{Flag, Formula, Many, Map, Record as Of, Text, Words};
use super::{Layout, Record, Shape, field};

const SENSITIVITY: Shape = Words(&["公开", "内部", "授权"]);
const TYPE: Shape = Words(&["boolean", "number", "text", "enumeration", "date", "list"]);

/// A kind file.
pub static KIND: Record = Record {
    id: "kind",
    what: "类别文件",
    one_of: &[],
    layout: Layout::Block,
    fields: &[
        field("kind", Always, Text, "英文标识，如 enterprise"),
        field("name", Always, Text, "名称，如 企业"),
        field("code", Optional, Text, "存放代码的属性：有代码的按代码认主体"),
        field(
            "code_format",
            Optional,
            Words(&["credit_code", "text"]),
            "代码怎样校验：credit_code 按 GB 32100，text 不校验；不写时，属性“统一社会信用代码”按 GB 32100",
        ),
        field("title", Always, Text, "存放名称的属性"),
        field(
            "identity",
            Optional,
            Many(&Text),
            "没有代码时按哪些属性认主体，第一个是 title；不写时只按名称",
        ),
        field("columns", Optional, Many(&Text), "列表页显示哪些属性；不写时是最前面的几个"),
        field("born", Optional, Text, "存放成立日期的属性：此前的年份不在期间里"),
        field("groups", Always, Many(&Of(&GROUP)), "属性，分组列出"),
    ],
};

/// A file of a lower layer that adds to a kind.
pub static KIND_EXTENSION: Record = Record {
    id: "extension",
    what: "下级对类别的补充",
    one_of: &[],
    layout: Layout::Block,
    fields: &[
        field("extends", Always, Text, "补充哪个类别，如 enterprise"),
        field("sources", Optional, Map(&Many(&Text)), "属性或属性组：以谁的说法为准，最可信的在前"),
        field("groups", Optional, Many(&Of(&GROUP)), "增加的属性；与上级同名的组接在它后面"),
    ],
};

static GROUP: Record = Record {
    id: "group",
    what: "属性组",
    one_of: &[],
    layout: Layout::Block,
    fields: &[
        field("name", Always, Text, "页面上的标题"),
        field("judgement", Optional, Text, "这一组是判断时：由谁作出"),
        field("sensitivity", Optional, SENSITIVITY, "敏感程度：公开、内部、授权"),
        field("sources", Optional, Many(&Text), "以谁的说法为准，最可信的在前"),
        field("attributes", Always, Many(&Of(&ATTRIBUTE)), "属性"),
    ],
};

static ATTRIBUTE: Record = Record {
    id: "attribute",
    what: "属性",
    one_of: &[],
    layout: Layout::AsWritten,
    fields: &[
        field("name", Always, Text, "名称，在类别里唯一；组.项 是一组里的一项"),
        field("type", Always, TYPE, "类型"),
        field("unit", Optional, Text, "数的单位，如 元、%、人、项、年"),
        field("values", Optional, Many(&Text), "枚举可填的值，从低到高"),
        field("yearly", Optional, Flag, "每年一个值"),
        field("signed", Optional, Flag, "可以是负数"),
        field("sensitivity", Optional, SENSITIVITY, "与所在组不同时写明"),
        field("sources", Optional, Many(&Text), "与所在组不同时写明"),
        field("changeable", Optional, Words(&["no", "up", "down", "either"]), "申请人能否、向哪个方向改变它"),
        field("descending", Optional, Flag, "枚举的词由高到低排列"),
        field("step", Optional, Text, "一步改变多少"),
        field("cost", Optional, Text, "一步花多少钱（规划的假设）"),
        field("lead", Optional, Text, "多久以后算数，如 90天、6月、2年"),
        field("at_most", Optional, Text, "它是哪个属性的一部分，不超过它"),
        field(
            "tick",
            Optional,
            Text,
            "多数主体没有它时，有的人勾选什么（如 有技术转让所得）；不勾选即为否或无",
        ),
        field("refers", Optional, Many(&Text), "文字是哪些类别的主体的代码或名称"),
        field("judgement", Optional, Text, "由谁判断"),
        field("derived", Optional, Formula, "由这个公式算出，不填报"),
        field("description", Optional, Text, "口径说明"),
        field("record", Optional, Many(&Of(&FIELD)), "列表每条记录的字段"),
        field("additions", Optional, Many(&Of(&ADDITION)), "申请人能使列表增加的记录"),
    ],
};

static FIELD: Record = Record {
    id: "field",
    what: "字段",
    one_of: &[],
    layout: Layout::AsWritten,
    fields: &[
        field("name", Always, Text, "名称"),
        field("type", Always, TYPE, "类型（不能再是列表）"),
        field("unit", Optional, Text, "数的单位"),
        field("values", Optional, Many(&Text), "枚举可填的值"),
        field("infer", Optional, Of(&INFER), "没有填时由另一个字段推出"),
    ],
};

static INFER: Record = Record {
    id: "infer",
    what: "推出的值",
    one_of: &[],
    layout: Layout::AsWritten,
    fields: &[
        field("from", Always, Text, "由哪个字段"),
        field("values", Always, Map(&Text), "那个字段的值：这个字段的值"),
    ],
};

static ADDITION: Record = Record {
    id: "addition",
    what: "可增加的记录",
    one_of: &[],
    layout: Layout::AsWritten,
    fields: &[
        field("name", Always, Text, "人们怎么说，如 申请软件著作权"),
        field("record", Always, Map(&Text), "增加后的记录"),
        field("dated", Optional, Text, "记下发生日期的字段"),
        field("cost", Always, Text, "一条花多少钱"),
        field("lead", Always, Text, "多久以后算数"),
    ],
};
