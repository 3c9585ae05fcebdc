//! The attributes of kind `enterprise` that are written, found by name once.

use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{AttributeType, Kind};

/// The kind lacks something that 示例 enterprises have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("类别“{kind}”没有{missing}，不能生成示例企业；请使用随程序提供的 enterprise.yaml 或补上它")]
pub struct ColumnsError {
    kind: String,
    missing: String,
}

macro_rules! columns {
    ($($field:ident = $name:literal),* $(,)?) => {
        /// Attribute ids by what they hold.
        pub(crate) struct Columns {
            $(pub(crate) $field: AttributeId,)*
            /// Fields of the lists.
            pub(crate) rights: Vec<FieldId>,
            pub(crate) rights_width: usize,
            pub(crate) titles: Vec<FieldId>,
            pub(crate) titles_width: usize,
            pub(crate) awards: Vec<FieldId>,
            pub(crate) awards_width: usize,
            pub(crate) standards: Vec<FieldId>,
            pub(crate) standards_width: usize,
            pub(crate) incidents: Vec<FieldId>,
            pub(crate) incidents_width: usize,
        }

        impl Columns {
            /// Finds every attribute and field, or says which is missing.
            pub(crate) fn find(kind: &Kind) -> Result<Self, ColumnsError> {
                let attribute = |name: &str| {
                    kind.attribute(name).map(|(id, _)| id).ok_or_else(|| ColumnsError {
                        kind: kind.name.clone(),
                        missing: format!("属性“{name}”"),
                    })
                };
                let (rights, rights_width) = fields(kind, "知识产权", &RIGHTS)?;
                let (titles, titles_width) = fields(kind, "资质", &TITLES)?;
                let (awards, awards_width) = fields(kind, "科技奖励", &AWARDS)?;
                let (standards, standards_width) = fields(kind, "标准", &STANDARDS)?;
                let (incidents, incidents_width) = fields(kind, "事故违法", &INCIDENTS)?;
                Ok(Self {
                    $($field: attribute($name)?,)*
                    rights, rights_width, titles, titles_width, awards, awards_width,
                    standards, standards_width, incidents, incidents_width,
                })
            }
        }
    };
}

/// Fields of 知识产权, in the order in which `write` gives them.
pub(crate) const RIGHTS: [&str; 18] = [
    "名称",
    "编号",
    "类型",
    "类别",
    "获得方式",
    "授权日",
    "转入日",
    "权利人排名",
    "高价值",
    "有效",
    "权属争议",
    "核心支持",
    "主导产品相关",
    "产生经济效益",
    "应用于主营业务",
    "能够产业化",
    "高企已用",
    "海外同族",
];
/// Fields of 资质.
pub(crate) const TITLES: [&str; 4] = ["名称", "级别", "起", "止"];
/// Fields of 科技奖励.
pub(crate) const AWARDS: [&str; 4] = ["级别", "类别", "年份", "排名"];
/// Fields of 标准.
pub(crate) const STANDARDS: [&str; 4] = ["级别", "年份", "主导", "排名"];
/// Fields of 事故违法.
pub(crate) const INCIDENTS: [&str; 3] = ["类型", "等级", "日期"];

fn fields(kind: &Kind, list: &str, names: &[&str]) -> Result<(Vec<FieldId>, usize), ColumnsError> {
    let missing = |missing: String| ColumnsError { kind: kind.name.clone(), missing };
    let declared = kind.attribute(list).map(|(_, attribute)| &attribute.r#type);
    let Some(AttributeType::List(declared)) = declared else {
        return Err(missing(format!("列表“{list}”")));
    };
    let find = |name: &&str| {
        let position = declared.iter().position(|field| field.name == **name);
        let id = position.and_then(|at| u16::try_from(at).ok()).map(FieldId);
        id.ok_or_else(|| missing(format!("列表“{list}”的字段“{name}”")))
    };
    Ok((names.iter().map(find).collect::<Result<_, _>>()?, declared.len()))
}

columns! {
    name = "名称",
    code = "统一社会信用代码",
    specimen = "示例",
    source = "来源",
    licence = "来源许可",
    born = "成立日期",
    district = "行政区划",
    industry = "国民经济行业",
    resident = "居民企业",
    audited_tax = "查账征收",
    business = "主营业务",
    field = "技术领域",
    strategic = "战略性新兴产业",
    forbidden = "禁止限制淘汰类",
    weak_links = "补短板锻长板填空白",
    key_link = "产业链关键环节",
    six_bases = "六基领域",
    staff = "职工总数",
    st_staff = "科技人员数",
    rd_staff = "研发人员数",
    graduates = "研究生以上人员数",
    quarterly_staff = "从业人数季均",
    juniors = "学历人数.大专",
    bachelors = "学历人数.本科",
    revenue = "营业收入",
    sales = "销售收入",
    main_revenue = "主营业务收入",
    total_income = "总收入",
    high_tech_revenue = "高新技术产品收入",
    net_profit = "净利润",
    taxable_income = "应纳税所得额",
    cost = "成本费用",
    transfer_income = "技术转让所得",
    investment_income = "投资收益",
    untaxed_income = "不征税收入",
    average_assets = "资产季均",
    assets = "资产总额",
    liabilities = "负债总额",
    net_assets = "净资产",
    equity_raised = "新增股权融资",
    rd = "研发费用",
    rd_domestic = "境内研发费用",
    rd_investment = "研发投入",
    rd_deductible = "可加计扣除研发费用",
    rd_other = "其他相关费用",
    outsourced_domestic = "委托境内研发",
    outsourced_foreign = "委托境外研发",
    amortisation = "无形资产摊销",
    institute = "研发机构级别",
    joint_institute = "联合研发机构",
    contracts = "技术合同登记",
    conversions = "成果转化数",
    rights_list = "知识产权",
    titles_list = "资质",
    awards_list = "科技奖励",
    standards_list = "标准",
    incidents_list = "事故违法",
    dishonest_research = "科研严重失信",
    abnormal = "经营异常",
    dishonest = "严重违法失信",
    evasion = "偷漏税",
    segment_years = "细分市场年限",
    market_share = "市场占有率",
    own_brand = "自主品牌",
    digital = "数字化水平",
    core_system = "核心业务信息系统",
    quality_system = "质量体系认证",
    takes_part = "参与标准",
    advancement = "技术先进程度",
    support = "核心支持作用",
    score_accounting = "组织管理得分.制度核算",
    score_cooperation = "组织管理得分.机构产学研",
    score_incentive = "组织管理得分.激励双创",
    score_talent = "组织管理得分.人才",
}
