//! `backup`, `restore`, `verify`: care of the data directory.

use app::model::BackupAnswer;
use app::{AccessScope, Failure};

use super::{clock, open};
use crate::args::{Backup, Format, Restore, Verify};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn backup(args: &Backup) -> Outcome {
    let region = open(&args.data.data)?;
    let answer = app::backup(&AccessScope::officer(), &region, &args.out)?;
    tell(&answer, args.format, "已备份到", &args.out)?;
    Ok(if answer.damaged.is_empty() { Verdict::Holds } else { Verdict::DoesNotHold })
}

pub(crate) fn restore(args: &Restore) -> Outcome {
    let answer = app::restore(&AccessScope::officer(), &args.backup, &args.data)?;
    tell(&answer, args.format, "已恢复到", &args.data)?;
    Ok(Verdict::Holds)
}

fn tell(answer: &BackupAnswer, format: Format, done: &str, place: &std::path::Path) -> Result<(), Failure> {
    if format == Format::Json {
        return output::json(answer);
    }
    let mut text = format!(
        "{} 个来源、{} 个文件（{} 字节）{done} {}\n",
        answer.sources,
        answer.files,
        answer.bytes,
        place.display()
    );
    for path in &answer.damaged {
        text.push_str(&format!("  损坏 {path}：备份里的这个文件也是坏的；请先运行 kechuang verify\n"));
    }
    output::text(&text)
}

pub(crate) fn verify(args: &Verify) -> Outcome {
    let answer = app::verify(&AccessScope::officer(), &args.data.data, &clock())?;
    let verdict = if answer.problems.is_empty() { Verdict::Holds } else { Verdict::DoesNotHold };
    if args.format == Format::Json {
        output::json(&answer)?;
        return Ok(verdict);
    }
    let mut text = String::new();
    for problem in &answer.problems {
        text.push_str(&format!(
            "{} {}\n    {}\n    {}\n",
            problem.severity, problem.path, problem.found, problem.mend
        ));
    }
    text.push_str(&format!("{} 个来源完好，{} 处问题\n", answer.intact, answer.problems.len()));
    if answer.without_digest > 0 {
        text.push_str(&format!(
            "其中 {} 个由旧版程序导入，没有记下指纹，只核对了能否读完和行数\n",
            answer.without_digest
        ));
    }
    output::text(&text)?;
    Ok(verdict)
}
