//! Care of the lake: retirements, damage, backups, a full disk, a read-only directory.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::*;
use crate::Rulings;
use crate::{Severity, restore};

const KIND: &str = "enterprise";

fn at(time: &str) -> Timestamp {
    time.parse().expect("a moment")
}

fn now() -> Timestamp {
    at("2026-01-01T00:00:00Z")
}

fn told(source: &str, time: &str) -> ImportRequest {
    ImportRequest { imported_at: at(time), delivered: None, ..request(source) }
}

/// Names and amounts as a table.
fn firms(rows: &[(&str, u32)]) -> String {
    let mut text = "名称,营业收入[2024]\n".to_owned();
    for (name, amount) in rows {
        text.push_str(&format!("{name},{amount}\n"));
    }
    text
}

fn enter(lake: &Lake, text: &str, request: &ImportRequest) -> String {
    import(lake, text, request).source_id.expect("stored")
}

/// The view of a moment as bytes: Parquet and CSV.
fn exported(lake: &Lake, directory: &Path, known_at: &str) -> Vec<Vec<u8>> {
    let view = lake
        .view(&enterprise(), Clocks { known_at: at(known_at), ..clocks() }, &Rulings::default())
        .expect("a view");
    let write = |name: &str| {
        let path = directory.join(name);
        view.write(&path, &crate::Selection::default()).expect("written");
        std::fs::read(&path).expect("bytes")
    };
    ["v.parquet", "v.csv"].map(write).to_vec()
}

fn names(lake: &Lake, known_at: &str) -> Vec<String> {
    let view = lake
        .view(&enterprise(), Clocks { known_at: at(known_at), ..clocks() }, &Rulings::default())
        .expect("a view");
    (0..view.len()).map(|subject| view.name(subject).to_owned()).collect()
}

fn table_of(lake: &Lake, id: &str) -> PathBuf {
    lake.directory().join("sources").join(id).join("table.parquet")
}

fn flip(path: &Path, at: usize) {
    let mut bytes = std::fs::read(path).expect("bytes");
    bytes[at] ^= 1;
    std::fs::write(path, bytes).expect("written");
}

#[test]
fn a_past_view_is_the_same_bytes_after_later_imports_and_retirements() {
    let (directory, lake) = super::lake_in();
    let first = enter(&lake, &firms(&[("甲", 1), ("乙", 2)]), &told("统计局", "2025-01-01T00:00:00Z"));
    enter(&lake, &firms(&[("甲", 3), ("丙", 4)]), &told("税务局", "2025-02-01T00:00:00Z"));
    let moments = ["2025-01-15T00:00:00Z", "2025-02-15T00:00:00Z"];
    let before = moments.map(|moment| exported(&lake, directory.path(), moment));
    lake.retire(&first, "单位填错", "测试员", at("2025-03-01T00:00:00Z")).expect("retired");
    let replacing = ImportRequest {
        replaces: vec![lake.sources().expect("two")[1].id.clone()],
        ..told("税务局更正", "2025-04-01T00:00:00Z")
    };
    enter(&lake, &firms(&[("丁", 5)]), &replacing);
    enter(&lake, &firms(&[("戊", 6)]), &told("商务局", "2025-05-01T00:00:00Z"));
    // A program that has seen nothing of this.
    let again = Lake::open(lake.directory()).expect("a lake");
    assert_eq!(moments.map(|moment| exported(&again, directory.path(), moment)), before);
    let sorted = |moment| {
        let mut names = names(&again, moment);
        names.sort();
        names
    };
    assert_eq!(sorted("2025-03-01T00:00:00Z"), ["丙", "甲"], "retired from that very moment on");
    assert_eq!(sorted("2025-04-01T00:00:00Z"), ["丁"], "replaced in the moment of the import");
    assert_eq!(sorted("2025-06-01T00:00:00Z"), ["丁", "戊"]);
}

