//! A firm as facts: every value that some department told, in the words and types of the vocabulary.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use vocabulary::fact::{Datum, Stated};
use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{Cell, CreditCode, Facts, ListFact, Number, Record};

use crate::account::Account;
use crate::columns::Columns;
use crate::company::Company;
use crate::dice::{Dice, whole};
use crate::names;
use crate::silence::{Department, Silence};

/// 来源 of every generated record.
const SOURCE: &str = "程序生成的示例";
/// 来源许可 of every generated record.
const LICENCE: &str = "示例数据，不描述任何真实主体";

/// Money in 分 as a number of 元, without the general reduction of fractions.
pub(crate) fn money(fen: i64) -> Number {
    let (numerator, denominator) = match fen % 100 {
        0 => (fen / 100, 1),
        rest if rest % 50 == 0 => (fen / 50, 2),
        rest if rest % 25 == 0 => (fen / 25, 4),
        rest if rest % 20 == 0 => (fen / 20, 5),
        rest if rest % 10 == 0 => (fen / 10, 10),
        rest if rest % 5 == 0 => (fen / 5, 20),
        rest if rest % 4 == 0 => (fen / 4, 25),
        rest if rest % 2 == 0 => (fen / 2, 50),
        _ => (fen, 100),
    };
    Number::new_raw(i128::from(numerator), i128::from(denominator))
}

/// Words that many firms share, kept once.
#[derive(Default)]
pub(crate) struct Words(HashMap<&'static str, Arc<str>>);

impl Words {
    fn get(&mut self, word: &'static str) -> Datum {
        Datum::Text(Arc::clone(self.0.entry(word).or_insert_with(|| Arc::from(word))))
    }
}

/// Writes one firm.
pub(crate) struct Writer<'a> {
    pub(crate) columns: &'a Columns,
    pub(crate) words: &'a mut Words,
    pub(crate) dice: &'a mut Dice,
    pub(crate) silence: Silence,
    pub(crate) facts: Facts,
}

