//! What may be said on the command line (CONTRACT). One file, though long: it holds no logic, and whoever looks for an option looks here.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

/// 科创大脑：一个区域的科技创新底数、政策与服务。
#[derive(Debug, Parser)]
#[command(
    name = "kechuang",
    version,
    propagate_version = true,
    max_term_width = 100,
    after_help = "例：\n  kechuang serve --demo                      打开示范区域\n  kechuang assess --facts 企业.yaml          评估一家企业\n  kechuang import 企业.xlsx --kind enterprise --source 科技局台账"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 启动网页与接口服务
    Serve(Serve),
    /// 评估一个主体是否符合政策，说明理由与所缺事实
    Assess(Assess),
    /// 培育路径：逐级最早何时、还要做什么
    Path(Path),
    /// 最优组合：就高不重复、合计上限之下能享受的政策
    Bundle(Bundle),
    /// 下一个该问什么：用最少的问题定下最多的政策
    Ask(Ask),
    /// 全体主体对各项政策：多少符合、差什么、多少钱；改了会怎样
    Population(Population),
    /// 政策：列出、检查、测试、整理、比较、新建
    #[command(after_help = "例：kechuang programme list")]
    Programme {
        #[command(subcommand)]
        command: ProgrammeCommand,
    },
    /// 把表格导入数据目录
    Import(Import),
    /// 写出一类主体的导入模板（XLSX）
    Template(Template),
    /// 数据来源
    #[command(after_help = "例：kechuang source list --data demo-data")]
    Source {
        #[command(subcommand)]
        command: SourceCommand,
    },
    /// 列出或导出一类主体的合并视图
    View(View),
    /// 用只读的 SQL 查询视图
    Sql(Sql),
    /// 一个值的来历：每个来源各说了什么，为什么取这一个
    Explain(Explain),
    /// 两个日期之间变了什么：事实、政策，还是主体合并
    Changes(Changes),
    /// 一个主体与其他主体的关系：控股、分公司、依托单位、合并入……，各自何时成立
    #[command(after_help = "例：kechuang relations 91330100799655058B --data demo-data")]
    Relations(OfSubject),
    /// 一个主体的评审意见：谁在哪天评了什么，评估是否采用
    #[command(after_help = "例：kechuang judgements 91330100799655058B --data demo-data")]
    Judgements(OfSubject),
    /// 谁是谁：对接两张表、查一张表或一个区域里的重复、记下人的决定
    #[command(after_help = "例：kechuang resolve dedupe --input 企业.csv --out 重复.csv")]
    Resolve {
        #[command(subcommand)]
        command: ResolveCommand,
    },
    /// 指数：地区比较、有多大把握、什么能改变它
    #[command(after_help = "例：kechuang index run 框架.yaml --data 单位.csv --out 结果")]
    Index {
        #[command(subcommand)]
        command: IndexCommand,
    },
    /// 报告：读出里面的数字，检查站不住的地方
    #[command(after_help = "例：kechuang report read 调研报告.docx --format json")]
    Report {
        #[command(subcommand)]
        command: ReportCommand,
    },
    /// 备份数据目录；导入进行中也可以
    Backup(Backup),
    /// 从备份恢复出一个新的数据目录
    Restore(Restore),
    /// 检查数据目录：损坏、缺失、残留，各该怎么办
    Verify(Verify),
    /// 生成示例企业（不是真实主体）
    Generate(Generate),
    /// 集群：在几台机器上数全体主体（要用带集群的程序）
    #[command(after_help = "例：kechuang cluster scheduler")]
    Cluster {
        #[command(subcommand)]
        command: ClusterCommand,
    },
}

/// The roles of a cluster.
#[derive(Debug, Subcommand)]
pub(crate) enum ClusterCommand {
    /// 启动调度器：一个集群一个
    Scheduler(ClusterScheduler),
    /// 启动执行器：每台机器一个
    Executor(ClusterExecutor),
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProgrammeCommand {
    /// 列出政策及其版本
    #[command(after_help = "例：kechuang programme list --format json")]
    List(ProgrammeList),
    /// 用中文写出一个政策，供人对照原文
    #[command(after_help = "例：kechuang programme show cn.hnte")]
    Show(ProgrammeShow),
    /// 两个版本有什么不同：文字，以及对数据目录里的主体
    #[command(after_help = "例：kechuang programme diff cn.srdi.2022 cn.srdi.2026 --data demo-data")]
    Diff(ProgrammeDiff),
    /// 新建一个政策文件的骨架
    #[command(after_help = "例：kechuang programme new hz.subsidy.2026 --name 研发补助 > 研发补助.yaml")]
    New(ProgrammeNew),
    /// 统一政策文件的写法（注释保留）
    #[command(
        after_help = "例：\n  kechuang programme fmt 我的政策.yaml\n  kechuang programme fmt --check content/programmes"
    )]
    Fmt(ProgrammeFmt),
    /// 政策文件的 JSON Schema，供编辑器补全
    #[command(after_help = "例：kechuang programme schema > programme.schema.json")]
    Schema(ProgrammeSchema),
    /// 检查政策文件：格式、类型、单位、条款
    #[command(after_help = "例：kechuang programme check 我的政策.yaml")]
    Check(ProgrammeCheck),
    /// 运行政策文件里的测试
    #[command(after_help = "例：kechuang programme test")]
    Test(ProgrammeFiles),
    /// 把一个政策写成一条 SQL，在自己的数据库里评估整张视图
    #[command(
        after_help = "例：\n  kechuang programme sql cn.hnte --dialect duckdb --as-of 2026-06-30 > 高企.sql\n  kechuang programme sql cn.hnte --dialect postgres --tables > 建表.sql"
    )]
    Sql(ProgrammeSql),
}