#[test]
fn what_is_imported_while_somebody_looks_does_not_change_what_they_saw() {
    let (_directory, lake) = super::lake_in();
    let lake = lake.with_clock(|| at("2025-03-01T00:00:00Z"));
    // The import began in January; its table was in by March.
    enter(&lake, &firms(&[("甲", 1)]), &told("统计局", "2025-01-01T00:00:00Z"));
    assert_eq!(names(&lake, "2025-02-28T00:00:00Z"), [""; 0]);
    assert_eq!(names(&lake, "2025-03-01T00:00:00Z"), ["甲"]);
    // A clock set back enters nothing before what was entered.
    let back = Lake::open(lake.directory()).expect("a lake").with_clock(|| at("2020-01-01T00:00:00Z"));
    enter(&back, &firms(&[("乙", 1)]), &told("税务局", "2020-01-01T00:00:00Z"));
    assert_eq!(names(&back, "2025-02-28T00:00:00Z"), [""; 0]);
}

#[test]
fn a_source_is_retired_once_with_a_reason() {
    let (_directory, lake) = super::lake_in();
    let id = enter(&lake, &firms(&[("甲", 1)]), &told("统计局", "2025-01-01T00:00:00Z"));
    let retire = |id: &str, reason: &str| {
        lake.retire(id, reason, "测试员", at("2025-03-01T00:00:00Z")).map_err(|error| error.to_string())
    };
    assert!(retire(&id, " ").expect_err("no reason").contains("理由是空的"));
    assert!(retire("enterprise-0000000000000000", "x").expect_err("none").contains("没有来源"));
    assert!(retire("../统计局", "x").expect_err("no id").contains("没有来源"));
    let record = retire(&id, "重复").expect("retired");
    assert_eq!((record.reason.as_str(), record.replaced_by), ("重复", None));
    assert!(retire(&id, "再").expect_err("twice").contains("已于 2025-03-01 停用（重复）"));
    let source = &lake.sources().expect("still there")[0];
    assert_eq!(source.retirement.as_ref().map(|record| record.retired_by.as_str()), Some("测试员"));
}

#[test]
fn a_retired_table_comes_back_only_by_name() {
    let (_directory, lake) = super::lake_in();
    let text = firms(&[("甲", 1)]);
    let id = enter(&lake, &text, &told("统计局", "2025-01-01T00:00:00Z"));
    lake.retire(&id, "重复", "测试员", at("2025-03-01T00:00:00Z")).expect("retired");
    let later = told("统计局", "2025-04-01T00:00:00Z");
    let refused = lake.import(&enterprise(), table("表.csv", text.as_bytes()), &later);
    let refused = refused.expect_err("retired").to_string();
    assert!(refused.contains(&format!("--replaces {id}")), "{refused}");
    let again = ImportRequest { replaces: vec![id.clone()], ..later };
    let second = enter(&lake, &text, &again);
    assert_ne!(second, id);
    assert_eq!(names(&lake, "2025-03-15T00:00:00Z"), [""; 0]);
    assert_eq!(names(&lake, "2025-04-01T00:00:00Z"), ["甲"]);
    let same = import(&lake, &text, &again);
    assert_eq!((same.already_imported, same.source_id), (true, Some(second)));
}

#[test]
fn only_a_standing_source_of_the_same_sort_is_replaced() {
    let (_directory, lake) = super::lake_in();
    let id = enter(&lake, &firms(&[("甲", 1)]), &told("统计局", "2025-01-01T00:00:00Z"));
    let patents =
        ImportRequest { list: Some("知识产权".to_owned()), ..told("专利", "2025-01-02T00:00:00Z") };
    let list = enter(&lake, "企业名称,类型\n甲,发明专利\n", &patents);
    let replace = |id: &str| {
        let request =
            ImportRequest { replaces: vec![id.to_owned()], ..told("更正", "2025-02-01T00:00:00Z") };
        lake.import(&enterprise(), table("表.csv", firms(&[("乙", 1)]).as_bytes()), &request)
    };
    assert!(replace(&list).expect_err("a list").to_string().contains("不是同一种"));
    assert!(replace("enterprise-0000000000000000").expect_err("none").to_string().contains("没有来源"));
    lake.retire(&id, "重复", "测试员", at("2025-01-15T00:00:00Z")).expect("retired");
    assert!(replace(&id).expect_err("retired").to_string().contains("不能再被代替"));
    assert_eq!(lake.sources().expect("two").len(), 2, "nothing was stored");
}

