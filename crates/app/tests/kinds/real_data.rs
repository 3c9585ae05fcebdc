//! Real tables, where the folder of shared data lies beside the repository.

use std::path::{Path, PathBuf};

use app::SubjectQuery;

use crate::fixture::{Site, plain};

/// The folder of shared data; `None` where an outside user has only the repository.
fn shared(file: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(file);
    if beside.is_file() {
        return Some(beside);
    }
    println!("skipped: {file} is not among the shared data beside the repository");
    None
}

#[test]
fn ten_thousand_patents_by_publication_number() {
    let Some(path) = shared("patents/ipc_titles_9740.csv") else { return };
    let bytes = std::fs::read(path).expect("readable");
    let site = Site::new();
    let mapping = "columns:\n  publication_numbers: 公开号\n  patent_title: 专利名称\n  true_subclasses_all: IPC\nignore: [dataset_row, fold, true_subclasses_benchmark, predicted_subclasses]\n";
    let report = site.import_mapped("patent", "专利.csv", &bytes, None, Some(mapping));
    assert_eq!(
        (report.rows_read, report.rows_in, report.rows_rejected),
        (9740, 9740, 0),
        "{:?}",
        report.rejects
    );
    let page = site.list("patent", &SubjectQuery::default());
    assert_eq!(page.total, 9740, "each number is a patent of its own, though titles repeat");
    let one = site.profile("patent", "cn114081026a");
    assert_eq!(one.id, "patent:CN114081026A");
    assert_eq!(plain(&one, "IPC").as_deref(), Some("A01M|G06F|H02G"));
    let found =
        site.list("patent", &SubjectQuery { text: Some("驱鸟".to_owned()), ..SubjectQuery::default() });
    assert!((1..100).contains(&found.total), "{} patents", found.total);
}

/// One line of the papers.
struct Paper {
    id: String,
    title: String,
    affiliation: String,
    summary: String,
    keywords: String,
}

fn papers(path: &Path) -> Vec<Paper> {
    let text = std::fs::read_to_string(path).expect("UTF-8");
    let paper = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let field = |name: &str| value[name].as_str().unwrap_or_default().replace('"', "”");
        let keywords: Vec<&str> = value["keywords"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(serde_json::Value::as_str)
            .collect();
        Paper {
            id: field("id"),
            title: field("title"),
            affiliation: field("affil"),
            summary: field("abstract"),
            keywords: keywords.join("、").replace('"', "”"),
        }
    };
    text.lines().map(paper).collect()
}

#[test]
fn four_thousand_papers_as_achievements() {
    let Some(path) = shared("texts/chinaxiv_zh_4000.jsonl") else { return };
    let papers = papers(&path);
    let mut csv = "id,title,affil,abstract,keywords\n".to_owned();
    for paper in &papers {
        let Paper { id, title, affiliation, summary, keywords } = paper;
        csv.push_str(&format!("\"{id}\",\"{title}\",\"{affiliation}\",\"{summary}\",\"{keywords}\"\n"));
    }
    let site = Site::new();
    let mapping =
        "columns: {id: 成果编号, title: 成果名称, affil: 完成单位, abstract: 摘要, keywords: 关键词}\n";
    let report = site.import_mapped("achievement", "论文.csv", csv.as_bytes(), None, Some(mapping));
    assert_eq!(report.rejects, [], "every paper is taken");
    assert_eq!(report.rows_in, papers.len() as u64);
    let page = site.list("achievement", &SubjectQuery::default());
    assert_eq!(page.total, papers.len());
    let first = site.profile("achievement", &papers[0].id);
    assert_eq!(first.name, papers[0].title);
    assert_eq!(plain(&first, "摘要").as_deref(), Some(papers[0].summary.trim()));
}

/// Authors stand in some affiliations as `王颖」 张智雄」 …(单位 …)`: too damaged to be taken for people. Those that are one clean name and
/// one institution in brackets are.
fn author(affiliation: &str) -> Option<(&str, &str)> {
    let (name, rest) = affiliation.split_once(['(', '（'])?;
    let place = rest.split([' ', ',', '，', ')', '）']).next()?.trim();
    let name = name.trim();
    let is_name = (2..=4).contains(&name.chars().count())
        && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    (is_name && place.chars().count() >= 4 && place.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
        .then_some((name, place))
}

#[test]
fn authors_of_papers_as_experts() {
    let Some(path) = shared("texts/chinaxiv_zh_4000.jsonl") else { return };
    let papers = papers(&path);
    let mut csv = "author,affil,keywords,来源,来源许可\n".to_owned();
    let mut people = std::collections::BTreeSet::new();
    for paper in &papers {
        if let Some((name, place)) = author(&paper.affiliation) {
            people.insert((name.to_owned(), place.to_owned()));
            csv.push_str(&format!("{name},{place},\"{}\",ChinaXiv {},CC BY 4.0\n", paper.keywords, paper.id));
        }
    }
    assert!(people.len() > 20, "{} clean authors", people.len());
    let site = Site::new();
    let mapping = "columns: {author: 姓名, affil: 工作单位, keywords: 研究方向}\n";
    let report = site.import_mapped("expert", "作者.csv", csv.as_bytes(), None, Some(mapping));
    assert_eq!(report.rejects, []);
    let page = site.list("expert", &SubjectQuery::default());
    assert_eq!(page.total, people.len(), "a name at a place is a person");
    let row = site.profile("expert", &page.items[0].id);
    assert!(
        plain(&row, "来源").is_some_and(|source| source.starts_with("ChinaXiv")),
        "a public name has its source"
    );
}
