//! Prints the figures of text files, a line each: `cargo run -p reports --example figures -- FILE…`.

use reports::lexicon::{File, Files};
use reports::{Gazetteer, Lexicon, Text};
use vocabulary::Regions;

#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "an example reads the files that it is given"
)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let content = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/");
    let read = |name: &str| std::fs::read_to_string(format!("{content}{name}"));
    let (words, indicators, laundered, mechanisms) = (
        read("lexicons/report-words.yaml")?,
        read("lexicons/report-indicators.yaml")?,
        read("lexicons/report-laundered.yaml")?,
        read("lexicons/report-mechanisms.yaml")?,
    );
    let file = |text| File { path: "lexicon", text };
    let lexicon = Lexicon::read(Files {
        words: file(&words),
        indicators: file(&indicators),
        laundered: file(&laundered),
        mechanisms: file(&mechanisms),
    })?;
    let regions = Regions::from_csv("regions", &read("regions/gbt2260.csv")?)?;
    let places = Gazetteer::new(&regions, &lexicon.words);
    for path in std::env::args().skip(1) {
        let text = reports::document::text_of(&std::fs::read(&path)?)?;
        let reading = reports::read(&Text::new(&text), &lexicon, &places);
        println!("# {path}: {:?} {:?}", reading.about.report_year, reading.figures.len());
        for figure in reading.figures {
            println!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                figure.indicator,
                figure.place.unwrap_or_default(),
                figure.year.map(|year| year.to_string()).unwrap_or_default(),
                figure.period.unwrap_or_default(),
                figure.op.as_str(),
                figure.value.written(),
                figure.unit,
                figure.quote,
            );
        }
    }
    Ok(())
}