#[test]
fn a_kill_between_a_source_and_its_records_replaces_all_the_same() {
    let (_directory, lake) = super::lake_in();
    let old = enter(&lake, &firms(&[("甲", 1)]), &told("统计局", "2025-01-01T00:00:00Z"));
    let replacing = ImportRequest { replaces: vec![old.clone()], ..told("更正", "2025-02-01T00:00:00Z") };
    let new = enter(&lake, &firms(&[("乙", 1)]), &replacing);
    // As a kill right after the renaming of the new source leaves it.
    let record = lake.directory().join("retirements").join(format!("{old}.json"));
    let written = std::fs::read(&record).expect("bytes");
    std::fs::remove_file(&record).expect("removed");
    let ledger = lake.directory().join("ledger.jsonl");
    let first_line =
        std::fs::read_to_string(&ledger).expect("text").lines().next().expect("a line").to_owned();
    std::fs::write(&ledger, format!("{first_line}\n")).expect("written");
    assert_eq!(names(&lake, "2025-02-01T00:00:00Z"), ["乙"]);
    assert_eq!(lake.verify(now()).expect("looked over").problems, []);
    enter(&lake, &firms(&[("丙", 1)]), &told("税务局", "2025-03-01T00:00:00Z"));
    assert_eq!(std::fs::read(&record).expect("completed"), written);
    assert_eq!(std::fs::read_to_string(&ledger).expect("text").lines().count(), 4, "{new} is noted");
}

#[test]
fn a_damaged_source_is_named_and_the_others_stay_usable() {
    for (file, damage) in [
        ("table.parquet", "flip"),
        ("table.parquet", "truncate"),
        ("table.parquet", "remove"),
        ("manifest.json", "flip"),
        ("manifest.json", "truncate"),
        ("manifest.json", "remove"),
        ("rejects.csv", "flip"),
    ] {
        let (_directory, lake) = super::lake_in();
        let text = firms(&[("甲", 1)]);
        let id = enter(&lake, &text, &told("统计局", "2025-01-01T00:00:00Z"));
        enter(&lake, &firms(&[("乙", 2)]), &told("税务局", "2025-02-01T00:00:00Z"));
        let path = lake.directory().join("sources").join(&id).join(file);
        let len = std::fs::metadata(&path).expect("a file").len();
        match damage {
            "flip" => flip(&path, usize::try_from(len).expect("small") / 2),
            "truncate" => {
                let opened = std::fs::OpenOptions::new().write(true).open(&path).expect("a file");
                opened.set_len(len / 2).expect("cut");
            }
            _ => std::fs::remove_file(&path).expect("removed"),
        }
        let lake = Lake::open(lake.directory()).expect("a lake");
        let found = lake.verify(now()).expect("looked over");
        let severity = if damage == "remove" { Severity::Missing } else { Severity::Damaged };
        let problems: Vec<_> = found.problems.iter().map(|own| (own.severity, own.path.clone())).collect();
        assert_eq!(problems, [(severity, path.clone())], "{damage} {file}");
        assert_eq!((found.intact, found.problems[0].source.as_deref()), (1, Some(id.as_str())));
        let view = |known_at| {
            lake.view(&enterprise(), Clocks { known_at: at(known_at), ..clocks() }, &Rulings::default())
        };
        if file == "rejects.csv" {
            assert_eq!(view("2025-03-01T00:00:00Z").expect("no matter").len(), 2);
            continue;
        }
        let error = view("2025-03-01T00:00:00Z").expect_err("damaged").to_string();
        for part in [file, "请从备份恢复", &format!("--replaces {id}"), &format!("retire {id}")] {
            assert!(error.contains(part), "{part}: {error}");
        }
        assert!(view("2024-12-31T00:00:00Z").expect("before it").is_empty());
        // Either mend makes the kind readable again.
        let mended =
            ImportRequest { replaces: vec![id.clone()], ..told("统计局", "2025-04-01T00:00:00Z") };
        enter(&lake, &text, &mended);
        assert_eq!(view("2025-05-01T00:00:00Z").expect("mended").len(), 2);
        assert!(view("2025-03-01T00:00:00Z").is_err(), "the past still rests on the damaged one");
    }
}