impl Writer<'_> {
    /// Everything that is told about `company`.
    pub(crate) fn write(
        mut self,
        company: &Company,
        code: Option<CreditCode>,
        district: &Arc<str>,
        city: &str,
    ) -> Facts {
        self.identity(company, code, district, city);
        self.accounts(company);
        self.conduct(company);
        self.market(company);
        self.judgements(company);
        self.rights(company);
        self.lists(company);
        self.facts
    }

    fn plain(&mut self, id: AttributeId, datum: Datum) {
        self.facts.set_plain(id, Cell::known(datum));
    }

    fn word(&mut self, id: AttributeId, word: &'static str) {
        let datum = self.words.get(word);
        self.plain(id, datum);
    }

    /// A yes-or-no that a department may not tell; true in `per_mille` of 1000 firms.
    fn flag(&mut self, id: AttributeId, department: Department, per_mille: u32) {
        let (told, value) = (self.silence.tells(self.dice, department), self.dice.chance(per_mille));
        if told {
            self.plain(id, Datum::Bool(value));
        }
    }

    fn identity(&mut self, company: &Company, code: Option<CreditCode>, district: &Arc<str>, city: &str) {
        let columns = self.columns;
        let (first, second) = (self.dice.below(400), self.dice.below(400));
        let name = names::compose(first, second, company.industry.word, city, company.number);
        self.plain(columns.name, Datum::Text(Arc::from(name)));
        if let Some(code) = code {
            self.plain(columns.code, Datum::Text(Arc::from(code.as_str())));
        }
        self.plain(columns.specimen, Datum::Bool(true));
        self.word(columns.source, SOURCE);
        self.word(columns.licence, LICENCE);
        self.plain(columns.born, Datum::Date(company.born));
        self.plain(columns.district, Datum::Text(Arc::clone(district)));
        self.word(columns.industry, company.industry.code);
        self.word(columns.business, company.industry.business);
        self.flag(columns.resident, Department::Conduct, 985);
        self.flag(columns.audited_tax, Department::Conduct, 965);
        if self.silence.tells(self.dice, Department::Conduct) {
            self.word(columns.field, company.industry.field);
        }
        self.flag(columns.strategic, Department::Market, company.industry.strategic);
        self.flag(columns.forbidden, Department::Conduct, 6);
        let able = company.traits.invention > 0.5;
        self.flag(columns.weak_links, Department::Market, if able { 180 } else { 20 });
        self.flag(columns.key_link, Department::Market, if able { 320 } else { 60 });
        self.flag(columns.six_bases, Department::Market, if able { 240 } else { 40 });
    }

    fn accounts(&mut self, company: &Company) {
        let c = self.columns;
        for (index, a) in company.accounts.iter().enumerate() {
            let heads = [
                (c.staff, a.staff, false),
                (c.st_staff, a.st_staff, true),
                (c.rd_staff, a.rd_staff, false),
                (c.graduates, a.graduates, false),
                (c.quarterly_staff, a.quarterly_staff, false),
                (c.juniors, a.juniors, false),
                (c.bachelors, a.bachelors, false),
            ];
            for (id, count, sensitive) in heads {
                self.year(
                    id,
                    Department::People,
                    index,
                    a.year,
                    sensitive,
                    Number::from_integer(count.into()),
                );
            }
            for (id, fen, sensitive) in Self::finance(c, a) {
                self.year(id, Department::Finance, index, a.year, sensitive, money(fen));
            }
            for (id, fen, sensitive) in Self::research(c, a) {
                self.year(id, Department::Research, index, a.year, sensitive, money(fen));
            }
            let conversions = Number::from_integer(a.conversions.into());
            self.year(c.conversions, Department::Research, index, a.year, true, conversions);
        }
    }

    fn finance(c: &Columns, a: &Account) -> [(AttributeId, i64, bool); 15] {
        [
            (c.revenue, a.revenue, false),
            // 销售收入 is main plus other revenue: the whole of 营业收入.
            (c.sales, a.revenue, false),
            (c.main_revenue, a.main_revenue, false),
            (c.total_income, a.total_income, false),
            (c.high_tech_revenue, a.high_tech_revenue, true),
            (c.net_profit, a.net_profit, false),
            (c.taxable_income, a.taxable_income, false),
            (c.cost, a.cost, false),
            (c.transfer_income, a.transfer_income, false),
            (c.investment_income, a.investment_income, false),
            (c.untaxed_income, a.untaxed_income, false),
            (c.average_assets, a.average_assets, false),
            (c.assets, a.assets, false),
            (c.liabilities, a.liabilities, false),
            (c.net_assets, a.net_assets(), false),
        ]
    }

    fn research(c: &Columns, a: &Account) -> [(AttributeId, i64, bool); 9] {
        [
            (c.equity_raised, a.equity_raised, true),
            (c.rd, a.rd, false),
            (c.rd_domestic, a.rd_domestic, true),
            (c.rd_investment, a.rd_investment, false),
            (c.rd_deductible, a.rd_deductible, false),
            (c.rd_other, a.rd_other, false),
            (c.outsourced_domestic, a.outsourced_domestic, false),
            (c.outsourced_foreign, a.outsourced_foreign, false),
            (c.amortisation, a.amortisation, false),
        ]
    }

    fn year(
        &mut self,
        id: AttributeId,
        department: Department,
        index: usize,
        year: i16,
        sensitive: bool,
        number: Number,
    ) {
        if self.silence.tells_year(self.dice, department, index, sensitive) {
            self.facts.set_yearly(id, year, Cell::known(Datum::Number(number)));
        }
    }

    fn conduct(&mut self, company: &Company) {
        let c = self.columns;
        self.flag(c.dishonest_research, Department::Conduct, 1);
        self.flag(c.abnormal, Department::Conduct, 18);
        self.flag(c.dishonest, Department::Conduct, 3);
        self.flag(c.evasion, Department::Conduct, 4);
        if self.silence.tells(self.dice, Department::Research) {
            self.word(c.institute, company.record.institute);
        }
        let able = company.traits.invention > 0.3;
        self.flag(c.joint_institute, Department::Research, if able { 180 } else { 40 });
        self.flag(c.contracts, Department::Research, if able { 300 } else { 90 });
    }

    fn market(&mut self, company: &Company) {
        let c = self.columns;
        let last_year = company.last().map_or(0, |last| last.year);
        let age = i64::from(last_year + 1 - company.born.year());
        let (share, young) = (self.dice.unit(), whole(f64::from(self.dice.below(4))));
        if self.silence.tells(self.dice, Department::Market) {
            let years = (age - young).clamp(0, age);
            self.plain(c.segment_years, Datum::Number(Number::from_integer(years.into())));
        }
        if self.silence.tells(self.dice, Department::Market) {
            // Most firms hold a sliver of their market; the square of a square piles them near nothing.
            let mille = whole(share * share * share * 300.0 + 1.0);
            self.plain(c.market_share, Datum::Number(Number::new(mille.into(), 1000)));
        }
        let good = company.traits.quality > 0.0;
        self.flag(c.own_brand, Department::Market, if good { 720 } else { 430 });
        self.flag(c.core_system, Department::Market, if good { 780 } else { 520 });
        self.flag(c.quality_system, Department::Market, if good { 640 } else { 340 });
        let standards = !company.record.standards.is_empty();
        if self.silence.tells(self.dice, Department::Market) {
            self.plain(c.takes_part, Datum::Bool(standards));
        }
        let level = whole(1.9 + 0.7 * company.traits.quality + 0.4 * self.dice.normal());
        if self.silence.tells(self.dice, Department::Market) {
            self.word(
                c.digital,
                ["一级", "二级", "三级", "四级"][usize::try_from(level.clamp(1, 4) - 1).unwrap_or(0)],
            );
        }
    }

    /// Experts have judged only those that once applied: about the inventive third.
    fn judgements(&mut self, company: &Company) {
        let c = self.columns;
        let applied = company.titles.iter().any(|title| title.name == crate::titles::HIGH_TECH)
            || company.traits.invention > 0.0 && self.dice.chance(250);
        let at = |value: f64| usize::try_from(whole(value).clamp(0, 4)).unwrap_or(2);
        let grade = 1.0 - 0.8 * company.traits.invention;
        let (advancement, support) =
            (at(grade + 0.5 * self.dice.normal()), at(grade + 0.5 * self.dice.normal()));
        let mut score = |of: f64| {
            let share = (0.84 + 0.08 * company.traits.quality + 0.06 * self.dice.normal()).clamp(0.0, 1.0);
            Number::from_integer(whole(of * share).into())
        };
        let scores = [
            (c.score_accounting, score(6.0)),
            (c.score_cooperation, score(6.0)),
            (c.score_incentive, score(4.0)),
            (c.score_talent, score(4.0)),
        ];
        if !applied {
            return;
        }
        self.word(c.advancement, ["高", "较高", "一般", "较低", "无"][advancement]);
        self.word(c.support, ["强", "较强", "一般", "较弱", "无"][support]);
        for (id, number) in scores {
            self.plain(id, Datum::Number(number));
        }
    }

    /// 知识产权: 6 % of firms unknown, one in ten incomplete (some rights missing, so counts are lower bounds).
    fn rights(&mut self, company: &Company) {
        let c = self.columns;
        let lot = self.dice.below(100);
        let (unknown, partial) = (lot < 6, (6..16).contains(&lot) && !company.rights.is_empty());
        let mut items = Vec::with_capacity(company.rights.len());
        for (index, right) in company.rights.iter().enumerate() {
            let (dropped, vague) = (partial && self.dice.chance(350), self.dice.chance(40));
            if dropped {
                continue;
            }
            let yes = |value: bool| Stated::Known(Datum::Bool(value));
            // What a bureau hears least: whether a right earns money, and whether it was used up.
            let told = |value: bool| if vague { Stated::Unknown } else { yes(value) };
            let number = company.number;
            let values = [
                Stated::Known(Datum::Text(Arc::from(format!("示例知识产权 {number:06}-{:02}", index + 1)))),
                Stated::Known(Datum::Text(Arc::from(format!("SL{number:06}{:02}", index + 1)))),
                Stated::Known(self.words.get(right.kind.word())),
                Stated::Known(self.words.get(if right.kind.class_one() { "Ⅰ类" } else { "Ⅱ类" })),
                Stated::Known(self.words.get(right.origin.word())),
                day(right.granted),
                right.acquired.map_or(Stated::Absent, day),
                Stated::Known(Datum::Number(Number::from_integer(right.rank.into()))),
                yes(right.valuable),
                yes(right.valid),
                yes(right.disputed),
                told(right.core),
                yes(right.leading),
                told(right.earning),
                yes(right.applied),
                yes(right.industrial),
                told(right.used),
                yes(right.family),
            ];
            items.push(record(&c.rights, c.rights_width, values));
        }
        if !unknown {
            self.facts.set_list(c.rights_list, ListFact { complete: !partial, items });
        }
    }

    fn lists(&mut self, company: &Company) {
        let c = self.columns;
        let number = |value: i64| Stated::Known(Datum::Number(Number::from_integer(value.into())));
        let mut lists = Vec::with_capacity(4);
        let mut items = Vec::new();
        for title in &company.titles {
            let (name, level) = (self.words.get(title.name), self.words.get(title.level));
            let until = title.to.map_or(Stated::Unknown, day);
            let values = [Stated::Known(name), Stated::Known(level), day(title.from), until];
            items.push(record(&c.titles, c.titles_width, values));
        }
        lists.push((c.titles_list, std::mem::take(&mut items)));
        for (level, kind, year, rank) in &company.record.awards {
            let (level, kind) = (self.words.get(level), self.words.get(kind));
            let values = [Stated::Known(level), Stated::Known(kind), number((*year).into()), number(*rank)];
            items.push(record(&c.awards, c.awards_width, values));
        }
        lists.push((c.awards_list, std::mem::take(&mut items)));
        for (level, year, led, rank) in &company.record.standards {
            let level = Stated::Known(self.words.get(level));
            let values = [level, number((*year).into()), Stated::Known(Datum::Bool(*led)), number(*rank)];
            items.push(record(&c.standards, c.standards_width, values));
        }
        lists.push((c.standards_list, std::mem::take(&mut items)));
        for (kind, grade, on) in &company.record.incidents {
            let (kind, grade) = (self.words.get(kind), self.words.get(grade));
            let values = [Stated::Known(kind), Stated::Known(grade), day(*on)];
            items.push(record(&c.incidents, c.incidents_width, values));
        }
        lists.push((c.incidents_list, items));
        for (id, items) in lists {
            // An empty list that was told is knowledge: none. One that was not told is unknown.
            if self.silence.tells(self.dice, Department::Conduct) {
                self.facts.set_list(id, ListFact { complete: true, items });
            }
        }
    }
}

fn day(date: Date) -> Stated {
    Stated::Known(Datum::Date(date))
}

/// Puts values at their fields, whatever order the kind declares them in.
fn record<const N: usize>(ids: &[FieldId], width: usize, values: [Stated; N]) -> Record {
    let mut fields = vec![Stated::Unknown; width];
    for (id, value) in ids.iter().zip(values) {
        if let Some(slot) = fields.get_mut(usize::from(id.0)) {
            *slot = value;
        }
    }
    Record { fields, provenance: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_reduced_like_any_other_fraction() {
        for fen in (-250..250).chain([123_456_789, -5_000_000_000, 20_000_000_001]) {
            let (fast, slow) = (money(fen), Number::new(fen.into(), 100));
            assert_eq!((fast.numer(), fast.denom()), (slow.numer(), slow.denom()), "{fen}");
        }
    }
}
