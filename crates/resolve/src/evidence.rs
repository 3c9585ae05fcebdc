//! The columns that are compared: normalised, each distinct value once, both tables in one row space (left rows first).

use rustc_hash::FxHashMap;

use crate::compare::Compare;
use crate::compare::codes::Codes;
use crate::compare::dates::Dates;
use crate::compare::numbers::Numbers;
use crate::compare::phrases::Phrases;
use crate::compare::titles::Titles;
use crate::compare::words::Words;
use crate::error::ResolveError;
use crate::limits::{MAX_COMPARISONS, MAX_ROWS};
use crate::normal::text::squash;
use crate::normal::{codes, dates};
use crate::roles::suggest;
use crate::settings::{Role, Settings};
use crate::table::{MISSING, Table};

/// Level of a pair of which one value is missing.
pub(crate) const NO_EVIDENCE: u8 = 15;

/// One column (or set of columns) as evidence.
pub(crate) struct Comparison {
    /// Heading for people.
    pub(crate) heading: String,
    pub(crate) role: Role,
    /// Per row, which value.
    pub(crate) codes: Vec<u32>,
    /// Normalised values.
    pub(crate) values: Vec<Box<str>>,
    /// Rows that have each value, of the left and of the right table.
    pub(crate) counts: Vec<[u32; 2]>,
    pub(crate) compare: Box<dyn Compare>,
    /// Two columns whose values people swap.
    pub(crate) swap: Option<Swap>,
}

/// The other column of a swap and, for each value of this one, its code there.
pub(crate) struct Swap {
    pub(crate) other: usize,
    codes: Vec<u32>,
}

/// All evidence of a run.
pub(crate) struct Evidence {
    pub(crate) comparisons: Vec<Comparison>,
    /// Rows of the left table; rows from here on are of the right one.
    pub(crate) left: u32,
    /// Rows of both.
    pub(crate) rows: u32,
    /// Whether two tables are linked.
    pub(crate) linking: bool,
}

impl Comparison {
    /// Levels without the one for swapped columns.
    pub(crate) fn plain_levels(&self) -> usize {
        self.compare.levels().len()
    }

    /// All levels.
    pub(crate) fn levels(&self) -> usize {
        self.plain_levels() + usize::from(self.swap.is_some())
    }

    pub(crate) fn level_name(&self, level: u8) -> &'static str {
        match self.compare.levels().get(level as usize) {
            Some(name) => name,
            None if level == NO_EVIDENCE => "缺失",
            None => "与另一列互换",
        }
    }
}

impl Evidence {
    /// Prepares the columns of one table (dedupe) or two (link).
    pub(crate) fn new(
        left: &Table,
        right: Option<&Table>,
        settings: &Settings,
    ) -> Result<Self, ResolveError> {
        let tables: Vec<&Table> = std::iter::once(left).chain(right).collect();
        let rows: usize = tables.iter().map(|table| table.len()).sum();
        let too_many = || ResolveError::TooManyRows { found: rows, most: MAX_ROWS };
        if rows > MAX_ROWS {
            return Err(too_many());
        }
        let number = |n: usize| u32::try_from(n).map_err(|_| too_many());
        let groups = columns(&tables, settings)?;
        let mut comparisons: Vec<Comparison> =
            groups.into_iter().filter_map(|group| comparison(&tables, group, settings)).collect();
        if comparisons.is_empty() {
            return Err(ResolveError::NoEvidence {
                reason: "没有两表共有、且有内容的列".to_owned()
            });
        }
        // More columns than levels can be packed: those with the most distinct values tell most.
        comparisons.sort_by_key(|c| std::cmp::Reverse(c.values.len()));
        comparisons.truncate(MAX_COMPARISONS);
        find_swaps(&mut comparisons);
        Ok(Self { comparisons, left: number(left.len())?, rows: number(rows)?, linking: right.is_some() })
    }

    /// Pairs of rows that could be the same.
    pub(crate) fn possible_pairs(&self) -> f64 {
        let (rows, left) = (f64::from(self.rows), f64::from(self.left));
        if self.linking { left * (rows - left) } else { rows * (rows - 1.0) / 2.0 }
    }

    /// Levels of a pair of rows.
    pub(crate) fn levels(&self, a: u32, b: u32) -> Vec<u8> {
        (0..self.comparisons.len()).map(|at| self.level(at, a, b)).collect()
    }