#[test]
fn a_damaged_source_stops_only_its_own_kind() {
    let (_directory, lake) = super::lake_in();
    let id = enter(&lake, &firms(&[("甲", 1)]), &told("统计局", "2025-01-01T00:00:00Z"));
    std::fs::write(lake.directory().join("sources").join(&id).join("manifest.json"), "{").expect("written");
    let other =
        Kind::from_yaml("institution.yaml", include_str!("../../../../content/kinds/institution.yaml"))
            .expect("shipped kind");
    assert!(lake.view(&other, clocks(), &Rulings::default()).expect("another kind").is_empty());
    let (sources, damaged) = lake.readable_sources().expect("listed");
    assert_eq!((sources.len(), damaged.len(), damaged[0].id.as_str()), (0, 1, id.as_str()));
    lake.retire(&id, "已损坏", "测试员", at("2025-03-01T00:00:00Z")).expect("retired without its manifest");
    assert!(lake.view(&enterprise(), clocks(), &Rulings::default()).expect("usable again").is_empty());
}

#[test]
fn what_was_entered_and_is_gone_is_missed() {
    let (_directory, lake) = super::lake_in();
    let id = enter(&lake, &firms(&[("甲", 1)]), &told("统计局", "2025-01-01T00:00:00Z"));
    enter(&lake, &firms(&[("乙", 1)]), &told("税务局", "2025-01-01T00:00:00Z"));
    let gone = lake.directory().join("sources").join(&id);
    std::fs::remove_dir_all(&gone).expect("removed");
    std::fs::create_dir_all(lake.directory().join("staging/import-dead")).expect("a directory");
    std::fs::write(lake.directory().join("sources/笔记.txt"), "").expect("a file");
    let found = lake.verify(now()).expect("looked over");
    let problems: Vec<_> = found.problems.iter().map(|own| (own.severity, own.path.clone())).collect();
    let leftovers = ["sources/笔记.txt", "staging/import-dead"]
        .map(|path| (Severity::Leftover, lake.directory().join(path)));
    assert_eq!(problems[0], (Severity::Missing, gone));
    assert_eq!(problems[1..], leftovers);
    // While somebody imports, their staging is none.
    let _held = crate::disk::lock(&lake.directory().join("lock")).expect("free");
    assert_eq!(lake.verify(now()).expect("looked over").problems.len(), 2);
}

#[test]
fn a_backup_comes_back_whole() {
    for name in ["备份.tar.zst", "备份"] {
        let (directory, lake) = super::lake_in();
        let id = enter(&lake, &firms(&[("甲", 1)]), &told("统计局", "2025-01-01T00:00:00Z"));
        let content = lake.directory().join("content/kinds");
        std::fs::create_dir_all(&content).expect("a directory");
        std::fs::write(content.join("自己.yaml"), "id: x").expect("a file");
        std::fs::create_dir_all(lake.directory().join("staging/import-dead")).expect("a directory");
        let out = directory.path().join(name);
        let made = lake.backup(&out, now()).expect("a backup");
        assert_eq!((made.sources, made.damaged.len()), (1, 0));
        assert!(lake.backup(&out, now()).expect_err("there already").to_string().contains("已经存在"));
        let inside = lake.directory().join("x.tar.zst");
        assert!(lake.backup(&inside, now()).expect_err("inside").to_string().contains("不能放在数据目录里"));
        lake.retire(&id, "后来", "测试员", at("2025-06-01T00:00:00Z")).expect("retired");
        let to = directory.path().join("新");
        restore(&out, &to).expect("restored");
        let restored = Lake::open(&to).expect("a lake");
        assert_eq!(restored.verify(now()).expect("looked over").problems, []);
        assert_eq!(names(&restored, "2025-07-01T00:00:00Z"), ["甲"], "retired after the backup");
        assert_eq!(std::fs::read_to_string(to.join("content/kinds/自己.yaml")).expect("text"), "id: x");
        assert!(!to.join("staging").exists() && !to.join("backup.json").exists());
        assert!(restore(&out, &to).expect_err("not empty").to_string().contains("已经有内容"));
        let left: Vec<_> = std::fs::read_dir(directory.path()).expect("a directory").collect();
        assert_eq!(left.len(), 3, "lake, backup, restored directory, and nothing temporary: {left:?}");
    }
}

