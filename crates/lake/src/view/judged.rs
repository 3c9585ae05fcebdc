//! Judgements laid over what the tables say: a grade of a subject stands before any table's word for it.
#![expect(clippy::single_match_else, reason = "known and new side by side")]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use vocabulary::fact::Stated;
use vocabulary::kind::AttributeId;
use vocabulary::{Datum, Kind};

use super::who::{Found, Who};
use super::{Held, NO_SOURCE};
use crate::limits::MAX_SOURCES;
use crate::value::{Shape, Value};
use crate::{Judgement, LakeError, Source};

/// Lays judgements over columns; their tables join the sources. One about somebody who is not met, or about a name that several bear,
/// is about nobody. Returns the attributes that it laid something over.
pub(super) fn lay(
    kind: &Kind,
    who: &Who,
    judgements: &[Judgement],
    columns: &mut BTreeMap<(AttributeId, Option<i16>), Held>,
    sources: &mut Vec<Source>,
) -> Result<BTreeSet<AttributeId>, LakeError> {
    let mut judged = BTreeSet::new();
    let mut numbers: HashMap<&str, u16> = HashMap::new();
    for judgement in judgements {
        let Found::One(subject) = who.find(kind, &judgement.subject) else { continue };
        let number = match numbers.get(judgement.source.id.as_str()) {
            Some(number) => *number,
            None => {
                let next = u16::try_from(sources.len()).unwrap_or(NO_SOURCE);
                if sources.len() >= MAX_SOURCES {
                    let message = format!("一个视图最多 {MAX_SOURCES} 个来源，连同评审意见超过了");
                    return Err(LakeError::Request(message));
                }
                sources.push(Source::clone(&judgement.source));
                *numbers.entry(&judgement.source.id).or_insert(next)
            }
        };
        let shape = Shape::of(&kind.get(judgement.attribute).r#type);
        let held = columns
            .entry((judgement.attribute, judgement.year))
            .or_insert_with(|| Held::new(shape, who.ids.len()));
        held.judge(subject, &judgement.stated, shape).map_err(|message| {
            let name = &kind.get(judgement.attribute).name;
            LakeError::Request(format!(
                "来源“{}”第 {} 行的评审意见“{name}”：{message}",
                judgement.source.name, judgement.row
            ))
        })?;
        held.sources[subject] = number;
        held.rows[subject] = judgement.row;
        judged.insert(judgement.attribute);
    }
    Ok(judged)
}

impl Held {
    /// Puts a judgement in the place of a value. A column holds one value a subject: an interval stands beside it.
    fn judge(&mut self, subject: usize, stated: &Stated, shape: Shape) -> Result<(), &'static str> {
        let at = u32::try_from(subject).unwrap_or(u32::MAX);
        if let Stated::Known(Datum::Range(low, high)) = stated {
            self.column.set(subject, &Value::Unknown);
            self.ranges.insert(at, (*low, *high));
            return Ok(());
        }
        let (value, _) = Value::pack(stated.clone(), shape)?;
        self.column.fits(&value).map_err(|_| "与同一列的其他数无法一起精确存放")?;
        self.column.set(subject, &value);
        self.ranges.remove(&at);
        Ok(())
    }
}