#[derive(Debug, Subcommand)]
pub(crate) enum IndexCommand {
    /// 列出内置的指数框架
    #[command(after_help = "例：kechuang index list")]
    List(IndexList),
    /// 检查指数框架文件
    #[command(after_help = "例：kechuang index check 框架.yaml")]
    Check(IndexCheck),
    /// 计算指数：每个步骤写一个 CSV，连同记录和工作簿
    #[command(
        after_help = "例：\n  kechuang index run 框架.yaml --data 单位.csv --out 结果\n  kechuang index run asem --data ASEM_iData.csv --out 结果 --xlsx 结果.xlsx --format json"
    )]
    Run(IndexRun),
    /// 有多大把握：每个单位的位次区间，每项选择的一阶与总阶影响
    #[command(after_help = "例：kechuang index sensitivity 框架.yaml --data 单位.csv --runs 10000")]
    Sensitivity(IndexSensitivity),
    /// 两次结果有什么不同
    #[command(after_help = "例：kechuang index compare 去年的结果 今年的结果")]
    Compare(IndexCompare),
    /// 指标是否合群：相关、Cronbach α、主成分、冗余，逐个剔除的影响
    #[command(after_help = "例：kechuang index look 框架.yaml --data 单位.csv")]
    Look(IndexLook),
    /// 试算：如果某个数不同
    #[command(
        after_help = "例：kechuang index whatif 框架.yaml --data 单位.csv --set 330100:研发经费投入强度=4.0"
    )]
    Whatif(IndexWhatIf),
    /// 什么能提升一个单位：单位投入的得分增量，要超过上一位须改变什么
    #[command(after_help = "例：kechuang index levers 框架.yaml --data 单位.csv --unit 浙江")]
    Levers(IndexLevers),
    /// 城市卡：一个地方的各项数字，与别处能不能比、差多少、排第几
    #[command(after_help = "例：kechuang index card --data 数字.csv --place 杭州 --against 南京")]
    Card(IndexCard),
    /// 目标：照现在的速度到期能不能达到，往后每年要增长多少
    #[command(
        after_help = "例：kechuang index target --data 各年.csv --unit 浙江省 --column 财政科技支出 --from 2020 --until 2025 --growth 0.15"
    )]
    Target(IndexTarget),
    /// 不均等与集中度：基尼、泰尔（可按组分解）、前几位份额、区位商
    #[command(
        after_help = "例：kechuang index spread --data 各区.csv --column 研发经费 --size 常住人口 --group 片区"
    )]
    Spread(IndexSpread),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct IndexList {
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct IndexCheck {
    /// 框架文件；默认全部内置的框架
    #[arg(value_name = "文件")]
    pub(crate) files: Vec<PathBuf>,
}

/// What an index is computed from.
#[derive(Debug, ClapArgs)]
pub(crate) struct IndexInput {
    /// 框架文件（YAML），或内置框架的编号
    #[arg(value_name = "框架")]
    pub(crate) framework: PathBuf,
    /// 单位数据表（CSV）：一个单位（一年）一行；内置框架附带数据的可以不写
    #[arg(long, value_name = "文件")]
    pub(crate) data: Option<PathBuf>,
    /// 节点=权重，代替框架里的，可多次给出
    #[arg(long = "weight", value_name = "权重")]
    pub(crate) weights: Vec<String>,
    /// 随机种子：相同的种子得到相同的结果
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct IndexRun {
    #[command(flatten)]
    pub(crate) input: IndexInput,
    /// 结果写到这个目录：denominated.csv 等六个步骤和各项记录
    #[arg(long, value_name = "目录")]
    pub(crate) out: PathBuf,
    /// 另把全部步骤写成一个工作簿，一步一张表
    #[arg(long, value_name = "文件")]
    pub(crate) xlsx: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct IndexSensitivity {
    #[command(flatten)]
    pub(crate) input: IndexInput,
    /// 大约运行多少次模型（默认按框架，框架没有写时 10000）
    #[arg(long, value_name = "N")]
    pub(crate) runs: Option<usize>,
    /// 自助抽样多少次（默认按框架，框架没有写时 500）
    #[arg(long, value_name = "N")]
    pub(crate) bootstrap: Option<usize>,
    /// 结果写到这个目录：units.csv、choices.csv、sensitivity.json
    #[arg(long, value_name = "目录")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct IndexCompare {
    /// 前一次结果的目录（kechuang index run 写出的）
    #[arg(value_name = "甲")]
    pub(crate) before: PathBuf,
    /// 后一次结果的目录
    #[arg(value_name = "乙")]
    pub(crate) after: PathBuf,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// 相关系数。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CorrelationKind {
    /// 皮尔逊
    #[default]
    Pearson,
    /// 斯皮尔曼
    Spearman,
    /// 肯德尔
    Kendall,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct IndexLook {
    #[command(flatten)]
    pub(crate) input: IndexInput,
    /// 用哪一种相关系数
    #[arg(long, value_enum, default_value_t)]
    pub(crate) correlation: CorrelationKind,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct IndexWhatIf {
    #[command(flatten)]
    pub(crate) input: IndexInput,
    /// 单位[@年度]:指标=数，可多次给出；= 后面不写是未知
    #[arg(long = "set", value_name = "改动", required = true)]
    pub(crate) edits: Vec<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct IndexLevers {
    #[command(flatten)]
    pub(crate) input: IndexInput,
    /// 单位的代码或名称
    #[arg(long, value_name = "单位")]
    pub(crate) unit: String,
    /// 年度（默认最近一年）
    #[arg(long, value_name = "年")]
    pub(crate) year: Option<i32>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct IndexCard {
    /// 数字表（CSV）：指标、名称（地方）、取值、单位，可有 范围、口径、文中年份、推定年份、年份把握、比较
    #[arg(long, value_name = "文件")]
    pub(crate) data: PathBuf,
    /// 哪个地方
    #[arg(long, value_name = "地方")]
    pub(crate) place: String,
    /// 只与这些地方比，可多次给出；默认全部
    #[arg(long, value_name = "地方")]
    pub(crate) against: Vec<String>,
    /// 采用推定的年份（把握不到“较可能”的不采用）；不写时只显示，不采用
    #[arg(long)]
    pub(crate) accept_years: bool,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct IndexTarget {
    /// 单位各年的数据表（CSV），有“年度”列
    #[arg(long, value_name = "文件")]
    pub(crate) data: PathBuf,
    /// 单位的代码或名称（第一、二列）
    #[arg(long, value_name = "单位")]
    pub(crate) unit: String,
    /// 哪一列
    #[arg(long, value_name = "列")]
    pub(crate) column: String,
    /// 从哪一年算起
    #[arg(long, value_name = "年")]
    pub(crate) from: i32,
    /// 到哪一年
    #[arg(long, value_name = "年")]
    pub(crate) until: i32,
    /// 年均至少增长多少，如 0.15
    #[arg(long, value_name = "率", conflicts_with = "level")]
    pub(crate) growth: Option<f64>,
    /// 至少达到多少
    #[arg(long, value_name = "数")]
    pub(crate) level: Option<f64>,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct IndexSpread {
    /// 各单位的数据表（CSV），第一列是代码
    #[arg(long, value_name = "文件")]
    pub(crate) data: PathBuf,
    /// 哪一列怎样分布
    #[arg(long, value_name = "列")]
    pub(crate) column: String,
    /// 相对于哪一列（人口、面积）；不写时每个单位一样
    #[arg(long, value_name = "列")]
    pub(crate) size: Option<String>,
    /// 按哪一列分组分解
    #[arg(long, value_name = "列")]
    pub(crate) group: Option<String>,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SourceCommand {
    /// 列出已导入的来源
    #[command(after_help = "例：kechuang source list --data demo-data")]
    List(SourceList),
    /// 一个来源的说明、质量和需要核对之处
    #[command(after_help = "例：kechuang source show enterprise-0123456789abcdef --data demo-data")]
    Show(SourceShow),
    /// 停用一个来源；不删除，此前时刻的视图不变
    #[command(
        after_help = "例：kechuang source retire enterprise-0123456789abcdef --reason 单位填错，已另报"
    )]
    Retire(SourceRetire),
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReportCommand {
    /// 读出报告里的数字、拟采取的举措，并检查数字站不站得住
    #[command(
        after_help = "例：\n  kechuang report read 调研报告.docx\n  kechuang report read 统计公报.pdf --format json --text 公报.txt\n  kechuang report read 工作报告.txt --out 数字.csv"
    )]
    Read(ReportRead),
    /// 用模板写一份文稿：Word（党政机关公文格式）或 Excel（活公式）
    #[command(
        after_help = "例：\n  kechuang report write regional-checkup --data 演示 --demo --out 体检.docx\n  kechuang report write regional-checkup --with 省份=江苏省 --out 江苏.docx\n  kechuang report write enterprise-profile --subject 91330100799655058B --out 画像.docx\n  kechuang report write policy-simulation --programme cn.hnte --set cn.hnte:科技人员占比下限=8% --out 仿真.xlsx\n  kechuang report write list-notice --programme cn.srdi --list met --with 批次=第一批 --out 公示.docx"
    )]
    Write(ReportWrite),
    /// 列出模板、参数和模板可用的名称；写出文件时检查这些文件
    #[command(after_help = "例：\n  kechuang report templates\n  kechuang report templates 我的模板.md")]
    Templates(ReportTemplates),
}

/// 结果的写法。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// 给人看的文字
    #[default]
    Text,
    /// 一个 JSON 文档
    Json,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Data {
    /// 区域的数据目录
    #[arg(long, value_name = "DIR", env = "KECHUANG_DATA", default_value = "./kechuang-data")]
    pub(crate) data: PathBuf,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Clocks {
    /// 按这一天有效的法规与事实（默认今天）
    #[arg(long, value_name = "日期")]
    pub(crate) as_of: Option<Date>,
    /// 只看到这一时刻为止录入的来源（默认现在）
    #[arg(long, value_name = "时刻")]
    pub(crate) known_at: Option<Timestamp>,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "例：\n  kechuang population --programme cn.hnte --group-by 行政区划 --data demo-data\n  kechuang population --all --view 企业.parquet --format json\n  kechuang population --programme cn.hnte --set cn.hnte:科技人员占比下限=8% --set cn.hnte:得分下限=65\n  kechuang population --programme cn.hnte --list near --out 只差一项.xlsx"
)]
pub(crate) struct Population {
    /// 政策（族或版本），可重复
    #[arg(long, value_name = "ID")]
    pub(crate) programme: Vec<String>,
    /// 全部施行中的政策
    #[arg(long, conflicts_with = "programme")]
    pub(crate) all: bool,
    /// 视图文件（.parquet；各列表的文件在它旁边，如 企业.知识产权.parquet），代替数据目录
    #[arg(long, value_name = "文件")]
    pub(crate) view: Option<PathBuf>,
    /// 按属性分组，可重复：行政区划、国民经济行业（大类；或 国民经济行业:门类）、规模、枚举、是否、日期（年）
    #[arg(long, value_name = "属性")]
    pub(crate) group_by: Vec<String>,
    /// 只看属性是某个值的主体，可重复，写法同分组：行政区划=330106；未知写 行政区划=未知
    #[arg(long, value_name = "属性=值")]
    pub(crate) within: Vec<String>,
    /// 改一个参数看结果，可重复，一起生效
    #[arg(long, value_name = "政策:参数=值")]
    pub(crate) set: Vec<String>,
    /// 一个参数试几个值，可重复：各值的每种组合算一遍
    #[arg(long, value_name = "政策:参数=值1,值2")]
    pub(crate) grid: Vec<String>,
    /// 写出名单：met 符合、unmet 不符合、unknown 待定、near 只差一项；有 --set 时 gain 新增符合、lose 不再符合
    #[arg(long, value_enum, requires = "out")]
    pub(crate) list: Option<PopulationListing>,
    /// 名单文件：.xlsx、.csv 或 .parquet，附依据
    #[arg(long, value_name = "文件", requires = "list")]
    pub(crate) out: Option<PathBuf>,
    /// 在哪里算：local 本机，或 ballista://主机:端口 集群（要有 --view，见 docs/cluster.md）
    #[arg(long, value_name = "引擎", default_value = "local")]
    pub(crate) engine: String,
    /// 集群里一段多少个主体；段多则停了一台时重数得少
    #[arg(long, value_name = "个数", default_value_t = 16_384, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) part_subjects: u32,
    #[command(flatten)]
    pub(crate) clocks: Clocks,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: PopulationFormat,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "例：\n  kechuang cluster scheduler\n  kechuang cluster scheduler --listen 10.0.0.1:50050 --trusted-network"
)]
pub(crate) struct ClusterScheduler {
    /// 监听地址：执行器和提问的人都连这里
    #[arg(long, value_name = "地址:端口", default_value = "127.0.0.1:50050")]
    pub(crate) listen: SocketAddr,
    /// 执行器多少秒没有消息，就当它停了，它的活交给别的执行器
    #[arg(long, value_name = "秒", default_value_t = 15, value_parser = clap::value_parser!(u64).range(10..=3600))]
    pub(crate) executor_timeout: u64,
    #[command(flatten)]
    pub(crate) network: ClusterNetwork,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "例：\n  kechuang cluster executor --shared 共享目录\n  kechuang cluster executor --scheduler 10.0.0.1:50050 --listen 10.0.0.2:50051 --shared /mnt/共享 --trusted-network"
)]
pub(crate) struct ClusterExecutor {
    /// 调度器
    #[arg(long, value_name = "主机:端口", default_value = "127.0.0.1:50050")]
    pub(crate) scheduler: String,
    /// 监听地址：提问的人从这里取结果
    #[arg(long, value_name = "地址:端口", default_value = "127.0.0.1:50051")]
    pub(crate) listen: SocketAddr,
    /// 别的机器用什么名称或地址找到它（默认是它连调度器时用的地址）
    #[arg(long, value_name = "主机")]
    pub(crate) host: Option<String>,
    /// 同时数几段（默认处理器的核数）
    #[arg(long, value_name = "个数", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) cores: Option<u16>,
    /// 放视图文件的目录，各台机器上路径相同；只读这里面的
    #[arg(long, value_name = "目录")]
    pub(crate) shared: PathBuf,
    #[command(flatten)]
    pub(crate) network: ClusterNetwork,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ClusterNetwork {
    /// 监听的不是本机地址时必须写：集群没有账号，谁连得上谁就能用
    #[arg(long)]
    pub(crate) trusted_network: bool,
}

/// Which subjects go on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PopulationListing {
    /// 符合
    Met,
    /// 不符合
    Unmet,
    /// 待定
    Unknown,
    /// 只差一项
    Near,
    /// 新增符合
    Gain,
    /// 不再符合
    Lose,
}

/// How a population is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PopulationFormat {
    /// 文字
    #[default]
    Text,
    /// JSON
    Json,
    /// CSV
    Csv,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "例：kechuang serve --demo --data demo-data --listen 127.0.0.1:8080")]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) data: Data,
    /// 监听地址；没有账号时只能是本机地址
    #[arg(long, value_name = "地址:端口", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// 数据目录里还没有数据时，装入杭州示范区域
    #[arg(long)]
    pub(crate) demo: bool,
    /// 只给访客看得到的内容
    #[arg(long)]
    pub(crate) visitor: bool,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "例：\n  kechuang assess --facts 企业.yaml --programme cn.hnte\n  kechuang assess 91330100799655058B --as-of 2025-06-30 --format json"
)]
pub(crate) struct Assess {
    /// 数据目录里的主体：编号、统一社会信用代码或唯一的名称
    #[arg(value_name = "主体", required_unless_present = "facts", conflicts_with = "facts")]
    pub(crate) subject: Option<String>,
    /// 事实文件（YAML 或 JSON）；- 为标准输入
    #[arg(long, value_name = "文件")]
    pub(crate) facts: Option<PathBuf>,
    /// 政策（族或版本），可多次给出；默认全部现行政策
    #[arg(long = "programme", value_name = "政策")]
    pub(crate) programmes: Vec<String>,
    #[command(flatten)]
    pub(crate) planning: PlanningArgs,
    /// 不做计划，只评估
    #[arg(long, conflicts_with_all = ["target_date", "costs"])]
    pub(crate) no_plan: bool,
    #[command(flatten)]
    pub(crate) clocks: Clocks,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PlanningArgs {
    /// 计划在这一天符合（默认下一个申报期；没有申报期的，一年后，不行则两年、三年后）
    #[arg(long, value_name = "日期")]
    pub(crate) target_date: Option<Date>,
    /// 各项举措的费用、时间、步长（YAML），代替内置的假定
    #[arg(long, value_name = "文件")]
    pub(crate) costs: Option<PathBuf>,
}

/// Whose facts.
#[derive(Debug, ClapArgs)]
pub(crate) struct Whose {
    /// 数据目录里的主体：编号、统一社会信用代码或唯一的名称
    #[arg(value_name = "主体", required_unless_present = "facts", conflicts_with = "facts")]
    pub(crate) subject: Option<String>,
    /// 事实文件（YAML 或 JSON）；- 为标准输入
    #[arg(long, value_name = "文件")]
    pub(crate) facts: Option<PathBuf>,
    /// 主体类别
    #[arg(long, value_name = "类别", default_value = "enterprise")]
    pub(crate) kind: String,
    #[command(flatten)]
    pub(crate) clocks: Clocks,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "例：kechuang path --facts 企业.yaml --as-of 2025-06-30")]
