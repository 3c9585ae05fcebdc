//! Judgements: rows of the kind `judgement`, read from its view. One that names an attribute of a subject is followed by assessments;
//! one that is not says why.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use lake::{Judgement, Source, View};
use num_traits::ToPrimitive;
use programmes::Programme;
use vocabulary::fact::{Provenance, Stated};
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Datum, Kind, Number, cell};

/// The kind whose rows are judgements.
pub(crate) const JUDGEMENT: &str = "judgement";

/// A row of the kind, and what it says of the subjects of another kind: a judgement to follow, or why it is only shown.
#[derive(Debug)]
pub(crate) struct Row {
    /// Number of the row's own subject in the view of judgements.
    pub(crate) at: usize,
    /// Whom it is about, as written.
    pub(crate) subject: Arc<str>,
    pub(crate) judgement: Result<Judgement, String>,
}

/// Reads the rows of a view of judgements as judgements of one kind's subjects.
pub(crate) struct Reader<'r> {
    view: &'r View,
    kind: &'r Kind,
    programmes: Vec<&'r Programme>,
    /// By attribute, positions of the programmes that look at it.
    read_by: BTreeMap<AttributeId, Vec<usize>>,
    sources: Vec<Arc<Source>>,
}

impl<'r> Reader<'r> {
    pub(crate) fn new(
        view: &'r View,
        kind: &'r Kind,
        programmes: impl Iterator<Item = &'r Programme>,
    ) -> Self {
        let programmes: Vec<&Programme> = programmes.filter(|programme| programme.kind == kind.id).collect();
        let mut read_by: BTreeMap<AttributeId, Vec<usize>> = BTreeMap::new();
        for (at, programme) in programmes.iter().enumerate() {
            for attribute in programme.attributes() {
                read_by.entry(attribute).or_default().push(at);
            }
        }
        let sources = view.sources().iter().cloned().map(Arc::new).collect();
        Self { view, kind, programmes, read_by, sources }
    }

    /// Every row, the earliest first: of two about the same value the later stands.
    pub(crate) fn rows(&self) -> Vec<Row> {
        let mut order: Vec<usize> = (0..self.view.len()).collect();
        order.sort_by_key(|row| (self.date(*row, "评定日期"), self.view.id(*row)));
        order.into_iter().filter_map(|row| self.row(row)).collect()
    }

    fn row(&self, at: usize) -> Option<Row> {
        let subject: Arc<str> = self.text(at, "主体")?.into();
        let judgement = self.judgement(at, &subject);
        Some(Row { at, subject, judgement })
    }

    /// # Errors
    /// Why assessments do not follow it, in words.
    fn judgement(&self, at: usize, subject: &Arc<str>) -> Result<Judgement, String> {
        let name = self.text(at, "属性").ok_or("没有写明属性，只展示")?;
        let Some((attribute, definition)) = self.kind.attribute(name) else {
            return Err(format!("{}没有属性“{name}”，只展示", self.kind.name));
        };
        if definition.assessor.is_none() {
            return Err(format!("“{name}”不是由人评定的属性，以各部门的数据为准"));
        }
        self.concerns(attribute, name, self.text(at, "政策"))?;
        let (stated, provenance) = self.stated(at, &definition.r#type)?;
        let year = self.year(at);
        if definition.yearly != year.is_some() {
            let wanted = if definition.yearly {
                "按年度，请写明年度"
            } else {
                "不分年度，年度应留空"
            };
            return Err(format!("“{name}”{wanted}"));
        }
        let source = usize::try_from(provenance.source).ok().and_then(|source| self.sources.get(source));
        Ok(Judgement {
            subject: Arc::clone(subject),
            attribute,
            year,
            stated,
            by: self.text(at, "评定者").map(Arc::from),
            on: self.date(at, "评定日期"),
            source: Arc::clone(source.ok_or("不知道出自哪个来源")?),
            row: provenance.row,
        })
    }

    /// A judgement made for one programme must not decide about another.
    fn concerns(&self, attribute: AttributeId, name: &str, programme: Option<&str>) -> Result<(), String> {
        let Some(wanted) = programme else { return Ok(()) };
        let readers = self.read_by.get(&attribute).map(Vec::as_slice).unwrap_or_default();
        let readers: Vec<&Programme> =
            readers.iter().filter_map(|at| self.programmes.get(*at).copied()).collect();
        let (own, others): (Vec<&Programme>, Vec<&Programme>) =
            readers.into_iter().partition(|programme| programme.id == wanted || programme.family == wanted);
        if own.is_empty() {
            return Err(format!("政策“{wanted}”不看“{name}”，或没有这个政策"));
        }
        let families: HashSet<&str> = others.iter().map(|programme| programme.name.as_str()).collect();
        let mut families: Vec<&str> = families.into_iter().collect();
        families.sort_unstable();
        if families.is_empty() {
            return Ok(());
        }
        let others = families.join("、");
        Err(format!("只为“{wanted}”评定，而{others}也看“{name}”；对它们同样有效的，请把政策留空或写族的编号"))
    }

    /// The grade or the points, and where they stand.
    fn stated(&self, at: usize, r#type: &AttributeType) -> Result<(Stated, Provenance), String> {
        if let (Some((low, place)), Some((high, _))) =
            (self.points(at, "得分下限"), self.points(at, "得分上限"))
        {
            if !matches!(r#type, AttributeType::Number(_)) {
                return Err("这个属性不是分数，请把等级写在“结论”".to_owned());
            }
            if high < low {
                return Err("得分上限小于下限".to_owned());
            }
            let datum = if low == high { Datum::Number(low) } else { Datum::Range(low, high) };
            return Ok((Stated::Known(datum), place));
        }
        let text = self.text(at, "结论").ok_or("没有结论，也没有得分的上下限")?;
        let place = self.place(at, "结论").ok_or("不知道出自哪个来源")?;
        match cell::parse(r#type, text, None) {
            Ok(Stated::Unknown) => Err("结论是空的".to_owned()),
            Ok(stated) => Ok((stated, place)),
            Err(error) => Err(format!("结论{error}")),
        }
    }

    fn points(&self, at: usize, name: &str) -> Option<(Number, Provenance)> {
        let (id, _) = self.view.kind().attribute(name)?;
        Some((self.view.number(at, id, None)?, self.place(at, name)?))
    }

    fn year(&self, at: usize) -> Option<i16> {
        let (id, _) = self.view.kind().attribute("年度")?;
        self.view.number(at, id, None).filter(Number::is_integer)?.to_integer().to_i16()
    }

    fn text(&self, at: usize, name: &str) -> Option<&'r str> {
        self.view.text(at, self.view.kind().attribute(name)?.0)
    }

    fn date(&self, at: usize, name: &str) -> Option<Date> {
        self.view.date(at, self.view.kind().attribute(name)?.0)
    }

    fn place(&self, at: usize, name: &str) -> Option<Provenance> {
        self.view.cell(at, self.view.kind().attribute(name)?.0, None).provenance
    }
}