    /// Levels of a pair of rows, four bits each; the first comparison lowest.
    pub(crate) fn packed(&self, a: u32, b: u32) -> u128 {
        (0..self.comparisons.len())
            .fold(0, |packed, at| packed | u128::from(self.level(at, a, b)) << (4 * at))
    }

    /// Level of one comparison for a pair of rows; [`NO_EVIDENCE`] where a value is missing.
    pub(crate) fn level(&self, at: usize, a: u32, b: u32) -> u8 {
        let comparison = &self.comparisons[at];
        let (x, y) = (comparison.codes[a as usize], comparison.codes[b as usize]);
        if x == y && x != MISSING {
            return 0;
        }
        if let Some(swap) = &comparison.swap
            && self.swapped(at, swap, a, b)
        {
            // The evidence of both columns is counted once, with the first of them.
            return if at < swap.other {
                u8::try_from(comparison.plain_levels()).unwrap_or(NO_EVIDENCE)
            } else {
                NO_EVIDENCE
            };
        }
        if x == MISSING || y == MISSING { NO_EVIDENCE } else { comparison.compare.level(x, y) }
    }

    /// Whether the values of two columns stand crosswise; a missing one contradicts nothing if the other pair agrees.
    fn swapped(&self, at: usize, swap: &Swap, a: u32, b: u32) -> bool {
        let (here, there) = (&self.comparisons[at].codes, &self.comparisons[swap.other].codes);
        let code = |value: u32| swap.codes.get(value as usize).copied().unwrap_or(MISSING);
        let one = (here[a as usize], there[b as usize]);
        let two = (here[b as usize], there[a as usize]);
        let agrees = |(x, y): (u32, u32)| x != MISSING && y != MISSING && code(x) == y;
        let open = |(x, y): (u32, u32)| x == MISSING || y == MISSING;
        // Where the other column agrees with itself nothing was swapped.
        (agrees(one) && (agrees(two) || open(two)) || agrees(two) && open(one))
            && there[a as usize] != there[b as usize]
    }
}

/// Columns of one comparison: for each table, which.
struct Group {
    heading: String,
    role: Role,
    columns: Vec<Vec<usize>>,
}

fn columns(tables: &[&Table], settings: &Settings) -> Result<Vec<Group>, ResolveError> {
    for (column, _) in &settings.roles {
        if tables.iter().all(|table| table.find(column).is_none()) {
            let known = tables.iter().flat_map(|table| table.columns().map(str::to_owned)).collect();
            return Err(ResolveError::NoSuchColumn { column: column.clone(), known });
        }
    }
    let stated =
        |name: &str| settings.roles.iter().rev().find(|(column, _)| column == name).map(|(_, role)| *role);
    let role = |table: &Table, at: usize| {
        let name = &*table.column(at).name;
        stated(name).unwrap_or_else(|| suggest(table, at))
    };
    let first = tables[0];
    let roles: Vec<Vec<Role>> =
        tables.iter().map(|table| (0..table.columns().count()).map(|at| role(table, at)).collect()).collect();
    let mut groups = Vec::new();
    let names: Vec<Vec<usize>> = roles.iter().map(|roles| positions(roles, Role::OrganisationName)).collect();
    if names.iter().all(|columns| !columns.is_empty()) {
        let heading = names[0].iter().map(|at| &*first.column(*at).name).collect::<Vec<_>>().join("、");
        groups.push(Group { heading, role: Role::OrganisationName, columns: names });
    }
    for (at, role) in roles[0].iter().enumerate() {
        if matches!(role, Role::Ignore | Role::OrganisationName) {
            continue;
        }
        let name = &first.column(at).name;
        let mut columns = vec![vec![at]];
        if let Some(second) = tables.get(1) {
            // The column of the same heading, else the only one of the same role.
            let alone = || match (&positions(&roles[0], *role)[..], &positions(&roles[1], *role)[..]) {
                ([_], [only]) => Some(*only),
                _ => None,
            };
            let same = second
                .find(name)
                .filter(|at| !matches!(roles[1][*at], Role::Ignore | Role::OrganisationName));
            let Some(other) = same.or_else(alone) else { continue };
            columns.push(vec![other]);
        }
        groups.push(Group { heading: name.to_string(), role: *role, columns });
    }
    Ok(groups)
}

fn positions(roles: &[Role], role: Role) -> Vec<usize> {
    roles.iter().enumerate().filter(|(_, found)| **found == role).map(|(at, _)| at).collect()
}

