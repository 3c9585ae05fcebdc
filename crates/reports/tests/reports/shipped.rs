//! The lexicons and regions that ship, for tests.

use reports::lexicon::{File, Files};
use reports::{Figure, Gazetteer, Lexicon, Text};
use vocabulary::Regions;

pub(crate) struct Shipped {
    pub(crate) lexicon: Lexicon,
    pub(crate) places: Gazetteer,
}

#[expect(clippy::disallowed_methods, reason = "tests read the content that ships")]
fn content(name: &str) -> String {
    std::fs::read_to_string(format!("{}/../../content/{name}", env!("CARGO_MANIFEST_DIR"))).expect("content")
}

impl Shipped {
    pub(crate) fn read() -> Self {
        let texts = ["words", "indicators", "laundered", "mechanisms"]
            .map(|name| content(&format!("lexicons/report-{name}.yaml")));
        let [words, indicators, laundered, mechanisms] =
            [0, 1, 2, 3].map(|at: usize| File { path: "content", text: &texts[at] });
        let lexicon =
            Lexicon::read(Files { words, indicators, laundered, mechanisms }).expect("good lexicons");
        let regions = Regions::from_csv("regions", &content("regions/gbt2260.csv")).expect("good regions");
        let places = Gazetteer::new(&regions, &lexicon.words);
        Self { lexicon, places }
    }

    pub(crate) fn figures(&self, text: &str) -> Vec<Figure> {
        reports::read(&Text::new(text), &self.lexicon, &self.places).figures
    }
}

/// A file of the mission's material; where it is absent the test is skipped and says so.
#[expect(clippy::disallowed_methods, reason = "tests read the mission's material")]
pub(crate) fn shared(name: &str) -> Option<String> {
    let path = format!("{}/../../../shared/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {path} is not there");
    }
    text
}
