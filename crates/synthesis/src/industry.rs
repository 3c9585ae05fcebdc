//! The industries that 示例 enterprises come from, with the figures that set their accounts. All of them are assumptions,
//! reasoned in `docs/demo.md`: orders of magnitude and ranks, not statistics.

/// What an industry's rights mostly are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RightsMix {
    /// Software copyrights, some inventions.
    Software,
    /// Utility models, inventions, designs.
    Hardware,
    /// Inventions, now and then a new drug.
    Pharma,
    /// Layout designs and inventions.
    Chips,
}

/// One industry. Ratios are plain (0.08 is 8 %), money is 万元.
#[derive(Debug)]
pub(crate) struct Industry {
    /// GB/T 4754 class.
    pub(crate) code: &'static str,
    /// What the firms call themselves.
    pub(crate) word: &'static str,
    /// 主营业务.
    pub(crate) business: &'static str,
    /// One of the eight fields, or 其他.
    pub(crate) field: &'static str,
    /// Share of the population, in 150ths or so.
    pub(crate) weight: u32,
    /// Median revenue.
    pub(crate) revenue: f64,
    /// Spread of the logarithm of revenue.
    pub(crate) spread: f64,
    /// Revenue per head.
    pub(crate) per_head: f64,
    /// Median R&D intensity of firms that do R&D.
    pub(crate) intensity: f64,
    /// Firms of a thousand that do R&D at all.
    pub(crate) researching: u32,
    /// Mean share of S&T staff.
    pub(crate) st_share: f64,
    /// Mean share of revenue from high-tech products.
    pub(crate) high_tech: f64,
    /// Mean profit before tax of revenue.
    pub(crate) margin: f64,
    /// Mean growth a year.
    pub(crate) growth: f64,
    /// Assets of a year's revenue.
    pub(crate) assets: f64,
    /// Mean debt ratio.
    pub(crate) debt: f64,
    /// Firms of a thousand in 战略性新兴产业.
    pub(crate) strategic: u32,
    /// What its rights mostly are.
    pub(crate) rights: RightsMix,
}

macro_rules! industries {
    ($($code:literal $word:literal $business:literal $field:literal $weight:literal | $revenue:literal $spread:literal
        $per_head:literal | $intensity:literal $researching:literal $st_share:literal $high_tech:literal |
        $margin:literal $growth:literal $assets:literal $debt:literal | $strategic:literal $rights:ident)*) => {
        &[$(Industry {
            code: $code, word: $word, business: $business, field: $field, weight: $weight, revenue: $revenue,
            spread: $spread, per_head: $per_head, intensity: $intensity, researching: $researching,
            st_share: $st_share, high_tech: $high_tech, margin: $margin, growth: $growth, assets: $assets,
            debt: $debt, strategic: $strategic, rights: RightsMix::$rights,
        }),*]
    };
}

