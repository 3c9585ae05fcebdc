//! Which version stands for whom: a family may mean another version for a review, and the layer of a region may have filled in
//! what the upper one left to it.

use std::collections::BTreeSet;

use programmes::{Library, Programme, SelectError};
use vocabulary::Kind;

use crate::clock::Moment;
use crate::failure::{Code, Failure};
use crate::limits::MAX_PROGRAMMES;
use crate::region::Region;

/// A programme as it was asked for, and every version that it can mean.
#[derive(Clone, Debug)]
pub(super) struct Choice<'r> {
    pub(super) name: String,
    pub(super) members: Vec<&'r Programme>,
    library: &'r Library,
    moment: Moment,
}

impl<'r> Choice<'r> {
    fn new(library: &'r Library, name: &str, moment: Moment) -> Result<Self, SelectError> {
        let mut out = Self { name: name.to_owned(), members: Vec::new(), library, moment };
        let of_name: Vec<&Programme> = library
            .programmes()
            .filter(|programme| programme.family == name || programme.id == name)
            .collect();
        let transitions = of_name.iter().flat_map(|p| p.transition.iter().chain(&p.deferred));
        let purposes: BTreeSet<&str> = transitions.map(|transition| transition.purpose.as_str()).collect();
        let first = library.select_for(name, moment.as_of, None);
        let others =
            purposes.into_iter().map(|purpose| library.select_for(name, moment.as_of, Some(purpose)));
        let selected: Vec<&Programme> = std::iter::once(first.clone()).chain(others).flatten().collect();
        if selected.is_empty() {
            first?;
        }
        for programme in selected {
            let filled = library.filled().filter(|filled| filled.id == programme.id);
            for member in std::iter::once(programme).chain(filled) {
                if !out.members.iter().any(|known| std::ptr::eq(*known, member)) {
                    out.members.push(member);
                }
            }
        }
        Ok(out)
    }

    /// Whether subjects differ in which version stands for them.
    pub(super) fn differs(&self) -> bool {
        self.members.len() > 1
    }

    /// Position of the version for a subject of that purpose and region; `None`: there is none for the purpose.
    pub(super) fn member(&self, purpose: Option<&str>, region: Option<&str>) -> Option<usize> {
        let programme = self.library.select_for(&self.name, self.moment.as_of, purpose).ok()?;
        let here = self.library.localised(programme, region);
        self.members.iter().position(|member| std::ptr::eq(*member, here))
    }
}

/// The programmes that are asked for; all of the kind with a version in force where none is named.
pub(super) fn choices<'r>(
    region: &'r Region,
    kind: &Kind,
    names: &[String],
    moment: Moment,
) -> Result<Vec<Choice<'r>>, Failure> {
    let library = &region.catalogue.library;
    if names.len() > MAX_PROGRAMMES {
        let message = format!("一次最多 {MAX_PROGRAMMES} 项政策，收到 {}", names.len());
        return Err(Failure::new(Code::LimitExceeded, message, "请分几次提交").at("programmes"));
    }
    if names.is_empty() {
        let mut families: Vec<&str> =
            library.programmes().filter(|p| p.kind == kind.id).map(|p| p.family.as_str()).collect();
        families.dedup();
        return Ok(families.iter().filter_map(|family| Choice::new(library, family, moment).ok()).collect());
    }
    names
        .iter()
        .map(|name| {
            let choice = Choice::new(library, name, moment).map_err(|error| {
                let hint = match &error {
                    SelectError::Unknown { .. } => "可用的政策见 kechuang programme list",
                    SelectError::NoneInForce { .. } => "请写明版本，或换一个日期",
                };
                Failure::new(Code::UnknownProgramme, error.to_string(), hint).at("programme")
            })?;
            match choice.members.iter().find(|member| member.kind != kind.id) {
                None => Ok(choice),
                Some(other) => {
                    let message = format!("政策“{}”不适用于{}", other.name, kind.name);
                    let hint = "请选择适用于该类主体的政策";
                    Err(Failure::new(Code::InvalidArgument, message, hint).at("programme"))
                }
            }
        })
        .collect()
}
