//! The shipped content and generated enterprises.

use programmes::Library;
use synthesis::{Generator, Place, Request};
use vocabulary::{Facts, Kind};

pub(crate) fn library() -> (Kind, Library) {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content");
    let read = |path: &str| std::fs::read_to_string(format!("{root}/{path}")).expect("shipped content");
    let folder = std::fs::read_dir(format!("{root}/kinds")).expect("kinds");
    let mut kinds = Vec::new();
    for entry in folder {
        let name = entry.expect("a file").file_name().to_string_lossy().into_owned();
        if name.strip_suffix(".yaml").is_some() {
            kinds.push(Kind::from_yaml(&name, &read(&format!("kinds/{name}"))).expect("a kind"));
        }
    }
    let folder = std::fs::read_dir(format!("{root}/programmes/cn")).expect("the national set");
    let files = folder.map(|entry| {
        let name = entry.expect("a file").file_name().to_string_lossy().into_owned();
        let text = read(&format!("programmes/cn/{name}"));
        (name, text)
    });
    let (library, _) = Library::load(&kinds, files.collect::<Vec<_>>());
    let enterprise = kinds.into_iter().find(|kind| kind.id == "enterprise").expect("enterprises");
    (enterprise, library)
}

pub(crate) fn enterprises(kind: &Kind, count: u64, seed: u64) -> Vec<Facts> {
    let place = |code: &str, name: &str| Place { code: code.to_owned(), name: name.to_owned() };
    let request = Request {
        region: place("330100", "杭州市"),
        districts: vec![place("330106", "西湖区"), place("330108", "滨江区"), place("330110", "余杭区")],
        enterprises: count,
        seed,
        last_year: 2025,
    };
    Generator::new(kind, request).expect("a generator").collect()
}
