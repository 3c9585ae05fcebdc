//! What nobody told us. Departments deliver late or not at all, single cells are empty, lists are incomplete: between a
//! tenth and a fifth of what a firm could say is unknown, so that the product is always seen with unknowns.

use crate::dice::Dice;

/// Who would deliver a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Department {
    People,
    Finance,
    Research,
    Market,
    Conduct,
}

/// Number of departments.
const DEPARTMENTS: usize = 5;

/// Firms of a thousand of which a department says nothing at all.
const WHOLLY_SILENT: [u32; DEPARTMENTS] = [45, 28, 50, 120, 20];
/// Years of a thousand that a department has not delivered.
const YEAR_SILENT: u32 = 40;
/// Cells of a thousand that are empty.
const CELL_SILENT: u32 = 42;
/// Cells of a thousand that are empty where firms are known to leave them so (科技人员, 高新技术产品收入, 境内研发 …).
const SENSITIVE_SILENT: u32 = 95;

/// The silence around one firm.
pub(crate) struct Silence {
    wholly: [bool; DEPARTMENTS],
    /// By department, then by year of the firm's accounts.
    years: [u32; DEPARTMENTS],
    /// Nothing is withheld; for tests that check what stands behind.
    off: bool,
}

impl Silence {
    /// Draws who is silent about a firm.
    pub(crate) fn draw(dice: &mut Dice) -> Self {
        let mut silence = Self { wholly: [false; DEPARTMENTS], years: [0; DEPARTMENTS], off: false };
        for (department, rate) in WHOLLY_SILENT.iter().enumerate() {
            silence.wholly[department] = dice.chance(*rate);
            for year in 0..5 {
                silence.years[department] |= u32::from(dice.chance(YEAR_SILENT)) << year;
            }
        }
        silence
    }

    /// Withholds nothing.
    #[cfg(test)]
    pub(crate) fn none() -> Self {
        Self { wholly: [false; DEPARTMENTS], years: [0; DEPARTMENTS], off: true }
    }

    /// Whether a department's plain fact is told.
    pub(crate) fn tells(&self, dice: &mut Dice, department: Department) -> bool {
        let cell = dice.chance(CELL_SILENT);
        self.off || !(cell || self.wholly[department as usize])
    }

    /// Whether a department's fact of the `index`-th year is told.
    pub(crate) fn tells_year(
        &self,
        dice: &mut Dice,
        department: Department,
        index: usize,
        sensitive: bool,
    ) -> bool {
        let cell = dice.chance(if sensitive { SENSITIVE_SILENT } else { CELL_SILENT });
        let year = self.years[department as usize] >> index & 1 == 1;
        self.off || !(cell || year || self.wholly[department as usize])
    }
}
