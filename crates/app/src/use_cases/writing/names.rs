//! What templates can read: one name, one use-case behind it. Only what a template reads is computed.

use std::cell::OnceCell;

use documents::{Data, Figure, Source, Template};

use super::panel::Panel;
use super::{
    ReportOrder, city, course, enterprises, gaps, index, matters, population, region as place, source,
    subject,
};
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::{Code, Failure};
use crate::model::{DISCLAIMER, LeversInfo, Notice, SensitivityInfo};
use crate::region::{Region, notice};
use crate::settings::Settings;
use crate::use_cases::IndexRun;

/// A name that templates can read.
#[expect(clippy::struct_field_names, reason = "what a template calls it")]
pub(super) struct Name {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    pub(super) data: fn(&Desk<'_>) -> Result<Data, Failure>,
}

/// All of them.
pub(super) const NAMES: [Name; 16] = [
    Name { name: "parameters", what: "模板的参数，按名称", data: parameters },
    Name { name: "notice", what: "性质、评估日、数据最新日期", data: told },
    Name { name: "place", what: "本区域和所在的省", data: place::data },
    Name {
        name: "index", what: "本省在省域创新指数里的得分、位次、把握、各方面、各指标", data: index::data
    },
    Name { name: "course", what: "本省主要指标的历年走势", data: course::data },
    Name { name: "targets", what: "法规和规划写明的目标，走到哪里", data: course::targets },
    Name { name: "gaps", what: "短板，以及管得着它的政策和机制", data: gaps::data },
    Name {
        name: "city", what: "本市的数字，与其他城市能不能比、差多少", data: city::data
    },
    Name {
        name: "enterprises", what: "本区域的主体，以及企业对照施行中的政策", data: enterprises::data
    },
    Name { name: "sources", what: "本区域数据的来源", data: source::data },
    Name { name: "subject", what: "一个主体的事实（要 --subject）", data: subject::profile },
    Name {
        name: "assessments", what: "这个主体对照各项政策（要 --subject）", data: subject::assessments
    },
    Name {
        name: "path", what: "这个主体的培育路径和政策组合（要 --subject）", data: subject::path
    },
    Name {
        name: "population",
        what: "一项政策对照全体主体，改参数会怎样（要 --programme，可 --set）",
        data: population::data,
    },
    Name {
        name: "list", what: "一项政策的名单（要 --programme，可 --list）", data: population::list
    },
    Name {
        name: "matters", what: "督办台账里的事项，到评估日办得怎样", data: matters::data
    },
];

/// What the providers of data work with.
pub(super) struct Desk<'d> {
    pub(super) scope: &'d AccessScope,
    pub(super) region: &'d Region,
    pub(super) order: &'d ReportOrder,
    pub(super) when: When,
    pub(super) moment: Moment,
    pub(super) settings: Settings,
    parameters: Vec<(String, String, bool)>,
    panel: OnceCell<Panel>,
    run: OnceCell<IndexRun>,
    sensitivity: OnceCell<SensitivityInfo>,
    levers: OnceCell<LeversInfo>,
}

impl<'d> Desk<'d> {
    pub(super) fn new(
        scope: &'d AccessScope,
        region: &'d Region,
        order: &'d ReportOrder,
        template: &Template,
        when: When,
    ) -> Result<Self, Failure> {
        let parameters = template.parameters().iter().filter_map(|own| {
            let given =
                order.parameters.iter().rfind(|(name, _)| *name == own.name).map(|(_, value)| value.clone());
            let is_given = given.is_some();
            Some((own.name.clone(), given.or_else(|| own.default.clone())?, is_given))
        });
        let parameters = parameters.collect();
        Ok(Self {
            scope,
            region,
            order,
            when,
            moment: region.moment(when),
            settings: region.settings()?,
            parameters,
            panel: OnceCell::new(),
            run: OnceCell::new(),
            sensitivity: OnceCell::new(),
            levers: OnceCell::new(),
        })
    }

    /// A parameter's value.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, ..)| own == name).map(|(_, value, _)| value.as_str())
    }

    pub(super) fn panel(&self) -> Result<&Panel, Failure> {
        once(&self.panel, || Panel::read(self.region))
    }

    pub(super) fn run(&self) -> Result<&IndexRun, Failure> {
        once(&self.run, || self.panel()?.run())
    }

    pub(super) fn sensitivity(&self) -> Result<&SensitivityInfo, Failure> {
        once(&self.sensitivity, || self.panel()?.sensitivity())
    }

    pub(super) fn levers(&self) -> Result<&LeversInfo, Failure> {
        once(&self.levers, || self.panel()?.levers(&place::province(self)?.0))
    }

    /// The subject that was asked for.
    pub(super) fn subject(&self) -> Result<(&str, &str), Failure> {
        let kind = self.order.kind.as_deref().unwrap_or(crate::content::ENTERPRISE);
        self.order.subject.as_deref().map(|subject| (kind, subject)).ok_or_else(|| {
            let hint = "请用 --subject 写明编号、统一社会信用代码或全称";
            Failure::new(Code::InvalidArgument, "这个模板要知道写的是哪个主体", hint).at("subject")
        })
    }

    /// The programme that was asked for.
    pub(super) fn programme(&self) -> Result<&str, Failure> {
        self.order.programme.as_deref().ok_or_else(|| {
            let hint = "请用 --programme 写明政策，如 cn.hnte";
            Failure::new(Code::InvalidArgument, "这个模板要知道写的是哪项政策", hint).at("programme")
        })
    }

    /// What stands below the title of every document.
    pub(super) fn below(&self) -> Result<Vec<String>, Failure> {
        let notice = self.notice()?;
        let freshest = notice.freshest_data.map_or("未知".to_owned(), chinese_date);
        Ok(vec![
            format!("（草稿，由科创大脑按 {} 的数据写出）", chinese_date(self.moment.as_of)),
            format!("（{DISCLAIMER}；区域数据最新日期：{freshest}）"),
        ])
    }

    fn notice(&self) -> Result<Notice, Failure> {
        Ok(notice(self.moment, self.region.known_sources(self.moment)?.iter()))
    }
}

/// What was computed before, or computed now and kept.
fn once<T>(cell: &OnceCell<T>, make: impl FnOnce() -> Result<T, Failure>) -> Result<&T, Failure> {
    if let Some(value) = cell.get() {
        return Ok(value);
    }
    let made = make()?;
    Ok(cell.get_or_init(|| made))
}

/// 2025年6月30日.
pub(super) fn chinese_date(date: jiff::civil::Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

#[expect(clippy::unnecessary_wraps, reason = "of one shape with the others")]
fn parameters(desk: &Desk<'_>) -> Result<Data, Failure> {
    // What somebody typed on the command line has that as its source.
    let value = |(name, value, given): &(String, String, bool)| {
        let who = if *given { "写这份文稿时给出的参数" } else { "模板写明的默认值" };
        let is_number = value.trim_end_matches('%').parse::<f64>().is_ok();
        let told = if is_number {
            Data::Figure(Figure::words(value.clone(), Source::new(format!("{who}“{name}”"))))
        } else {
            Data::text(value.clone())
        };
        (name.clone(), told)
    };
    Ok(Data::record(desk.parameters.iter().map(value)))
}

fn told(desk: &Desk<'_>) -> Result<Data, Failure> {
    let notice = desk.notice()?;
    Ok(Data::record([
        ("disclaimer", Data::text(notice.disclaimer)),
        ("as_of", Data::text(chinese_date(notice.as_of))),
        ("freshest", Data::maybe(notice.freshest_data.map(chinese_date))),
    ]))
}