pub(crate) struct Path {
    #[command(flatten)]
    pub(crate) whose: Whose,
    /// 各项举措的费用、时间、步长（YAML），代替内置的假定
    #[arg(long, value_name = "文件")]
    pub(crate) costs: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "例：kechuang bundle --facts 企业.yaml --as-of 2025-06-30")]
pub(crate) struct Bundle {
    #[command(flatten)]
    pub(crate) whose: Whose,
    /// 政策（族或版本），可多次给出；默认全部现行政策
    #[arg(long = "programme", value_name = "政策")]
    pub(crate) programmes: Vec<String>,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "例：kechuang ask --facts 企业.yaml --limit 5")]
pub(crate) struct Ask {
    /// 已知的事实（YAML 或 JSON）；- 为标准输入
    #[arg(long, value_name = "文件")]
    pub(crate) facts: PathBuf,
    /// 政策（族或版本），可多次给出；默认全部现行政策
    #[arg(long = "programme", value_name = "政策")]
    pub(crate) programmes: Vec<String>,
    /// 最多问几个
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) limit: usize,
    #[command(flatten)]
    pub(crate) clocks: Clocks,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ProgrammeShow {
    /// 政策（族或版本）
    #[arg(value_name = "政策")]
    pub(crate) programme: String,
    /// 族指这一天施行的版本（默认今天）
    #[arg(long, value_name = "日期")]
    pub(crate) as_of: Option<Date>,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ProgrammeSql {
    /// 政策（族或版本）
    #[arg(value_name = "政策")]
    pub(crate) programme: String,
    /// 数据库：duckdb、postgres、clickhouse、spark 或 datafusion
    #[arg(long, value_name = "方言", value_parser = clap::builder::PossibleValuesParser::new(app::dialects()))]
    pub(crate) dialect: String,
    /// 按这一天的规定评估（默认今天）；族指这一天施行的版本
    #[arg(long, value_name = "日期")]
    pub(crate) as_of: Option<Date>,
    /// 改为写出建表语句：那条 SQL 要读的表和列
    #[arg(long)]
    pub(crate) tables: bool,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ProgrammeDiff {
    /// 原来的版本
    #[arg(value_name = "甲")]
    pub(crate) before: String,
    /// 后来的版本
    #[arg(value_name = "乙")]
    pub(crate) after: String,
    /// 按这一天的事实比较（默认今天）
    #[arg(long, value_name = "日期")]
    pub(crate) as_of: Option<Date>,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ProgrammeNew {
    /// 版本编号，如 hz.subsidy.2026
    #[arg(value_name = "编号")]
    pub(crate) id: String,
    /// 名称
    #[arg(long, value_name = "名称")]
    pub(crate) name: String,
    /// 申请主体的类别
    #[arg(long, value_name = "类别", default_value = "enterprise")]
    pub(crate) kind: String,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ProgrammeFmt {
    /// 政策文件或目录
    #[arg(value_name = "路径", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// 只看是否已整理，不改文件；未整理时退出码 1
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ProgrammeSchema {
    /// 属性文件（kinds）的 Schema，而不是政策文件的
    #[arg(long)]
    pub(crate) kind: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ProgrammeList {
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ProgrammeCheck {
    /// 政策文件或目录；默认内置的与数据目录里的全部政策
    #[arg(value_name = "路径")]
    pub(crate) paths: Vec<PathBuf>,
    /// 连同建议（没有申报期、渠道、联系人等）
    #[arg(long)]
    pub(crate) advice: bool,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ProgrammeFiles {
    /// 政策文件或目录；默认内置的与数据目录里的全部政策
    #[arg(value_name = "路径")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "例：\n  kechuang import 企业.xlsx --kind enterprise --source 科技局台账 --basis 自报\n  kechuang import 专利.csv --kind enterprise --source 知识产权局 --list 知识产权\n  kechuang import 更正.csv --kind enterprise --source 统计局 --sharing 有条件共享 --period 2024 --replaces enterprise-0123456789abcdef"
)]
pub(crate) struct Import {
    /// CSV（UTF-8 或 GB18030）、XLSX 或 Parquet
    #[arg(value_name = "文件", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// 主体类别，如 enterprise
    #[arg(long, value_name = "类别")]
    pub(crate) kind: String,
    /// 来源名称，如“税务局 2024 汇算”
    #[arg(long, value_name = "名称")]
    pub(crate) source: String,
    /// 提供数据的部门；决定同一事实几个来源谁优先
    #[arg(long, value_name = "部门")]
    pub(crate) department: Option<String>,
    /// 依据：文件、协议，或公布的网址
    #[arg(long, value_name = "依据")]
    pub(crate) authority: Option<String>,
    /// 使用许可
    #[arg(long, value_name = "许可")]
    pub(crate) licence: Option<String>,
    /// 共享类别：无条件共享、有条件共享、不予共享
    #[arg(long, value_name = "类别")]
    pub(crate) sharing: Option<String>,
    /// 数据涵盖的期间，如 2024、2024-03、2022..2024
    #[arg(long, value_name = "期间")]
    pub(crate) period: Option<String>,
    /// 代替这个来源：导入后它即停用；可多次给出
    #[arg(long, value_name = "编号")]
    pub(crate) replaces: Vec<String>,
    /// 表头与属性的对应（YAML）
    #[arg(long, value_name = "文件")]
    pub(crate) mapping: Option<PathBuf>,
    /// 表里每行是这个列表属性的一条记录
    #[arg(long, value_name = "属性")]
    pub(crate) list: Option<String>,
    /// 口径：审计、汇算、统计、自报、预计
    #[arg(long, value_name = "口径")]
    pub(crate) basis: Option<String>,
    /// 数据交付日期（不写则未注明）
    #[arg(long, value_name = "日期")]
    pub(crate) delivered: Option<Date>,
    /// 只检查，不存储
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "例：\n  kechuang template need --out 技术需求.xlsx\n  kechuang template enterprise --list 知识产权 --out 知识产权.xlsx"
)]
pub(crate) struct Template {
    /// 主体类别，如 enterprise
    #[arg(value_name = "类别")]
    pub(crate) kind: String,
    /// 写到这个 .xlsx 文件
    #[arg(long, value_name = "文件")]
    pub(crate) out: PathBuf,
    /// 只要这个列表属性的表
    #[arg(long, value_name = "属性")]
    pub(crate) list: Option<String>,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SourceList {
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SourceShow {
    /// 来源编号，见 source list
    #[arg(value_name = "编号")]
    pub(crate) id: String,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SourceRetire {
    /// 来源编号，见 source list
    #[arg(value_name = "编号")]
    pub(crate) id: String,
    /// 为什么停用
    #[arg(long, value_name = "理由")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "例：\n  kechuang backup --data demo-data --out 备份.tar.zst\n  kechuang backup --data demo-data --out 备份目录"
)]
pub(crate) struct Backup {
    /// 写到 .tar.zst 文件；其他名称为目录
    #[arg(long, value_name = "文件")]
    pub(crate) out: PathBuf,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "例：kechuang restore 备份.tar.zst --data 新目录")]
pub(crate) struct Restore {
    /// kechuang backup 写出的文件或目录
    #[arg(value_name = "备份")]
    pub(crate) backup: PathBuf,
    /// 恢复到这个目录；须不存在或为空
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "例：kechuang verify --data demo-data")]
pub(crate) struct Verify {
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "例：kechuang view enterprise --out 企业.xlsx")]
pub(crate) struct View {
    /// 主体类别，如 enterprise
    #[arg(value_name = "类别")]
    pub(crate) kind: String,
    /// 写成 .parquet、.xlsx 或 .csv；不写则列出主体
    #[arg(long, value_name = "文件")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) clocks: Clocks,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "例：\n  kechuang sql 'SELECT 行政区划, count(*) AS 家数 FROM 企业 GROUP BY 行政区划'\n  kechuang sql 'SELECT 名称, 营业收入_2024 FROM enterprise ORDER BY 2 DESC LIMIT 10'\n  kechuang sql 'SHOW TABLES'\n  kechuang sql 'DESCRIBE enterprise' --format csv\n  kechuang sql --file 查询.sql --out 结果.xlsx"
)]
pub(crate) struct Sql {
    /// 一条只读的 SQL：SELECT、WITH、VALUES、EXPLAIN、DESCRIBE 表、SHOW TABLES
    #[arg(value_name = "SQL", required_unless_present = "file", conflicts_with = "file")]
    pub(crate) statement: Option<String>,
    /// 从文件读 SQL；- 为标准输入
    #[arg(long, value_name = "文件")]
    pub(crate) file: Option<PathBuf>,
    /// 结果写成 .csv、.xlsx 或 .parquet；不写则到标准输出
    #[arg(long, value_name = "文件")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) clocks: Clocks,
    /// 标准输出的写法
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: SqlFormat,
    #[command(flatten)]
    pub(crate) data: Data,
}

/// 查询结果的写法。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum SqlFormat {
    /// 给人看的表
    #[default]
    Table,
    /// CSV
    Csv,
    /// 一个 JSON 文档
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ResolveCommand {
    /// 对接两张表：哪些行是同一个，概率多少；不需要标注
    #[command(after_help = "例：kechuang resolve link --left 税务.csv --right 社保.csv --out 对照.csv")]
    Link(ResolveLink),
    /// 查一张表里的重复行
    #[command(after_help = "例：kechuang resolve dedupe --input 企业.csv --out 重复.csv")]
    Dedupe(ResolveDedupe),
    /// 数据目录里可能是同一个的主体，逐项说明依据，供人决定
    #[command(after_help = "例：kechuang resolve review --kind institution --data demo-data")]
    Review(ResolveReview),
    /// 记下决定：同一主体、不是同一主体、合并入；决定本身是一个来源，可以再改
    #[command(
        after_help = "例：\n  kechuang resolve decide 老甲厂 同一主体 91330100799655058B --reason 更名通知\n  kechuang resolve decide 乙实验室 合并入 甲实验室 --kind institution --since 2026-01-01"
    )]
    Decide(ResolveDecide),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ResolveLink {
    /// 左表（CSV）
    #[arg(long, value_name = "文件")]
    pub(crate) left: PathBuf,
    /// 右表（CSV）
    #[arg(long, value_name = "文件")]
    pub(crate) right: PathBuf,
    /// 写到这里：left_id,right_id,probability；不写则到标准输出
    #[arg(long, value_name = "文件")]
    pub(crate) out: Option<PathBuf>,
    /// 编号所在的列（默认第一列）；它不作为依据
    #[arg(long, value_name = "列")]
    pub(crate) id: Option<String>,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ReportRead {
    /// 报告：TXT（UTF-8、GB18030）、DOCX、PDF（有文字层）、HTML
    #[arg(value_name = "文件")]
    pub(crate) file: PathBuf,
    /// 把读出的全文写到这里；offset 数的是它的字符
    #[arg(long, value_name = "文件")]
    pub(crate) text: Option<PathBuf>,
    /// 把数字写成一张可以核对、导入的表（.csv 或 .xlsx）
    #[arg(long, value_name = "文件")]
    pub(crate) out: Option<PathBuf>,
    /// 检查有发现时，退出状态为 1
    #[arg(long)]
    pub(crate) strict: bool,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ReportWrite {
    /// 模板的编号，见 kechuang report templates
    #[arg(value_name = "模板")]
    pub(crate) template: String,
    /// 写到这里：.docx 或 .xlsx
    #[arg(long, value_name = "文件")]
    pub(crate) out: PathBuf,
    /// 写的是哪个主体：编号、统一社会信用代码或唯一的名称
    #[arg(long, value_name = "主体")]
    pub(crate) subject: Option<String>,
    /// 主体的类别
    #[arg(long, value_name = "类别", requires = "subject")]
    pub(crate) kind: Option<String>,
    /// 写的是哪项政策（族或版本）
    #[arg(long, value_name = "ID")]
    pub(crate) programme: Option<String>,
    /// 试算：改一个参数，可多次给出，一起生效
    #[arg(long, value_name = "政策:参数=值", requires = "programme")]
    pub(crate) set: Vec<String>,
    /// 名单上是谁：met 符合、unmet 不符合、unknown 待定、near 只差一项
    #[arg(long, value_enum, requires = "programme")]
    pub(crate) list: Option<PopulationListing>,
    /// 模板的参数，可多次给出
    #[arg(long = "with", value_name = "名称=值")]
    pub(crate) with: Vec<String>,
    /// 数据目录里还没有数据时，装入杭州示范区域
    #[arg(long)]
    pub(crate) demo: bool,
    #[command(flatten)]
    pub(crate) clocks: Clocks,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ReportTemplates {
    /// 要检查的模板文件；不写时列出全部
    #[arg(value_name = "文件")]
    pub(crate) files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ResolveDedupe {
    /// 表（CSV）
    #[arg(long, value_name = "文件")]
    pub(crate) input: PathBuf,
    /// 写到这里：left_id,right_id,probability；不写则到标准输出
    #[arg(long, value_name = "文件")]
    pub(crate) out: Option<PathBuf>,
    /// 编号所在的列（默认第一列）；它不作为依据
    #[arg(long, value_name = "列")]
    pub(crate) id: Option<String>,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ResolveReview {
    /// 主体类别
    #[arg(long, value_name = "类别", default_value = "enterprise")]
    pub(crate) kind: String,
    /// 最多列出几对
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    #[command(flatten)]
    pub(crate) clocks: Clocks,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ResolveDecide {
    /// 主体：编号、统一社会信用代码或唯一的名称
    #[arg(value_name = "主体")]
    pub(crate) subject: String,
    /// 同一主体、不是同一主体、合并入
    #[arg(value_name = "决定")]
    pub(crate) verdict: String,
    /// 另一个主体；同一主体和合并入时留下的是它
    #[arg(value_name = "对象")]
    pub(crate) object: String,
    /// 主体类别
    #[arg(long, value_name = "类别", default_value = "enterprise")]
    pub(crate) kind: String,
    /// 自何日起（不写为一直如此）
    #[arg(long, value_name = "日期")]
    pub(crate) since: Option<Date>,
    /// 依据
    #[arg(long, value_name = "文字")]
    pub(crate) reason: Option<String>,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "例：kechuang explain 91330100799655058B 营业收入 --data demo-data")]
pub(crate) struct Explain {
    /// 主体：编号、统一社会信用代码或唯一的名称
    #[arg(value_name = "主体")]
    pub(crate) subject: String,
    /// 属性名，如 营业收入
    #[arg(value_name = "属性")]
    pub(crate) attribute: String,
    /// 主体类别（主体写成编号时不必写）
    #[arg(long, value_name = "类别", default_value = "enterprise")]
    pub(crate) kind: String,
    #[command(flatten)]
    pub(crate) clocks: Clocks,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct OfSubject {
    /// 主体：编号、统一社会信用代码或唯一的名称
    #[arg(value_name = "主体")]
    pub(crate) subject: String,
    /// 主体类别（主体写成编号时不必写）
    #[arg(long, value_name = "类别", default_value = "enterprise")]
    pub(crate) kind: String,
    #[command(flatten)]
    pub(crate) clocks: Clocks,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "例：\n  kechuang changes 91330100799655058B --from 2025-12-31 --to 2026-06-30\n  kechuang changes --kind enterprise --from 2025-12-31"
)]
pub(crate) struct Changes {
    /// 主体：编号、统一社会信用代码或唯一的名称；不写则比较一类主体
    #[arg(value_name = "主体")]
    pub(crate) subject: Option<String>,
    /// 主体类别（主体写成编号时不必写）
    #[arg(long, value_name = "类别", default_value = "enterprise")]
    pub(crate) kind: String,
    /// 起始日：这一天施行的政策，到这一天结束时录入的数据
    #[arg(long, value_name = "日期")]
    pub(crate) from: Date,
    /// 截止日（默认今天）
    #[arg(long, value_name = "日期")]
    pub(crate) to: Option<Date>,
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "例：kechuang generate --region 330100 --enterprises 2000 --seed 1 --out 示例")]
pub(crate) struct Generate {
    /// 区域代码（GB/T 2260 六位）
    #[arg(long, value_name = "代码", default_value = "330100")]
    pub(crate) region: String,
    /// 企业数
    #[arg(long, value_name = "N")]
    pub(crate) enterprises: u64,
    /// 随机种子；同一种子得到同样的字节
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// 输出目录
    #[arg(long, value_name = "目录")]
    pub(crate) out: PathBuf,
    /// 最后一个会计年度（默认去年）
    #[arg(long, value_name = "年")]
    pub(crate) last_year: Option<i16>,
}
