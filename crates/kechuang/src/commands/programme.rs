//! `programme list|check|test`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

use app::{Code, Failure, Region};
use programmes::{Finding, Level, Library, Programme, run_cases};
use serde::Serialize;

use super::{open, read_text};
use crate::args::{Format, ProgrammeCheck, ProgrammeFiles, ProgrammeList};
use crate::exit::{Outcome, Verdict};
use crate::output;

#[derive(Serialize)]
struct Entry<'p> {
    id: &'p str,
    family: &'p str,
    name: &'p str,
    authority: &'p str,
    document: &'p str,
    territory: &'p str,
    from: Option<String>,
    until: Option<String>,
    confidence: &'p str,
    in_force: bool,
}

pub(crate) fn list(args: &ProgrammeList) -> Outcome {
    let region = open(&args.data.data)?;
    let today = region.clock().today();
    let entries: Vec<Entry<'_>> = (region.catalogue.library.programmes())
        .map(|programme| Entry {
            id: &programme.id,
            family: &programme.family,
            name: &programme.name,
            authority: &programme.authority,
            document: &programme.document,
            territory: &programme.territory,
            from: programme.from.map(|date| date.to_string()),
            until: programme.until.map(|date| date.to_string()),
            confidence: &programme.confidence,
            in_force: programme.in_force(today),
        })
        .collect();
    if args.format == Format::Json {
        output::json(&entries)?;
    } else {
        let lines = entries.iter().map(|entry| {
            let period = format!(
                "{} 至 {}",
                entry.from.as_deref().unwrap_or("起始日未知"),
                entry.until.as_deref().unwrap_or("今")
            );
            format!(
                "{}  {}\n    {}\n    {period} · {}\n",
                entry.id, entry.name, entry.document, entry.territory
            )
        });
        output::text(&lines.collect::<String>())?;
    }
    Ok(Verdict::Holds)
}

/// The programmes of the files that were named, or of all content, with what is wrong with them.
struct Chosen<'r> {
    library: Cow<'r, Library>,
    findings: Cow<'r, [Finding]>,
    /// Paths of the named files; none: all.
    paths: HashSet<String>,
}

impl<'r> Chosen<'r> {
    fn read(region: &'r Region, paths: &[PathBuf]) -> Result<Self, Failure> {
        if paths.is_empty() {
            let catalogue = &region.catalogue;
            let (library, findings) =
                (Cow::Borrowed(&catalogue.library), Cow::Borrowed(&catalogue.findings[..]));
            return Ok(Self { library, findings, paths: HashSet::new() });
        }
        let mut files = Vec::new();
        for path in paths {
            gather(path, &mut files)?;
        }
        let texts = files.iter().map(|path| Ok((path.display().to_string(), read_text(path)?)));
        let texts: Vec<(String, String)> = texts.collect::<Result<_, Failure>>()?;
        let paths = texts.iter().map(|(path, _)| path.clone()).collect();
        let (library, findings) = region.catalogue.library_with(texts);
        Ok(Self { library: Cow::Owned(library), findings: Cow::Owned(findings), paths })
    }

    /// The chosen programmes; files of lower layers count by themselves.
    fn programmes(&self) -> impl Iterator<Item = &Programme> {
        let all = self.library.programmes().chain(self.library.filled());
        all.filter(|programme| self.paths.is_empty() || self.paths.contains(&programme.path))
    }
}

pub(crate) fn check(args: &ProgrammeCheck) -> Outcome {
    let region = open(&args.data.data)?;
    let chosen = Chosen::read(&region, &args.paths)?;
    let mut findings = chosen.findings.to_vec();
    let own = |finding: &Finding| chosen.paths.is_empty() || chosen.paths.contains(&finding.path);
    findings.extend(region.catalogue.lint(&chosen.library, region.clock().today()).into_iter().filter(own));
    findings.retain(|finding| args.advice || finding.level != Level::Note);
    let mut lines = String::new();
    for finding in &findings {
        lines.push_str(&format!("{finding}\n"));
    }
    output::text(&lines)?;
    let of = |level: Level| findings.iter().filter(|finding| finding.level == level).count();
    let (errors, warnings) = (of(Level::Error), of(Level::Warning));
    let count = chosen.programmes().count();
    output::say(&format!("{count} 个政策可用，{errors} 个错误，{warnings} 个提醒，{} 个建议", of(Level::Note)));
    Ok(if errors == 0 { Verdict::Holds } else { Verdict::DoesNotHold })
}

pub(crate) fn test(args: &ProgrammeFiles) -> Outcome {
    let region = open(&args.data.data)?;
    let chosen = Chosen::read(&region, &args.paths)?;
    let (mut passed, mut failed) = (0, 0);
    let mut lines = String::new();
    // A file that cannot be used is a failed test: its own tests could not be run.
    for finding in chosen.findings.iter().filter(|finding| finding.level == Level::Error) {
        failed += 1;
        lines.push_str(&format!("{finding}\n"));
    }
    for case in chosen.programmes().flat_map(run_cases) {
        if case.failures.is_empty() {
            passed += 1;
            continue;
        }
        failed += 1;
        lines.push_str(&format!("{}: {} “{}”\n", case.place, case.programme, case.name));
        case.failures.iter().for_each(|failure| lines.push_str(&format!("    {failure}\n")));
    }
    output::text(&format!("{lines}{passed} passed, {failed} failed\n"))?;
    Ok(if failed == 0 { Verdict::Holds } else { Verdict::DoesNotHold })
}

/// The YAML files of a path, a directory's in order.
pub(super) fn gather(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let unreadable = |error: std::io::Error| {
        Failure::new(Code::InvalidArgument, format!("目录不能读取：{error}"), "请检查路径和权限")
            .at(path.display().to_string())
    };
    let entries = std::fs::read_dir(path).map_err(unreadable)?;
    let mut inside: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(unreadable)?;
    inside.sort();
    for path in inside {
        let yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        if path.is_dir() || yaml {
            gather(&path, files)?;
        }
    }
    Ok(())
}
