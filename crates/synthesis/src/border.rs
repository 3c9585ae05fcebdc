//! Cases that stand on a threshold of a programme, or one 分 or one head beside it: there software goes wrong.

use crate::account::Account;
use crate::dice::Dice;

/// Firms of a thousand that are put on a border.
const ON_A_BORDER: u32 = 60;

/// The border a firm is put on; the flag says which side of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Border {
    /// 科技人员 / 职工 = 10 %, or one head below.
    StStaff(bool),
    /// R&D of three years / sales of three years at the rate of the size class, or one 分 below.
    Intensity(bool),
    /// 高新技术产品收入 / 总收入 = 60 %, or one 分 below.
    HighTech(bool),
    /// Sales of the last year exactly 2 亿元, or one 分 above.
    Sales(bool),
    /// Assets exactly 2 亿元, or one 分 above.
    Assets(bool),
    /// 500 people, or 501.
    Staff(bool),
}

/// 2 亿元 in 分.
pub(crate) const TWO_HUNDRED_MILLION: i64 = 20_000_000_000;
/// 5000 万元 in 分.
pub(crate) const FIFTY_MILLION: i64 = 5_000_000_000;

impl Border {
    /// Mostly none. A border far from the firm's own figures is not taken: its other figures would look odd.
    pub(crate) fn draw(dice: &mut Dice, last: &Account) -> Option<Self> {
        let (drawn, kind, side) = (dice.chance(ON_A_BORDER), dice.below(6), dice.chance(500));
        if !drawn {
            return None;
        }
        let near = |value: i64, target: i64| value > target / 3 && value < target.saturating_mul(3);
        Some(match kind {
            0 if near(last.revenue, TWO_HUNDRED_MILLION) => Self::Sales(side),
            1 if near(last.assets, TWO_HUNDRED_MILLION) => Self::Assets(side),
            2 | 5 if near(last.staff, 500) => Self::Staff(side),
            0 | 3 => Self::Intensity(side),
            1 | 4 => Self::HighTech(side),
            _ => Self::StStaff(side),
        })
    }

    /// Before people are divided and R&D is split.
    pub(crate) fn shape(self, last: &mut Account) {
        match self {
            Self::Sales(over) => last.revenue = TWO_HUNDRED_MILLION + i64::from(over),
            Self::Assets(over) => last.assets = TWO_HUNDRED_MILLION + i64::from(over),
            Self::Staff(over) => last.staff = 500 + i64::from(over),
            // Only a multiple of ten people can have exactly a tenth.
            Self::StStaff(_) => last.staff = (last.staff / 10).max(2) * 10,
            Self::Intensity(_) | Self::HighTech(_) => {}
        }
    }

    /// R&D of the last year that puts three years on the line, given the two before; `None` where there is none.
    pub(crate) fn research(self, earlier: &[Account], last: &Account) -> Option<i64> {
        let Self::Intensity(below) = self else { return None };
        let percent = rate_of(last.revenue);
        let (mut sales, mut spent) = (last.revenue, 0);
        for account in earlier.iter().rev().take(2) {
            sales += account.revenue;
            spent += account.rd;
        }
        // The smallest R&D that reaches the rate, rounded up to a 分.
        let needed = (sales * percent + 99) / 100 - spent - i64::from(below);
        (needed > 0 && needed < last.revenue / 2).then_some(needed)
    }

    /// After the year is closed.
    pub(crate) fn finish(self, last: &mut Account) {
        match self {
            Self::StStaff(below) => {
                last.st_staff = last.staff / 10 - i64::from(below);
                last.rd_staff = last.rd_staff.min(last.st_staff);
            }
            Self::HighTech(below) => {
                let line = (last.total_income * 60 + 99) / 100 - i64::from(below);
                last.high_tech_revenue = line.clamp(0, last.revenue);
            }
            _ => {}
        }
    }
}

/// 国科发火〔2016〕32号 第十一条（五）: the rate, in percent, that a firm of these sales must reach.
pub(crate) fn rate_of(sales: i64) -> i64 {
    if sales <= FIFTY_MILLION {
        5
    } else if sales <= TWO_HUNDRED_MILLION {
        4
    } else {
        3
    }
}
