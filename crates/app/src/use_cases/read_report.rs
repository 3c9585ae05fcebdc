//! A report that somebody wrote, read back into figures, measures and findings.

use reports::{Amount, Figure, Finding, Measure, Text};
use vocabulary::number::{format_decimal, to_f64};

use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::model::{ProposedMeasure, ReportFinding, ReportReading, StatedFigure, StatedValue, TermLink};
use crate::region::Region;

impl From<reports::DocumentError> for Failure {
    fn from(error: reports::DocumentError) -> Self {
        let code = if error.limit { Code::LimitExceeded } else { Code::InvalidArgument };
        Self::new(code, error.message, error.hint)
    }
}

/// The text of a report's file, the one that offsets count in.
///
/// # Errors
/// Where the file is of no known format, is damaged, or is over a limit.
pub fn report_text(name: &str, bytes: &[u8]) -> Result<String, Failure> {
    reports::document::text_of(bytes).map_err(|error| Failure::from(error).at(name))
}

/// The figures, findings and measures of a report's text; its figures are held against those that the region has confirmed before.
///
/// # Errors
/// Where a lexicon of the content cannot be used, or the lake cannot be read.
pub fn read_report(
    scope: &AccessScope,
    region: &Region,
    text: &str,
    when: When,
) -> Result<ReportReading, Failure> {
    let (lexicon, places) = region.catalogue.report_words.lexicon(&region.catalogue.regions)?;
    let text = Text::new(text);
    let reading = reports::read(&text, lexicon, places);
    let stored = super::report_figures::stored(scope, region, when)?;
    let findings = reports::check(&text, &reading, lexicon, &stored);
    let measures = reports::measures(&text, &reading.figures, lexicon);
    Ok(ReportReading {
        figures: reading.figures.iter().map(stated).collect(),
        findings: findings.into_iter().map(found).collect(),
        measures: measures.into_iter().map(proposed).collect(),
        text: None,
    })
}

fn proposed(measure: Measure) -> ProposedMeasure {
    ProposedMeasure {
        who: measure.who,
        what: measure.what,
        target: measure.target,
        deadline: measure.deadline,
        terms: measure.terms.into_iter().map(|(id, term)| TermLink { id, term }).collect(),
        quote: measure.quote,
        offset: measure.offset,
    }
}

fn found(finding: Finding) -> ReportFinding {
    let rule = reports::lint::RULES.iter().find(|rule| rule.code == finding.code);
    ReportFinding {
        code: finding.code.to_owned(),
        title: rule.map(|rule| rule.summary.to_owned()).unwrap_or_default(),
        quote: finding.quote,
        offset: finding.offset,
        message: finding.message,
        proposal: finding.proposal,
    }
}

fn stated(figure: &Figure) -> StatedFigure {
    StatedFigure {
        indicator: figure.indicator.clone(),
        place: figure.place.clone(),
        year: figure.year,
        period: figure.period.clone(),
        op: figure.op.as_str().to_owned(),
        value: value(&figure.value),
        unit: figure.unit.clone(),
        quote: figure.quote.clone(),
        offset: figure.offset,
    }
}

fn value(amount: &Amount) -> Option<StatedValue> {
    match amount {
        Amount::Unknown => None,
        Amount::Words(words) => Some(StatedValue::Words(words.clone())),
        Amount::Number(number) if number.is_integer() => Some(
            i64::try_from(number.to_integer())
                .map_or_else(|_| StatedValue::Decimal(to_f64(*number)), StatedValue::Whole),
        ),
        // The shortest decimal reads back as the same float.
        Amount::Number(number) => {
            let decimal = format_decimal(*number, 8).parse().unwrap_or_else(|_| to_f64(*number));
            Some(StatedValue::Decimal(decimal))
        }
    }
}