#[test]
fn a_backup_that_is_not_whole_restores_nothing() {
    let (directory, lake) = super::lake_in();
    let id = enter(&lake, &firms(&[("甲", 1)]), &told("统计局", "2025-01-01T00:00:00Z"));
    let out = directory.path().join("备份.tar.zst");
    lake.backup(&out, now()).expect("a backup");
    let good = std::fs::read(&out).expect("bytes");
    let to = directory.path().join("新");
    for broken in
        [good[..good.len() / 2].to_vec(), good[..good.len() - 1].to_vec(), b"zip".to_vec(), Vec::new()]
    {
        std::fs::write(&out, &broken).expect("written");
        let error = restore(&out, &to).expect_err("broken").to_string();
        assert!(error.contains("不是完好的备份") && error.contains("备份.tar.zst"), "{error}");
        assert!(!to.exists());
    }
    for at in [good.len() / 3, good.len() / 2, good.len() - 9] {
        let mut flipped = good.clone();
        flipped[at] ^= 0x10;
        std::fs::write(&out, &flipped).expect("written");
        assert!(restore(&out, &to).is_err(), "a flipped bit at {at}");
        assert!(!to.exists());
    }
    let plain = directory.path().join("备份");
    lake.backup(&plain, now()).expect("a backup");
    flip(&plain.join("sources").join(&id).join("table.parquet"), 20);
    let error = restore(&plain, &to).expect_err("flipped").to_string();
    assert!(error.contains("table.parquet") && !to.exists(), "{error}");
}

#[test]
fn a_backup_of_a_damaged_lake_says_so() {
    let (directory, lake) = super::lake_in();
    let id = enter(&lake, &firms(&[("甲", 1)]), &told("统计局", "2025-01-01T00:00:00Z"));
    flip(&table_of(&lake, &id), 20);
    let made = lake.backup(&directory.path().join("备份.tar.zst"), now()).expect("a backup");
    assert_eq!(made.damaged, [table_of(&lake, &id)]);
}

#[test]
fn an_archive_that_leads_outside_is_refused() {
    let directory = tempfile::tempdir().expect("a directory");
    let out = directory.path().join("坏.tar.zst");
    let file = std::fs::File::create(&out).expect("a file");
    let mut tar = tar::Builder::new(zstd::Encoder::new(file, 1).expect("an encoder"));
    let mut header = tar::Header::new_gnu();
    header.set_size(1);
    header.as_mut_bytes()[..9].copy_from_slice(b"../escape");
    header.set_cksum();
    tar.append(&header, &b"x"[..]).expect("written");
    tar.into_inner().expect("an encoder").finish().expect("finished");
    let error = restore(&out, &directory.path().join("新")).expect_err("outside").to_string();
    assert!(error.contains("不合规"), "{error}");
}

#[test]
fn backups_while_others_import_are_consistent() {
    let (directory, lake) = super::lake_in();
    enter(&lake, &firms(&[("零", 1)]), &told("零", "2025-01-01T00:00:00Z"));
    std::thread::scope(|threads| {
        let importing = threads.spawn(|| {
            for round in 0..20 {
                let name = format!("来源{round}");
                enter(&lake, &firms(&[(&name, 1)]), &told(&name, "2025-01-01T00:00:00Z"));
            }
        });
        for round in 0..6 {
            let out = directory.path().join(format!("{round}.tar.zst"));
            let made = lake.backup(&out, now()).expect("a backup");
            let to = directory.path().join(format!("新{round}"));
            assert_eq!(restore(&out, &to).expect("restored").sources, made.sources);
            let found = Lake::open(&to).expect("a lake").verify(now()).expect("looked over");
            assert_eq!((found.problems, found.intact), (Vec::new(), made.sources));
        }
        importing.join().expect("imported");
    });
    assert_eq!(lake.sources().expect("all").len(), 21);
}

