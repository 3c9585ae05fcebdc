//! A view file in parts.

use std::path::Path;

use columnar::limits::CHUNK_ROWS;
use columnar::{Batch, Reads};
use proptest::prelude::*;
use vocabulary::facts_file;

use super::*;
use crate::{FileRows, ViewMark, ViewPart, ViewStream, ViewWriter};

/// Firms with so many rights of intellectual property each.
const RIGHTS: [usize; 7] = [2, 0, 0, 1, 3, 0, 1];

fn write(kind: &Kind, path: &Path, firms: impl Iterator<Item = usize>) {
    write_in_groups(kind, path, firms, 3);
}

fn write_in_groups(kind: &Kind, path: &Path, firms: impl Iterator<Item = usize>, group: usize) {
    let mut writer = ViewWriter::create(kind, path).expect("a writer");
    for (at, firm) in firms.enumerate() {
        let rights = vec!["{类型: 发明专利, 权利人排名: 1}"; RIGHTS[firm % RIGHTS.len()]].join(", ");
        let text = format!("名称: 公司{firm}\n职工总数: {{2024: {firm}}}\n知识产权: [{rights}]\n");
        let facts = facts_file::read(kind, &text, date(2025, 1, 1)).expect("facts").facts;
        writer.push(&facts).expect("pushed");
        if at % group == group - 1 {
            // Groups of rows that no part begins with.
            writer.end_chunk().expect("set aside");
        }
    }
    writer.finish().expect("written");
}

fn reads(kind: &Kind) -> Reads {
    let id = |name: &str| kind.attribute(name).expect("an attribute").0;
    let mut reads = Reads::default();
    reads.columns.insert((id("职工总数"), Some(2024)));
    reads.lists.insert(id("知识产权"), [vocabulary::kind::FieldId(0)].into());
    reads
}

/// For each subject how many heads it has, and how many rights.
fn told(kind: &Kind, reads: &Reads, batches: impl Iterator<Item = Batch>) -> Vec<(String, u32)> {
    let (heads, _) = kind.attribute("职工总数").expect("an attribute");
    let mut out = Vec::new();
    for batch in batches {
        let list = batch.lists.values().next().expect("the list");
        assert_eq!(list.offsets.len(), batch.rows + 1);
        assert_eq!(reads.lists.len(), batch.lists.len());
        for row in 0..batch.rows {
            let cells = &batch.columns[&(heads, Some(2024))];
            out.push((format!("{:?}", cells.stated(row)), list.offsets[row + 1] - list.offsets[row]));
        }
    }
    out
}

