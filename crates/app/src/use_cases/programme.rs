use ::programmes::finding::Level;
use ::programmes::programme::{Body, Condition, Group, Programme, Term};
use ::programmes::render::{self, Asks, Clause, Line};

use super::assess::select_one;
use super::programmes::{content_finding, summary};
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::Failure;
use crate::model::{
    AmountInfo, ClassInfo, ConditionInfo, ContentFinding, ParameterInfo, ProgrammeDetail, ProgrammeLink,
    ScoreInfo, ScoreItemInfo, Status, TableInfo, TableRow, TestInfo, WordsLine,
};
use crate::region::{Region, notice};

/// One programme with its clauses, tables, parameters and evidence, in words too; a family stands for its version in force.
///
/// # Errors
/// Where there is none.
pub fn programme(
    _scope: &AccessScope,
    region: &Region,
    id: &str,
    when: When,
) -> Result<ProgrammeDetail, Failure> {
    let moment = region.moment(when);
    let programme = select_one(region, id, moment)?;
    let words = render::words(programme);
    let family: Vec<&Programme> =
        region.catalogue.library.programmes().filter(|other| other.family == programme.family).collect();
    let others = family.iter().filter(|other| other.id != programme.id);
    Ok(ProgrammeDetail {
        summary: summary(region, programme, moment),
        file: region.catalogue.label(&programme.path).to_owned(),
        notes: programme.notes.clone(),
        benefits: programme.benefits.clone(),
        validity: programme.validity.clone(),
        windows: render::windows(programme),
        channel: programme.channel.clone(),
        contact: programme.contact.clone(),
        relations: render::relations(programme, &|family| called(region, family, moment)),
        imports: programme.imports.iter().map(|id| link(region, id)).collect(),
        reading: render::READING.to_owned(),
        applies: programme.applies.as_ref().map(|test| test.source.clone()),
        applies_words: lines(&words.applies),
        conditions: conditions(&programme.conditions, &words.conditions),
        score: words.score.as_ref().map(score),
        class: words
            .class
            .as_ref()
            .map(|class| ClassInfo { name: class.name.clone(), words: lines(&class.lines) }),
        amount: words.amount.as_ref().zip(programme.amount.as_ref()).map(|(said, amount)| AmountInfo {
            period: match amount.term {
                Term::Yearly => "year".to_owned(),
                Term::Once => "once".to_owned(),
            },
            article: amount.article.clone(),
            text: amount.text.clone(),
            formula: amount.formula.source.clone(),
            cap: amount.cap.as_ref().map(|cap| cap.source.clone()),
            words: lines(&said.lines),
        }),
        tables: words.tables.iter().map(table).collect(),
        definitions: lines(&words.unused),
        parameters: parameters(programme, moment),
        evidence: programme.evidence.clone(),
        tests: tests(programme),
        findings: findings(region, programme, moment),
        versions: others.map(|other| summary(region, other, moment)).collect(),
        previous: previous(programme, &family).map(|other| other.id.clone()),
        notice: notice(moment, std::iter::empty()),
    })
}

/// One programme in Chinese sentences, as Markdown, for proofreading against the original.
///
/// # Errors
/// Where there is none.
pub fn programme_in_words(
    _scope: &AccessScope,
    region: &Region,
    id: &str,
    when: When,
) -> Result<String, Failure> {
    Ok(render::in_words(select_one(region, id, region.moment(when))?))
}

/// The one that it replaces, else the one that began last before it did.
fn previous<'p>(programme: &Programme, family: &[&'p Programme]) -> Option<&'p Programme> {
    let before = |other: &&&Programme| other.id != programme.id && other.from < programme.from;
    let replaced = family.iter().find(|other| programme.replaces.contains(&other.id));
    replaced.or_else(|| family.iter().filter(before).max_by_key(|other| other.from)).copied()
}

fn link(region: &Region, id: &str) -> ProgrammeLink {
    let found = region.catalogue.library.programmes().find(|programme| programme.id == id);
    ProgrammeLink { id: id.to_owned(), name: found.map_or_else(|| id.to_owned(), |found| found.name.clone()) }
}

