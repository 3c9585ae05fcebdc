//! `index`: how the region compares.

use std::path::Path;

use app::model::IndexRunInfo;
use app::{Failure, IndexOrder, Region};

use super::{open, read_bytes, read_text, write_bytes};
use crate::args::{Format, IndexCheck, IndexInput, IndexList, IndexRun};
use crate::exit::{Outcome, Verdict};
use crate::output;

/// Units shown as text; the files hold all.
pub(super) const SHOWN: usize = 20;

pub(crate) fn list(args: &IndexList) -> Outcome {
    let list = app::frameworks(&content()?);
    if args.format == Format::Json {
        output::json(&list.items)?;
        return Ok(Verdict::Holds);
    }
    let mut text = String::new();
    for item in &list.items {
        let example = if item.example { "（示例）" } else { "" };
        text.push_str(&format!("{}  {}{example}\n    {}\n", item.id, item.name, item.description));
        text.push_str(&format!("    指标 {} 个，{} 层", item.indicators, item.levels));
        if item.missing > 0 {
            text.push_str(&format!("；{} 个没有数据", item.missing));
        }
        text.push('\n');
    }
    output::text(&text)?;
    Ok(Verdict::Holds)
}

pub(crate) fn check(args: &IndexCheck) -> Outcome {
    let mut findings = Vec::new();
    if args.files.is_empty() {
        let list = app::frameworks(&content()?);
        let text = list.broken.iter().fold(String::new(), |text, finding| text + finding + "\n");
        output::text(&format!("{text}{} 个框架可用，{} 处错误\n", list.items.len(), list.broken.len()))?;
        return Ok(if list.broken.is_empty() { Verdict::Holds } else { Verdict::DoesNotHold });
    }
    let content = content()?;
    for path in &args.files {
        findings.extend(app::check_framework(&content, &path.display().to_string(), &read_text(path)?));
    }
    let mut text = findings.iter().fold(String::new(), |text, finding| text + &finding.to_string() + "\n");
    let errors = findings.iter().filter(|finding| finding.level == app::FrameworkLevel::Error).count();
    text.push_str(&format!("{errors} 处错误，{} 处提醒\n", findings.len() - errors));
    output::text(&text)?;
    Ok(if errors == 0 { Verdict::Holds } else { Verdict::DoesNotHold })
}

pub(crate) fn run(args: &IndexRun) -> Outcome {
    let run = app::index_run(read(&args.input)?.order())?;
    make_directory(&args.out)?;
    for (file, bytes) in run.files()? {
        write_bytes(&args.out.join(file), &bytes)?;
    }
    let info = run.info();
    let summary = serde_json::to_vec_pretty(&info).map_err(|error| {
        Failure::new(app::Code::StorageFailed, format!("run.json 不能写出：{error}"), "请重试")
    })?;
    write_bytes(&args.out.join("run.json"), &summary)?;
    if let Some(path) = &args.xlsx {
        write_bytes(path, &run.workbook()?)?;
        output::say(&format!("工作簿已写入 {}", path.display()));
    }
    output::say(&format!("各步骤的结果已写入 {}", args.out.display()));
    match args.input.format {
        Format::Json => output::json(&info)?,
        Format::Text => output::text(&told(&info))?,
    }
    Ok(Verdict::Holds)
}

/// The region whose content holds frameworks: `--data` of these commands is the units' table, so it is the default one.
fn content() -> Result<Region, Failure> {
    let directory = std::env::var_os("KECHUANG_DATA").unwrap_or_else(|| "./kechuang-data".into());
    open(Path::new(&directory))
}

/// What an index is computed from, read.
pub(super) struct Read {
    framework: (String, String),
    table: (String, Vec<u8>),
    weights: Vec<(String, f64)>,
    seed: u64,
}

impl Read {
    pub(super) fn order(&self) -> IndexOrder<'_> {
        IndexOrder {
            framework: (&self.framework.0, &self.framework.1),
            table: (&self.table.0, &self.table.1),
            weights: &self.weights,
            seed: self.seed,
        }
    }
}

/// The framework, a file or the id of a shipped one, and the table, a file or the one beside a shipped framework.
pub(super) fn read(input: &IndexInput) -> Result<Read, Failure> {
    let content = content()?;
    let path = &input.framework;
    let id = path.to_str().filter(|id| !id.contains(['/', '.', '\\']) && !path.exists());
    let framework = match id {
        Some(id) => app::framework_text(&content, id)?,
        None => app::framework_given(&content, &path.display().to_string(), &read_text(path)?)?,
    };
    let beside = || id.and_then(|id| app::framework_table(&content, id));
    let table = match &input.data {
        Some(path) => (path.display().to_string(), read_bytes(path)?),
        None => beside().map(|(label, text)| (label, text.into_bytes())).ok_or_else(|| {
            Failure::new(
                app::Code::InvalidArgument,
                "没有单位数据表",
                "这个框架没有附带数据，请用 --data 给出",
            )
            .at("--data")
        })?,
    };
    let weights = input.weights.iter().map(|weight| read_weight(weight)).collect::<Result<_, _>>()?;
    Ok(Read { framework, table, weights, seed: input.seed })
}

/// `投入=0.4`.
fn read_weight(text: &str) -> Result<(String, f64), Failure> {
    let read = text.rsplit_once('=').and_then(|(node, weight)| {
        Some((node.trim().to_owned(), weight.trim().parse::<f64>().ok().filter(|weight| weight.is_finite())?))
    });
    read.ok_or_else(|| {
        let hint = "应写成 节点=权重，如 投入=0.4";
        Failure::new(app::Code::InvalidArgument, format!("权重“{text}”不能识别"), hint).at("--weight")
    })
}

pub(super) fn make_directory(path: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(path).map_err(|error| {
        Failure::new(app::Code::StorageFailed, format!("不能新建目录：{error}"), "请检查路径和权限")
            .at(path.display().to_string())
    })
}

fn told(info: &IndexRunInfo) -> String {
    let example = if info.framework.example { "（示例）" } else { "" };
    let mut text = format!(
        "{}{example}：{} 个单位，{} 个指标\n",
        info.framework.name,
        info.units.len(),
        info.framework.indicators
    );
    let last = info.units.iter().filter_map(|unit| unit.year).max();
    let shown: Vec<_> = info.units.iter().filter(|unit| unit.year == last).collect();
    if let Some(year) = last {
        text.push_str(&format!("{year} 年\n"));
    }
    for unit in shown.iter().take(SHOWN) {
        let (rank, score) = (place(unit.rank), number(unit.score, 2));
        text.push_str(&format!("{rank}  {}  {}  {score}\n", unit.code, unit.name));
    }
    if shown.len() > SHOWN {
        text.push_str(&format!("  …… 其余 {} 个见 scores.csv\n", shown.len() - SHOWN));
    }
    text.push_str(&format!(
        "插补 {} 个数，处理 {} 个点，筛除 {} 个单位\n",
        info.imputed,
        info.treated,
        info.screened_out.len()
    ));
    for note in &info.notes {
        text.push_str(&format!("提示：{} {}\n", note.node, note.message));
    }
    text
}

/// A place, right-aligned; a dash where there is none.
pub(super) fn place(place: Option<usize>) -> String {
    place.map_or("  —".to_owned(), |place| format!("{place:>3}"))
}

/// A number for people; unknown is said.
pub(super) fn number(number: Option<f64>, decimals: usize) -> String {
    number.map_or("未知".to_owned(), |number| format!("{number:.decimals$}"))
}