/// Decoded together, taken chunk by chunk, with groups of rows that begin somewhere else; the list has its subjects read and nothing else.
#[test]
fn more_subjects_than_are_taken_together_come_in_their_order() {
    let (kind, directory) = (enterprise(), tempfile::tempdir().expect("a directory"));
    let path = directory.path().join("企业.parquet");
    let firms = 3 * CHUNK_ROWS + 5;
    write_in_groups(&kind, &path, 0..firms, 5000);
    let mut reads = reads(&kind);
    reads.lists.values_mut().for_each(std::collections::BTreeSet::clear);
    let batches: Vec<Batch> = ViewStream::open(&kind, &path, &reads)
        .expect("a file")
        .map(|batch| batch.expect("a batch"))
        .collect();
    assert!(batches.iter().all(|batch| batch.rows <= CHUNK_ROWS));
    let told = told(&kind, &reads, batches.into_iter());
    assert_eq!(told.len(), firms);
    for (firm, (heads, rights)) in told.into_iter().enumerate() {
        assert!(heads.contains(&firm.to_string()), "{firm}: {heads}");
        assert_eq!(rights as usize, RIGHTS[firm % RIGHTS.len()], "{firm}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// A byte of the subjects or of a list is another: an error or an answer, and never the end of the program.
    #[test]
    fn damaged_files_end_in_an_error_or_an_answer(at in any::<prop::sample::Index>(), byte in any::<u8>(), list in any::<bool>()) {
        let (kind, directory) = (enterprise(), tempfile::tempdir().expect("a directory"));
        let path = directory.path().join("企业.parquet");
        write(&kind, &path, 0..RIGHTS.len());
        let damaged = if list { directory.path().join("企业.知识产权.parquet") } else { path.clone() };
        let mut bytes = std::fs::read(&damaged).expect("bytes");
        let at = at.index(bytes.len());
        bytes[at] = byte;
        std::fs::write(&damaged, bytes).expect("written");
        let reads = reads(&kind);
        if let Ok(stream) = ViewStream::open(&kind, &path, &reads) {
            let _ = stream.take_while(Result::is_ok).count();
        }
        let _ = ViewPart::split(&kind, &path, &reads, 2);
    }
}

#[test]
fn parts_together_are_the_file() {
    let (kind, directory) = (enterprise(), tempfile::tempdir().expect("a directory"));
    let path = directory.path().join("企业.parquet");
    write(&kind, &path, 0..RIGHTS.len());
    let reads = reads(&kind);
    let whole = ViewStream::open(&kind, &path, &reads).expect("a file").map(|batch| batch.expect("a batch"));
    let whole = told(&kind, &reads, whole);
    assert_eq!(whole.len(), RIGHTS.len());
    assert_eq!(whole.iter().map(|(_, rights)| *rights as usize).collect::<Vec<_>>(), RIGHTS);
    for size in [1, 2, 3, 4, 7, 100] {
        let parts = ViewPart::split(&kind, &path, &reads, size).expect("parts");
        assert_eq!(parts.len(), RIGHTS.len().div_ceil(size));
        let mut read = Vec::new();
        for part in &parts {
            let stream = ViewStream::open_part(&kind, &path, &reads, part).expect("a part");
            let own = told(&kind, &reads, stream.map(|batch| batch.expect("a batch")));
            assert_eq!(own.len(), part.subjects.count);
            read.extend(own);
        }
        assert_eq!(read, whole, "{size}");
    }
    let parts = ViewPart::split(&kind, &path, &reads, 4).expect("parts");
    assert_eq!(parts[1].subjects, FileRows { from: 4, count: 3 });
    assert_eq!(parts[1].lists["知识产权"], FileRows { from: 3, count: 4 });
}

#[test]
fn what_does_not_follow_the_order_is_not_cut() {
    let (kind, directory) = (enterprise(), tempfile::tempdir().expect("a directory"));
    let (path, other) = (directory.path().join("甲.parquet"), directory.path().join("乙.parquet"));
    write(&kind, &path, 0..RIGHTS.len());
    write(&kind, &other, (0..RIGHTS.len()).rev());
    let reads = reads(&kind);
    let mark = ViewMark::of(&kind, &path, &reads).expect("a mark");
    assert_eq!(ViewMark::of(&kind, &path, &reads).expect("a mark"), mark);
    assert_ne!(ViewMark::of(&kind, &other, &reads).expect("a mark"), mark);
    std::fs::copy(directory.path().join("乙.知识产权.parquet"), directory.path().join("甲.知识产权.parquet"))
        .expect("copied");
    assert_ne!(ViewMark::of(&kind, &path, &reads).expect("a mark"), mark, "the list is another");
    let error = ViewPart::split(&kind, &path, &reads, 2).expect_err("out of order").to_string();
    assert!(error.contains("次序"), "{error}");
}

#[test]
fn a_subject_that_stands_twice_is_told() {
    let (kind, directory) = (enterprise(), tempfile::tempdir().expect("a directory"));
    let path = directory.path().join("企业.parquet");
    write(&kind, &path, [0, 1, 2, 1].into_iter());
    let error = ViewPart::split(&kind, &path, &reads(&kind), 2).expect_err("twice").to_string();
    assert!(error.contains("两次"), "{error}");
}

#[test]
fn a_subject_that_comes_twice_is_noticed_unless_the_writer_vouches_that_none_does() {
    let (kind, directory) = (enterprise(), tempfile::tempdir().expect("a directory"));
    let reads = reads(&kind);
    let read = |path: &Path| {
        let batches = ViewStream::open(&kind, path, &reads).expect("a file");
        batches
            .map(|batch| batch.map(|batch| batch.rows).map_err(|error| error.to_string()))
            .collect::<Vec<_>>()
    };
    for (vouched, expected) in [(false, Err("主体")), (true, Ok(2))] {
        let path = directory.path().join(format!("{vouched}.parquet"));
        let mut writer = ViewWriter::create(&kind, &path).expect("a writer");
        if vouched {
            writer = writer.distinct();
        }
        let facts = facts_file::read(&kind, "名称: 公司\n", date(2025, 1, 1)).expect("facts").facts;
        (0..2).for_each(|_| writer.push(&facts).expect("pushed"));
        writer.finish().expect("written");
        let found = read(&path);
        match expected {
            Ok(rows) => assert_eq!(found, [Ok(rows)]),
            Err(word) => assert!(found[0].as_ref().is_err_and(|error| error.starts_with(word)), "{found:?}"),
        }
        let split = ViewPart::split(&kind, &path, &reads, 10).map(|parts| parts.len());
        assert_eq!(split.is_ok(), vouched);
    }
}
