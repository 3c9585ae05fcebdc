//! Which subjects go on a list, and who they are.

use programmes::Status;

use super::super::subjects::district;
use super::Subjects;
use super::list::listed;
use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::limits::MAX_PAGE_SIZE;
use crate::model::{ListedSubject, PopulationList, PopulationOrder};
use crate::region::{Region, notice};
use crate::scoped_view::ScopedView;

/// Which subjects go on a list; of the law as a reform would have it, where one is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Listing {
    /// 符合.
    Met,
    /// 不符合.
    Unmet,
    /// 待定.
    Unknown,
    /// 只差一项.
    Near,
    /// 新增符合: under the reform, and not as the law is.
    Gain,
    /// 不再符合: as the law is, and not under the reform.
    Lose,
}

impl Listing {
    /// Whether a subject is on it. `was`: its status as the law is, where a reform is looked at.
    pub(super) fn takes(self, was: Option<Status>, status: Status, failing: u16) -> bool {
        let (now, before) = (status == Status::Met, was == Some(Status::Met));
        match self {
            Self::Met => now,
            Self::Unmet => status == Status::Unmet,
            Self::Unknown => status == Status::Unknown,
            Self::Near => status == Status::Unmet && failing == 1,
            Self::Gain => now && was.is_some() && !before,
            Self::Lose => !now && before,
        }
    }

    /// Refuses a list of what a reform changes where there is none.
    pub(super) fn checked(self, order: &PopulationOrder) -> Result<(), Failure> {
        if matches!(self, Self::Gain | Self::Lose) && order.set.is_empty() {
            let message = format!("没有改参数，就没有“{}”的名单", self.label());
            let hint = "请用 --set（接口里是 set）写明改什么，如 cn.hnte:科技人员占比下限=8%";
            return Err(Failure::new(Code::InvalidArgument, message, hint).at("listing"));
        }
        Ok(())
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Met => "符合",
            Self::Unmet => "不符合",
            Self::Unknown => "待定",
            Self::Near => "只差一项",
            Self::Gain => "新增符合",
            Self::Lose => "不再符合",
        }
    }

    /// As commands and requests name it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::Unknown => "unknown",
            Self::Near => "near",
            Self::Gain => "gain",
            Self::Lose => "lose",
        }
    }
}

/// The first subjects of a list by name, `limit` of them at most.
///
/// # Errors
/// As [`super::populations`]; where the limit is above [`MAX_PAGE_SIZE`]; where a list of changes is asked for without a reform.
pub fn population_names(
    scope: &AccessScope,
    region: &Region,
    order: &PopulationOrder,
    listing: Listing,
    limit: usize,
    when: When,
) -> Result<PopulationList, Failure> {
    if limit > MAX_PAGE_SIZE {
        let message = format!("一次最多列出 {MAX_PAGE_SIZE} 个主体，收到 {limit}");
        return Err(Failure::new(Code::LimitExceeded, message, "全部名单请下载 list.xlsx").at("limit"));
    }
    let moment = region.moment(when);
    let (population, asked) = super::Asked::with_population(region, Subjects::Lake, order, moment)?;
    let view = ScopedView::new(scope, &population);
    let (run, found) = listed(scope, region, &asked, &view, order, listing, moment)?;
    let rows = found.listed.iter().take(limit).map(|listed| {
        let programme = run.choices[listed.choice].members[listed.member];
        let ids = |conditions: &[u16]| {
            let ids = conditions.iter().filter_map(|at| programme.conditions.get(usize::from(*at)));
            ids.map(|condition| condition.id.clone()).collect()
        };
        ListedSubject {
            id: view.id(listed.subject).to_owned(),
            name: view.name(listed.subject).to_owned(),
            code: view.code(listed.subject).map(ToOwned::to_owned),
            district: district(region, &view, listed.subject, moment),
            example: view.is_example(listed.subject),
            programme: programme.id.clone(),
            status: listed.status.into(),
            before: listed.before.map(Into::into),
            unmet: ids(&listed.unmet),
            unknown: ids(&listed.unknown),
        }
    });
    Ok(PopulationList {
        total: found.listed.len(),
        rows: rows.collect(),
        notice: notice(moment, view.all_sources()),
    })
}