/// Columns: code, name word, business, field, weight | revenue, spread, revenue per head | R&D intensity, researching,
/// S&T share, high-tech share | margin, growth, assets, debt | strategic, rights.
#[rustfmt::skip]
pub(crate) const INDUSTRIES: &[Industry] = industries! {
    "6513" "软件"     "应用软件开发与服务"           "电子信息"         22 |   900.0 1.4  55.0 | 0.120  900 0.38 0.82 | 0.07 0.12 1.1 0.40 | 750 Software
    "6429" "网络科技" "互联网信息服务"               "电子信息"          7 |  1200.0 1.5  80.0 | 0.080  800 0.30 0.70 | 0.05 0.12 0.9 0.45 | 500 Software
    "6520" "集成电路" "集成电路设计"                 "电子信息"          4 |  2500.0 1.4 110.0 | 0.180  980 0.48 0.88 | 0.04 0.18 1.8 0.35 | 980 Chips
    "6531" "信息技术" "信息系统集成"                 "电子信息"          8 |  1600.0 1.3  75.0 | 0.065  850 0.26 0.70 | 0.05 0.08 1.0 0.50 | 600 Software
    "6550" "数据"     "信息处理和存储支持服务"       "电子信息"          4 |  1400.0 1.4  70.0 | 0.090  880 0.32 0.78 | 0.05 0.16 1.5 0.45 | 800 Software
    "3919" "电子"     "计算机与智能终端制造"         "电子信息"          4 |  4200.0 1.3  95.0 | 0.065  900 0.20 0.74 | 0.06 0.09 1.1 0.48 | 800 Hardware
    "3976" "光电"     "光电子器件制造"               "电子信息"          3 |  3800.0 1.3  85.0 | 0.070  920 0.20 0.76 | 0.06 0.10 1.3 0.45 | 850 Hardware
    "3562" "智控科技" "半导体专用设备制造"           "先进制造与自动化"  3 |  4500.0 1.3 100.0 | 0.090  960 0.25 0.82 | 0.08 0.15 1.5 0.45 | 950 Hardware
    "3491" "机器人"   "工业机器人制造"               "先进制造与自动化"  4 |  3500.0 1.3  90.0 | 0.080  950 0.24 0.80 | 0.05 0.14 1.3 0.47 | 950 Hardware
    "3670" "汽车部件" "汽车零部件及配件制造"         "先进制造与自动化"  6 |  6500.0 1.2  85.0 | 0.042  850 0.13 0.62 | 0.06 0.06 1.1 0.52 | 400 Hardware
    "3311" "钢构"     "金属结构制造"                 "先进制造与自动化"  5 |  4500.0 1.2  80.0 | 0.030  650 0.10 0.50 | 0.05 0.04 1.0 0.56 |  80 Hardware
    "3824" "电力电子" "电力电子元器件制造"           "新能源与节能"      4 |  4800.0 1.2  95.0 | 0.050  900 0.16 0.70 | 0.07 0.09 1.1 0.50 | 700 Hardware
    "3825" "光伏"     "光伏设备及元器件制造"         "新能源与节能"      3 |  7000.0 1.3 130.0 | 0.042  900 0.14 0.72 | 0.04 0.12 1.2 0.58 | 950 Hardware
    "2641" "新材料"   "功能涂料制造"                 "新材料"            4 |  4200.0 1.2 100.0 | 0.044  850 0.14 0.66 | 0.07 0.06 1.1 0.46 | 450 Hardware
    "3985" "电子材料" "电子专用材料制造"             "新材料"            3 |  5200.0 1.2 110.0 | 0.055  920 0.17 0.74 | 0.08 0.11 1.4 0.45 | 900 Hardware
    "2929" "塑胶"     "塑料制品制造"                 "其他"              6 |  3600.0 1.1  70.0 | 0.026  500 0.08 0.36 | 0.05 0.03 0.9 0.55 |  50 Hardware
    "1819" "服饰"     "服装制造"                     "其他"              4 |  3200.0 1.1  45.0 | 0.014  250 0.05 0.15 | 0.04 0.01 0.8 0.55 |  10 Hardware
    "2761" "生物制药" "生物药品制造"                 "生物与新医药"      4 |  3000.0 1.6  90.0 | 0.140  970 0.30 0.80 | 0.09 0.14 2.0 0.38 | 980 Pharma
    "2710" "药业"     "化学药品原料药制造"           "生物与新医药"      2 |  8000.0 1.3 100.0 | 0.065  930 0.18 0.72 | 0.09 0.07 1.4 0.42 | 700 Pharma
    "3581" "医疗科技" "医疗诊断与治疗设备制造"       "生物与新医药"      6 |  2400.0 1.4  70.0 | 0.100  950 0.26 0.82 | 0.09 0.13 1.4 0.38 | 900 Hardware
    "7340" "医学研究" "医学研究和试验发展"           "生物与新医药"      5 |  1000.0 1.4  60.0 | 0.260  990 0.46 0.84 | 0.01 0.18 2.2 0.42 | 950 Pharma
    "7320" "工程研究" "工程和技术研究和试验发展"     "高技术服务"        7 |  1100.0 1.3  60.0 | 0.110  930 0.38 0.78 | 0.06 0.11 1.2 0.42 | 600 Hardware
    "7722" "环保科技" "大气污染治理"                 "资源与环境"        4 |  2600.0 1.3  85.0 | 0.050  850 0.16 0.68 | 0.05 0.05 1.3 0.55 | 800 Hardware
    "7514" "节能科技" "节能技术推广服务"             "新能源与节能"      4 |  1500.0 1.3  75.0 | 0.060  820 0.20 0.66 | 0.05 0.08 1.1 0.50 | 800 Hardware
    "3749" "航空科技" "航空航天器零部件制造"         "航空航天"          2 |  2800.0 1.3  75.0 | 0.085  950 0.24 0.80 | 0.07 0.13 1.5 0.42 | 950 Hardware
    "5179" "机电贸易" "机械设备及电子产品批发"       "其他"              8 |  2800.0 1.4 220.0 | 0.006  120 0.03 0.05 | 0.02 0.04 0.6 0.62 |   5 Hardware
    "7259" "文化传媒" "广告服务"                     "其他"              4 |   700.0 1.3  60.0 | 0.012  180 0.06 0.12 | 0.04 0.04 0.7 0.50 |  10 Software
};
