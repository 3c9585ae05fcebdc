use programmes::AssessContext;
use vocabulary::fact::ListFact;
use vocabulary::{AttributeType, Facts, Kind, Lookup};

use super::assess::{read_facts, select_for, subject, withheld};
use super::convert;
use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::Failure;
use crate::model::AssessmentSet;
use crate::region::Region;

/// Assesses a subject of the lake as if some facts were other ones: what `text` (YAML or JSON, as in a facts file) states stands in
/// place of what is known, records are added to those known. Nothing is stored.
///
/// # Errors
/// Where subject or programme is unknown, or the text cannot be read (each place is told).
pub fn what_if(
    scope: &AccessScope,
    region: &Region,
    (kind, id): (&str, &str),
    text: &str,
    programmes: &[String],
    when: When,
) -> Result<AssessmentSet, Failure> {
    let moment = region.moment(when);
    let of = subject(scope, region, kind, id, moment)?;
    let changed = read_facts(of.kind, text, moment)?;
    let mut facts = of.facts;
    lay_over(of.kind, &mut facts, &changed.facts);
    let chosen = select_for(region, of.kind, programmes, &facts, moment)?;
    let with = AssessContext::typed_in(moment.as_of, &of.reference.name);
    let assess = |programme: &&programmes::Programme| {
        convert::assessment(programme, moment.as_of, programmes::assess(programme, &facts, &with))
    };
    let answers: Vec<_> = chosen.iter().map(assess).collect();
    Ok(AssessmentSet {
        subject: of.reference,
        withheld: withheld(scope, of.kind, &answers),
        answers,
        notice: of.notice,
    })
}

fn lay_over(kind: &Kind, facts: &mut Facts, changed: &Facts) {
    for (id, attribute) in kind.iter().filter(|(id, _)| changed.has(*id)) {
        if attribute.yearly {
            for (year, cell) in changed.years(id) {
                facts.set_yearly(id, year, cell.clone());
            }
        } else if let (AttributeType::List(_), Some(added)) = (&attribute.r#type, changed.list(id)) {
            let known = facts.list(id).cloned();
            let list = known.map_or_else(
                || ListFact { complete: false, ..added.clone() },
                |mut known| {
                    known.items.extend(added.items.iter().cloned());
                    known
                },
            );
            facts.set_list(id, list);
        } else if !matches!(changed.plain(id), Lookup::Unknown) {
            facts.copy_attribute(id, changed);
        }
    }
}
