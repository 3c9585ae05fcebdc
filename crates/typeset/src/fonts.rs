//! The fonts of the machine, and which of them stands in for each family of official documents.

use typst_kit::fonts::{FontStore, system};

use crate::TypesetError;

/// What any role falls back to; the first that is there.
const CHINESE: [&str; 8] = [
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Zen Hei",
    "SimSun",
];

/// What a family is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// 小标宋: the title.
    Title,
    /// 黑体: headings of the first level, heads of tables.
    Hei,
    /// 楷体: headings of the second level, remarks.
    Kai,
    /// 仿宋: the text.
    Fang,
    /// 宋体: page numbers and footnotes.
    Song,
}

impl Role {
    fn families(self) -> &'static [&'static str] {
        match self {
            Self::Title => &["FZXiaoBiaoSong-B05S", "方正小标宋简体", "STZhongsong", "华文中宋"],
            Self::Hei => &["SimHei", "黑体", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC"],
            Self::Kai => &["KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "华文楷体"],
            Self::Fang => &["FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "华文仿宋"],
            Self::Song => &["SimSun", "宋体", "NSimSun", "STSong"],
        }
    }
}

/// The fonts of a machine, found once; a file is read when a document uses it.
pub struct Fonts {
    pub(crate) store: FontStore,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fonts")
    }
}

impl Fonts {
    /// Finds the fonts installed on this machine.
    pub fn of_machine() -> Self {
        let mut store = FontStore::new();
        store.extend(system());
        Self { store }
    }

    /// No fonts at all, to see what is said then.
    pub fn none() -> Self {
        Self { store: FontStore::new() }
    }

    fn has(&self, family: &str) -> bool {
        self.store.book().contains_family(&family.to_lowercase())
    }

    /// The families of a role that are there, best first; the last of them has Chinese.
    pub(crate) fn of(&self, role: Role) -> Result<Vec<&'static str>, TypesetError> {
        let fallback = CHINESE.iter().copied().find(|family| self.has(family)).ok_or(TypesetError::NoFont);
        let own = role.families().iter().copied().filter(|family| self.has(family));
        let mut families: Vec<&'static str> = own.collect();
        match fallback {
            Ok(fallback) if !families.contains(&fallback) => families.push(fallback),
            Ok(_) => {}
            // 仿宋 and the like have Chinese themselves.
            Err(error) if families.is_empty() => return Err(error),
            Err(_) => {}
        }
        Ok(families)
    }
}