/// A small file system in memory, where this user may mount one.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path, options: &str) -> Option<Self> {
        std::fs::create_dir_all(at).expect("a directory");
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(at)
            .stderr(std::process::Stdio::null())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self(at.to_owned()));
        }
        eprintln!("skipped: this user may not mount a file system in memory");
        None
    }

    fn remount(&self, options: &str) {
        let done = std::process::Command::new("mount").args(["-o", options]).arg(&self.0).status();
        assert!(done.expect("mount").success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let directory = tempfile::tempdir().expect("a directory");
    let Some(disk) = SmallDisk::mount(&directory.path().join("小"), "size=192k") else { return };
    let lake = Lake::open(&disk.0.join("lake")).expect("a lake");
    enter(&lake, &firms(&[("甲", 1)]), &told("统计局", "2025-01-01T00:00:00Z"));
    let large: Vec<String> = (0..20_000).map(|row| format!("企业{row}号{}", row * 7919 % 10_007)).collect();
    let large: Vec<(&str, u32)> = large.iter().map(|name| (name.as_str(), 1)).collect();
    let refused = lake.import(
        &enterprise(),
        table("大.csv", firms(&large).as_bytes()),
        &told("税务局", "2025-02-01T00:00:00Z"),
    );
    let refused = refused.expect_err("full").to_string();
    assert!(refused.contains("磁盘已满") && refused.contains("此前的数据没有变化"), "{refused}");
    assert_eq!(names(&lake, "2025-03-01T00:00:00Z"), ["甲"]);
    assert_eq!(lake.verify(now()).expect("looked over").problems, [], "nothing is left over either");
    // There is room again once the failed import is gone.
    enter(&lake, &firms(&[("乙", 1)]), &told("商务局", "2025-04-01T00:00:00Z"));
    std::fs::write(disk.0.join("填充"), vec![0; 100 << 10]).expect("room for most of it");
    let backup = lake.backup(&disk.0.join("备份.tar.zst"), now());
    if let Err(error) = backup {
        assert!(error.to_string().contains("磁盘已满"), "{error}");
        assert!(!disk.0.join("备份.tar.zst").exists());
    }
}

#[test]
fn a_read_only_directory_is_read_and_never_written() {
    let directory = tempfile::tempdir().expect("a directory");
    let Some(disk) = SmallDisk::mount(&directory.path().join("只读"), "size=4m") else { return };
    let lake = Lake::open(&disk.0.join("lake")).expect("a lake");
    let id = enter(&lake, &firms(&[("甲", 1)]), &told("统计局", "2025-01-01T00:00:00Z"));
    disk.remount("remount,ro");
    let lake = Lake::open(lake.directory()).expect("a lake");
    assert_eq!(names(&lake, "2025-03-01T00:00:00Z"), ["甲"]);
    assert_eq!(lake.verify(now()).expect("looked over").problems, []);
    lake.backup(&directory.path().join("备份.tar.zst"), now()).expect("a backup elsewhere");
    let other = firms(&[("乙", 1)]);
    let import = lake.import(
        &enterprise(),
        table("表.csv", other.as_bytes()),
        &told("税务局", "2025-02-01T00:00:00Z"),
    );
    let retire = lake.retire(&id, "重复", "测试员", now());
    for error in [import.expect_err("read-only").to_string(), retire.expect_err("read-only").to_string()] {
        assert!(error.contains("只读") && error.contains("lock"), "{error}");
    }
    assert_eq!(KIND, lake.sources().expect("one")[0].kind);
}