/// Encodes the values of a group; `None` where nothing is left to compare.
fn comparison(tables: &[&Table], group: Group, settings: &Settings) -> Option<Comparison> {
    let mut dictionary: FxHashMap<Box<str>, u32> = FxHashMap::default();
    let mut values: Vec<Box<str>> = Vec::new();
    let mut encode = |text: Option<String>| match text {
        None => MISSING,
        Some(text) => *dictionary.entry(text.into_boxed_str()).or_insert_with_key(|text| {
            values.push(text.clone());
            u32::try_from(values.len() - 1).unwrap_or(MISSING)
        }),
    };
    let mut rows = Vec::new();
    for (table, columns) in tables.iter().zip(&group.columns) {
        if let [only] = columns[..] {
            let column = table.column(only);
            let map: Vec<u32> = column.texts.iter().map(|text| encode(normal(text, group.role))).collect();
            rows.extend(column.codes.iter().map(|code| map.get(*code as usize).copied().unwrap_or(MISSING)));
        } else {
            for row in 0..table.len() {
                let cells: Vec<&str> = columns.iter().filter_map(|at| table.cell(row, *at)).collect();
                rows.push(encode(if cells.is_empty() {
                    None
                } else {
                    normal(&cells.join("\n"), group.role)
                }));
            }
        }
    }
    let mut counts = vec![[0u32; 2]; values.len()];
    for (row, code) in rows.iter().enumerate().filter(|(_, code)| **code != MISSING) {
        counts[*code as usize][usize::from(row >= tables[0].len())] += 1;
    }
    // A column of one value, or missing on one side, tells nothing.
    let sides = counts.iter().fold([0u64; 2], |sum, n| [sum[0] + u64::from(n[0]), sum[1] + u64::from(n[1])]);
    if values.len() < 2 || sides[0] == 0 || tables.len() == 2 && sides[1] == 0 {
        return None;
    }
    let compare: Box<dyn Compare> = match group.role {
        Role::OrganisationName | Role::Text => Box::new(Titles::new(&values, &settings.gazetteer)),
        Role::CreditCode | Role::Identifier | Role::Code | Role::Phone => Box::new(Codes::new(&values)),
        Role::Date => Box::new(Dates::new(&values)),
        Role::Number => Box::new(Numbers::new(&values)),
        Role::Address => Box::new(Phrases::new(&values)),
        _ => Box::new(Words::new(&values)),
    };
    Some(Comparison {
        heading: group.heading,
        role: group.role,
        codes: rows,
        values,
        counts,
        compare,
        swap: None,
    })
}

/// A value as its role compares it; `None` where nothing is left.
fn normal(text: &str, role: Role) -> Option<String> {
    let normal = match role {
        Role::Ignore => String::new(),
        Role::OrganisationName | Role::Text => text.to_owned(),
        Role::CreditCode => codes::organisation_code(text).unwrap_or_else(|| codes::identifier(text)),
        Role::Identifier | Role::Code => codes::identifier(text),
        Role::Phone => codes::phone(text),
        Role::Website if text.contains('@') => crate::normal::text::fold(text),
        Role::Website => codes::website(text),
        Role::Date => dates::read(text).map_or_else(|| squash(text), dates::Day::digits),
        Role::Number => {
            let plain = crate::normal::text::fold(text).replace([',', ' '], "");
            plain.parse::<f64>().map_or(plain, |number| number.to_string())
        }
        _ => squash(text),
    };
    (!normal.is_empty()).then_some(normal)
}

/// Pairs of columns whose values people put into each other's place.
fn find_swaps(comparisons: &mut [Comparison]) {
    let kin = |a: Role, b: Role| {
        matches!(
            (a, b),
            (Role::GivenName, Role::Surname)
                | (Role::Surname, Role::GivenName)
                | (Role::Address, Role::Address)
        )
    };
    for a in 0..comparisons.len() {
        for b in a + 1..comparisons.len() {
            let free = comparisons[a].swap.is_none() && comparisons[b].swap.is_none();
            if !free || !kin(comparisons[a].role, comparisons[b].role) {
                continue;
            }
            let across = |from: &Comparison, to: &Comparison| -> Vec<u32> {
                let codes: FxHashMap<&str, u32> = to.values.iter().map(|v| &**v).zip(0..).collect();
                from.values.iter().map(|value| codes.get(&**value).copied().unwrap_or(MISSING)).collect()
            };
            let there = across(&comparisons[a], &comparisons[b]);
            let back = across(&comparisons[b], &comparisons[a]);
            comparisons[a].swap = Some(Swap { other: b, codes: there });
            comparisons[b].swap = Some(Swap { other: a, codes: back });
        }
    }
}