/// A family by the name of its version in force, else of its last one.
fn called(region: &Region, family: &str, moment: Moment) -> String {
    let library = &region.catalogue.library;
    let last =
        || library.programmes().filter(|programme| programme.family == family).max_by_key(|one| one.from);
    let version = library.select(family, moment.as_of).ok().or_else(last);
    version.map_or_else(|| family.to_owned(), |version| version.name.clone())
}

fn lines(lines: &[Line]) -> Vec<WordsLine> {
    lines.iter().map(|line| WordsLine { text: line.text.clone(), below: self::lines(&line.below) }).collect()
}

/// Conditions with what is said of each; the clauses come from the same conditions, in the same order.
fn conditions(conditions: &[Condition], clauses: &[Clause]) -> Vec<ConditionInfo> {
    conditions.iter().zip(clauses).map(|(condition, clause)| self::condition(condition, clause)).collect()
}

fn condition(condition: &Condition, clause: &Clause) -> ConditionInfo {
    let mut info = ConditionInfo {
        id: condition.id.clone(),
        op: "test".to_owned(),
        n: None,
        article: (!condition.article.is_empty()).then(|| condition.article.clone()),
        text: condition.text.clone(),
        formula: None,
        words: match &clause.asks {
            Asks::Test(said) => lines(said),
            Asks::Review(_) | Asks::Group(..) => Vec::new(),
        },
        review: None,
        confidence: condition.confidence.clone(),
        children: Vec::new(),
    };
    match (&condition.body, &clause.asks) {
        (Body::Test(test), _) => info.formula = Some(test.source.clone()),
        (Body::Review(by), _) => info.review = Some(by.clone()),
        (Body::Group(group, children), asks) => {
            match group {
                Group::All => "all".clone_into(&mut info.op),
                Group::Any => "any".clone_into(&mut info.op),
                Group::AtLeast(n) => {
                    "at_least".clone_into(&mut info.op);
                    info.n = u32::try_from(*n).ok();
                }
            }
            if let Asks::Group(_, clauses) = asks {
                info.children = conditions(children, clauses);
            }
        }
    }
    info
}

fn score(score: &render::Score) -> ScoreInfo {
    let item = |item: &render::ScoreItem| ScoreItemInfo {
        name: item.name.clone(),
        of: item.of.clone(),
        words: lines(&item.lines),
    };
    ScoreInfo {
        name: score.name.clone(),
        of: score.of.clone(),
        items: score.items.iter().map(item).collect(),
    }
}

fn table(table: &render::Table) -> TableInfo {
    let row = |row: &render::Row| TableRow { tests: row.tests.clone(), gives: row.gives.clone() };
    TableInfo {
        name: table.name.clone(),
        article: table.article.clone(),
        of: table.of.clone(),
        words: lines(&table.lines),
        columns: table.columns.clone(),
        rows: table.rows.iter().map(row).collect(),
    }
}

fn parameters(programme: &Programme, moment: Moment) -> Vec<ParameterInfo> {
    let mut list = Vec::new();
    for parameter in &programme.parameters {
        let current = parameter.on(moment.as_of);
        list.extend(parameter.values.iter().map(|value| ParameterInfo {
            name: parameter.name.clone(),
            value: value.written.clone(),
            article: parameter.article.clone(),
            of: parameter.of.clone(),
            from: value.from,
            current: std::ptr::eq(value, current),
        }));
    }
    list
}

fn tests(programme: &Programme) -> Vec<TestInfo> {
    let cases = programme.cases().map(|(name, as_of, status)| TestInfo {
        name: name.to_owned(),
        as_of,
        status: status.map(Status::from),
    });
    cases.collect()
}

/// Errors first, advice last; of one level in the order of the file.
fn findings(region: &Region, programme: &Programme, moment: Moment) -> Vec<ContentFinding> {
    let read = region.catalogue.findings.iter().filter(|finding| finding.path == programme.path).cloned();
    let mut all: Vec<_> = read.chain(region.catalogue.lint_programme(programme, moment.as_of)).collect();
    all.sort_by_key(|finding| match finding.level {
        Level::Error => 0,
        Level::Warning => 1,
        Level::Note => 2,
    });
    all.iter().map(|finding| content_finding(region, finding)).collect()
}
