//! A population cut into parts that anybody may count: on the cores of many machines, in any order, some of them twice. What is asked
//! travels with the content that answers it, so that whoever counts needs the same program and the view file, and nothing else.

mod counter;
mod request;
mod wire;

use std::path::{Path, PathBuf};

use self::request::Request;
use self::wire::Reply;
use super::run::{Run, Told};
use super::{Asked, Scenarios, answer, scenarios};
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::{Code, Failure};
use crate::limits::MAX_POPULATION_PARTS;
use crate::model::{PopulationAnswer, PopulationOrder};
use crate::region::{Region, notice};

pub use counter::PartCounter;

/// A population in parts, by whoever wants the answer.
pub struct PartedPopulation<'r> {
    scope: AccessScope,
    order: PopulationOrder,
    moment: Moment,
    scenarios: Scenarios,
    run: Run<'r>,
    request: Vec<u8>,
    parts: Vec<Vec<u8>>,
}

impl<'r> PartedPopulation<'r> {
    /// Cuts the population of a view file into parts of `size` subjects, larger ones where that would be too many. The path is given
    /// to whoever counts, made absolute.
    ///
    /// # Errors
    /// As [`super::populations`], and where the file cannot be read in parts.
    pub fn new(
        scope: &AccessScope,
        region: &'r Region,
        view: &Path,
        order: &PopulationOrder,
        when: When,
        size: usize,
    ) -> Result<Self, Failure> {
        let moment = region.moment(when);
        let asked = Asked::new(region, order, moment)?;
        let scenarios = scenarios(order)?;
        let run = asked.run(scope, region, order, &scenarios, moment, Told::Counts)?;
        let path = absolute(view)?;
        if scope.regions.is_some() || scope.subjects.is_some() {
            let message = "只看得到一部分主体的人，不能让别的机器去数";
            return Err(Failure::new(Code::Forbidden, message, "请在本机算").at("engine"));
        }
        let in_parts = |size| {
            run.parts(scope, asked.own, &path, size).map_err(|error| {
                let hint = "请用 kechuang view … --out 或 generate 重新写出，或用 --engine local";
                Failure::new(Code::InvalidTable, format!("这个文件不能分段数：{error}"), hint)
                    .at(view.display().to_string())
            })
        };
        let (mut mark, mut parts) = in_parts(size)?;
        if parts.len() > MAX_POPULATION_PARTS {
            let subjects: usize = parts.iter().map(|part| part.subjects.count).sum();
            (mark, parts) = in_parts(subjects.div_ceil(MAX_POPULATION_PARTS))?;
        }
        let request = Request::new(scope, region.programme_files(), path, mark, order, moment).packed()?;
        let parts = parts.iter().map(serde_json::to_vec).collect::<Result<_, _>>().map_err(unwritable)?;
        Ok(Self { scope: scope.clone(), order: order.clone(), moment, scenarios, run, request, parts })
    }

    /// What is asked, the same for all parts.
    pub fn request(&self) -> &[u8] {
        &self.request
    }

    /// The parts.
    pub fn parts(&self) -> &[Vec<u8>] {
        &self.parts
    }

    /// The answer, from what [`PartCounter::count`] gave for each part, in any order.
    ///
    /// # Errors
    /// Where a part could not be counted, or was counted by another program.
    pub fn answer(&self, counted: &[Vec<u8>]) -> Result<PopulationAnswer, Failure> {
        let mut whole = self.run.nothing();
        for reply in counted {
            whole.join(Reply::read(reply)?.found(&self.run)?);
        }
        let found = self.run.whole(Some(whole));
        let notice = notice(self.moment, std::iter::empty());
        Ok(answer(&self.scope, &self.run, &found, &self.order, &self.scenarios, notice))
    }
}

fn absolute(view: &Path) -> Result<PathBuf, Failure> {
    view.canonicalize().map_err(|error| {
        let message = format!("不能读取：{error}");
        Failure::new(Code::InvalidArgument, message, "请检查路径").at(view.display().to_string())
    })
}

fn unwritable(error: impl std::fmt::Display) -> Failure {
    Failure::new(Code::StorageFailed, format!("不能写成消息：{error}"), "请报告这个问题")
}
