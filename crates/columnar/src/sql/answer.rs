//! The whole statement: facts, records, steps, cases of an amount, and what is answered of each subject.

use super::dialect::Rows;
use super::fragment::{Chain, Sql};
use super::number::{Fraction, Int, Num};
use super::table::SUBJECT;
use super::writer::{Beyond, Val, Writer};
use crate::limits::MAX_OPEN_JUDGEMENTS;
use crate::plan::graph::NodeId;
use crate::plan::{AmountRoots, CaseRoots, Roots};
use language::Truth;

/// Numbers of scorecards are told with so many parts of one.
const POINTS: i128 = 100_000_000;

impl Writer<'_> {
    /// The statement for a variant.
    ///
    /// # Errors
    /// What there is no exact SQL for, with the step where it is known.
    pub(super) fn statement(mut self, at: usize) -> Result<(String, Self), (Option<NodeId>, Beyond)> {
        let own = |(node, beyond)| (Some(node), beyond);
        let whole = |beyond| (None, beyond);
        self.steps(false).map_err(own)?;
        let plan = self.plan;
        let roots = plan.roots.get(at).ok_or_else(|| whole(Beyond("没有这项政策".to_owned())))?;
        let status = self.status(roots).map_err(whole)?;
        let mut answers = vec![("status", status.clone())];
        answers.push(("class", self.class(roots).map_err(whole)?));
        let (least, most) = self.score(roots, at).map_err(|beyond| (roots.score, beyond))?;
        answers.extend([("score_min", least), ("score_max", most)]);
        let amounts = match &roots.amount {
            Some(amount) => self.amount(amount, &status).map_err(|beyond| (Some(amount.formula), beyond))?,
            None => [self.nothing(), self.nothing()],
        };
        let cases =
            roots.amount.as_ref().and_then(|amount| amount.cases.as_ref().map(|cases| (amount, cases)));
        let is_open = cases.filter(|(amount, _)| self.is_possible(amount.open));
        let mut steps = self.common_steps();
        let mut last = format!("s{}", self.chain.steps.len());
        if let Some((amount, cases)) = is_open {
            let told = self.cases(amount, cases, &status, &last).map_err(own)?;
            steps.extend(told);
            answers
                .extend([("amount_min", self.covered(amount, amounts[0].clone(), "k_min").map_err(whole)?)]);
            answers
                .extend([("amount_max", self.covered(amount, amounts[1].clone(), "k_max").map_err(whole)?)]);
            last = format!("{last} AS s LEFT JOIN k ON k.k_subject = s.{}", self.table.quoted(SUBJECT));
        } else {
            let [least, most] = amounts;
            answers.extend([("amount_min", least), ("amount_max", most)]);
        }
        let subject = self.table.quoted(SUBJECT);
        let columns: Vec<String> =
            answers.iter().map(|(name, sql)| format!("  {} AS {name}", sql.text)).collect();
        let settings = if self.dialect.settings.starts_with("SETTINGS") {
            format!("\n{}", self.dialect.settings)
        } else {
            String::new()
        };
        let text = format!(
            "WITH\n{}\nSELECT\n  {subject},\n{}\nFROM {last}\nORDER BY {subject}{settings}",
            steps.join(",\n"),
            columns.join(",\n"),
        );
        Ok((text, self))
    }

    /// Facts as the steps want them, counts of records, and the steps.
    fn common_steps(&self) -> Vec<String> {
        let subject = self.table.quoted(SUBJECT);
        let step = |name: &str, text: &str| format!("{name} AS {}(\n  {text})", self.dialect.materialized);
        let mut out = Vec::new();
        out.push(step(
            "f",
            &format!(
                "{}\n  FROM {}",
                selection(subject.clone(), self.table.selected(&self.table.columns)),
                self.table.view()
            ),
        ));
        let mut joins = String::new();
        let mut counted = vec!["f.*".to_owned()];
        for (position, (list, filters)) in self.counts.iter().enumerate() {
            let (records, passing, counts) =
                (format!("r{position}"), format!("p{position}"), format!("c{position}"));
            let name = &self.plan.kind.get(*list).name;
            // Keys have names of their own: no column of a join is ambiguous.
            let key = format!("{records}_{SUBJECT}");
            let fields =
                self.table.lists.get(list).map(|fields| self.table.selected(fields)).unwrap_or_default();
            let from = self.table.records(*list);
            out.push(step(
                &records,
                &format!("{}\n  FROM {from}", selection(format!("{subject} AS {key}"), fields)),
            ));
            let tests = filters.iter().enumerate().map(|(at, filter)| format!("{} AS t{at}", filter.text));
            let beside = if self.lifted.contains(list) {
                format!(" JOIN f ON f.{subject} = {records}.{key}")
            } else {
                String::new()
            };
            let tests = selection(key.clone(), tests.collect());
            out.push(step(&passing, &format!("{tests}\n  FROM {records}{beside}")));
            let all = self.table.quoted(&format!("{name}__records"));
            let mut columns = vec![format!("COUNT(*) AS {all}")];
            counted.push(all);
            for at in 0..filters.len() {
                for (what, text) in [
                    ("sure", format!("WHEN t{at} THEN 1 ELSE 0")),
                    ("possible", format!("WHEN NOT t{at} THEN 0 ELSE 1")),
                ] {
                    let column = self.table.quoted(&format!("{name}__{what}{at}"));
                    let sum = self.dialect.whole.replace("{0}", &format!("SUM(CASE {text} END)"));
                    columns.push(format!("{sum} AS {column}"));
                    counted.push(column);
                }
            }
            let own = format!("{counts}_{SUBJECT}");
            let columns = selection(format!("{key} AS {own}"), columns);
            out.push(step(&counts, &format!("{columns}\n  FROM {passing}\n  GROUP BY {key}")));
            joins.push_str(&format!("\n  LEFT JOIN {counts} ON {counts}.{own} = f.{subject}"));
        }
        out.push(step("s0", &format!("SELECT {}\n  FROM f{joins}", counted.join(", "))));
        out.extend(self.chained(&self.chain, 's'));
        out
    }

    fn chained(&self, chain: &Chain, prefix: char) -> Vec<String> {
        let step = |(at, columns): (usize, &Vec<(String, String)>)| {
            let columns = columns.iter().map(|(name, text)| format!("{text} AS {name}")).collect();
            let selection = selection(format!("{prefix}{at}.*"), columns);
            let materialized = self.dialect.materialized;
            format!("{prefix}{} AS {materialized}(\n  {selection}\n  FROM {prefix}{at})", at + 1)
        };
        chain.steps.iter().enumerate().map(step).collect()
    }

    fn status(&mut self, roots: &Roots) -> Result<Sql, Beyond> {
        let mut whole = Sql::truth(true);
        for condition in &roots.conditions {
            whole = Sql::and(&whole, &self.truth(*condition)?);
        }
        let whole = self.column(&whole);
        let word = |word: &str| Sql::atom(format!("'{word}'"), 0);
        let mut branches = Vec::new();
        if let Some(applies) = roots.applies {
            let applies = self.truth(applies)?;
            let applies = self.column(&applies);
            branches.push((applies.not(), word("not_applicable")));
            if applies.literal().is_none() {
                branches.push((applies.is_null(), word("unknown")));
            }
        }
        branches.extend([(whole.clone(), word("met")), (whole.not(), word("unmet"))]);
        let status = Sql::case(branches, Some(word("unknown")), "NULL");
        Ok(self.column(&status))
    }

    fn class(&self, roots: &Roots) -> Result<Sql, Beyond> {
        let null = Sql::atom(self.dialect.unknown[1], 0);
        Ok(match roots.class {
            Some(class) => match self.known(class)? {
                Val::Text(word) => Sql::case(vec![(word.absent, null.clone())], Some(word.value), &null.text),
                _ => null,
            },
            None => null,
        })
    }

    fn nothing(&self) -> Sql {
        Sql::filled(self.dialect.narrow, &[&Sql::atom("NULL", 0)])
    }

    /// Least and greatest points.
    fn score(&mut self, roots: &Roots, at: usize) -> Result<(Sql, Sql), Beyond> {
        let card = self.plan.variants.get(at).and_then(|variant| variant.programme.score.as_ref());
        let (Some(score), Some(card)) = (roots.score, card) else {
            let null = Sql::atom("NULL", 0);
            let null = Sql::filled(self.dialect.decimal, &[&null]);
            return Ok((null.clone(), null));
        };
        let number = match self.known(score)? {
            Val::Number(number) => number,
            _ => Num::any(),
        };
        let mut told = |bound: &Option<Fraction>, otherwise: i128| -> Result<Sql, Beyond> {
            let edge = self.int(otherwise * POINTS);
            let edge = self.wide(&edge);
            let Some(bound) = bound else { return Ok(Sql::filled(self.dialect.decimal, &[&edge])) };
            let exact = bound.under.constant.filter(|under| POINTS % under == 0);
            let under = exact.ok_or_else(|| Beyond("得分不是有限小数".to_owned()))?;
            let by = self.int(POINTS / under);
            let points = self.multiply(&bound.over, &by)?;
            let open = Sql::or(&number.absent, &points.sql.is_null());
            let points = Sql::case(vec![(open, edge)], Some(points.sql), "NULL");
            Ok(Sql::filled(self.dialect.decimal, &[&points]))
        };
        Ok((told(&number.low, 0)?, told(&number.high, i128::from(card.of))?))
    }

    fn is_possible(&self, at: NodeId) -> bool {
        self.plan.graph.value_of(at).is_none_or(|value| value.truth() != Truth::False)
    }

    /// Bounds in whole 分, at least zero; what is absent earns nothing.
    fn fen(&mut self, value: &Val) -> Result<[Int; 2], Beyond> {
        let number = match value {
            Val::Number(number) => self.held_number(number),
            _ => Num::any(),
        };
        let zero = Fraction { over: self.int(0), under: self.int(1) };
        let least =
            self.better(number.low.as_ref(), Some(&zero), ">=", true)?.unwrap_or_else(|| zero.clone());
        let most = self.better(number.high.as_ref(), Some(&zero), ">=", false)?;
        let is_exact = number.low == number.high && number.high.is_some();
        let least_fen = self.rounded(&least, 100)?;
        let most_fen = match most {
            _ if is_exact && number.constant().is_some() => least_fen.clone(),
            Some(most) => {
                let open = number.high.as_ref().map_or(Sql::truth(false), |high| high.over.sql.is_told());
                let rounded = self.rounded(&most, 100)?;
                self.chosen(vec![(open, rounded)])
            }
            None => Int::column(Sql::atom("NULL", 0), 0),
        };
        let nothing = self.int(0);
        let paid = |writer: &Self, own: Int| {
            writer.chosen(vec![(number.absent.clone(), nothing.clone()), (Sql::truth(true), own)])
        };
        Ok([paid(self, least_fen), paid(self, most_fen)])
    }

    /// The smaller of two bounds in 分; an open one is no bound.
    fn under(&mut self, own: [Int; 2], cap: [Int; 2]) -> Result<[Int; 2], Beyond> {
        let one = self.int(1);
        let mut out = Vec::new();
        for (own, cap) in own.into_iter().zip(cap) {
            let fraction = |over: Int| Fraction { over, under: one.clone() };
            let least = self.better(Some(&fraction(own)), Some(&fraction(cap)), "<=", true)?;
            out.push(least.ok_or_else(|| Beyond("没有界".to_owned()))?.over);
        }
        let most = out.pop().ok_or_else(|| Beyond("没有界".to_owned()))?;
        let least = out.pop().ok_or_else(|| Beyond("没有界".to_owned()))?;
        Ok([least, most])
    }

    fn cap(&mut self, amount: &AmountRoots) -> Result<Option<[Int; 2]>, Beyond> {
        let Some(cap) = amount.cap else { return Ok(None) };
        if self.is_possible(amount.open_cap) {
            return Err(Beyond("金额上限里有可能定不下来的选择".to_owned()));
        }
        let value = self.known(cap)?;
        let is_bounded = matches!(&value, Val::Number(number) if number.low.is_some());
        if !is_bounded {
            return Err(Beyond("金额上限可能为负".to_owned()));
        }
        self.fen(&value).map(Some)
    }

    fn capped(&mut self, amount: &AmountRoots, own: [Int; 2]) -> Result<[Int; 2], Beyond> {
        match self.cap(amount)? {
            Some(cap) => self.under(own, cap),
            None => Ok(own),
        }
    }

    /// Bounds of an amount that need no cases.
    fn amount(&mut self, amount: &AmountRoots, status: &Sql) -> Result<[Sql; 2], Beyond> {
        if self.is_possible(amount.open) && amount.cases.is_none() {
            return Err(Beyond("金额的上下限要逐种情形算，而判断太多或互相牵连".to_owned()));
        }
        let formula = self.known(amount.formula)?;
        let own = self.fen(&formula)?;
        let bounds = self.capped(amount, own)?;
        let paid = Sql::infix(status, "IN", &Sql::atom("('met', 'unknown')", 0));
        let bounds = bounds.map(|bound| {
            let bound = Sql::case(vec![(paid.clone(), bound.sql)], None, "NULL");
            Sql::filled(self.dialect.narrow, &[&bound])
        });
        let [least, most] = bounds;
        Ok([self.column(&least), self.column(&most)])
    }

    /// The bound told by cases where there are any, else the other.
    fn covered(&self, amount: &AmountRoots, own: Sql, name: &str) -> Result<Sql, Beyond> {
        let open = self.truth(amount.open)?;
        let told = Sql::and(&open, &Sql::atom("k.k_subject", 0).is_told());
        let column = Sql::atom(format!("k.{name}"), 0);
        Ok(Sql::case(vec![(told, Sql::filled(self.dialect.narrow, &[&column]))], Some(own), "NULL"))
    }

    /// Subjects of which a judgement is open, once for each combination of what those may be; the formula over these; what covers it.
    fn cases(
        &mut self,
        amount: &AmountRoots,
        cases: &CaseRoots,
        status: &Sql,
        last: &str,
    ) -> Result<Vec<String>, (NodeId, Beyond)> {
        let before = std::mem::replace(&mut self.chain, Chain::new("w"));
        for value in self.values.iter_mut().flatten() {
            settle(value);
        }
        let result = self.case_steps(amount, cases, status, last);
        self.chain = before;
        result
    }

    fn case_steps(
        &mut self,
        amount: &AmountRoots,
        cases: &CaseRoots,
        status: &Sql,
        last: &str,
    ) -> Result<Vec<String>, (NodeId, Beyond)> {
        let own = |beyond| (amount.formula, beyond);
        self.steps(true)?;
        let count = self.judgements.len();
        if count > MAX_OPEN_JUDGEMENTS {
            let why = format!("金额取决于 {count} 个判断，超过 {MAX_OPEN_JUDGEMENTS} 个时不逐种情形算");
            return Err(own(Beyond(why)));
        }
        let formula = self.known(cases.formula).map_err(own)?;
        let bounds = self.fen(&formula).map_err(own)?;
        // Without one of the cases a cap is the same for all.
        let [least, most] = self.capped(amount, bounds).map_err(own)?;
        let absent = match &formula {
            Val::Number(number) => number.absent.clone(),
            _ => Sql::truth(false),
        };
        let columns = [self.column(&least.sql), self.column(&most.sql), self.column(&absent)];
        let subject = self.table.quoted(SUBJECT);
        let open = self.truth(amount.open).map_err(own)?;
        let mut wanted = vec![open.text.clone(), format!("{} IN ('met', 'unknown')", status.text)];
        for at in self.judgements.clone() {
            let Some(judgement) = cases.judgements.get(at) else { continue };
            let judged = self.truth(*judgement).map_err(own)?;
            wanted.push(format!("({} OR j{at})", judged.is_null().text));
        }
        let mut out = vec![format!(
            "w0 AS {}(\n  SELECT {last}.*, j.*\n  FROM {last} CROSS JOIN {}\n  WHERE {})",
            self.dialect.materialized,
            self.combinations(),
            wanted.join("\n    AND "),
        )];
        out.extend(self.chained(&self.chain, 'w'));
        let [least, most, absent] = columns.map(|column| column.text);
        // Some absent and some not: anything.
        let mixed = format!("SUM(CASE WHEN {absent} THEN 1 ELSE 0 END) NOT IN (0, COUNT(*))");
        let end = self.chain.steps.len();
        let zero = self.wide(&self.int(0)).text;
        let mixed_most = if absent == "FALSE" { String::new() } else { format!("WHEN {mixed} THEN NULL ") };
        let mixed_least =
            if absent == "FALSE" { String::new() } else { format!("WHEN {mixed} THEN {zero} ") };
        let least = format!("MIN({least})");
        let least =
            if mixed_least.is_empty() { least } else { format!("CASE {mixed_least}ELSE {least} END") };
        out.push(format!(
            "k AS {}(\n  SELECT\n    {subject} AS k_subject,\n    {least} AS k_min,\n    CASE {mixed_most}WHEN COUNT({most}) = COUNT(*) THEN MAX({most}) END AS k_max\n  FROM w{end}\n  GROUP BY {subject})",
            self.dialect.materialized,
        ));
        Ok(out)
    }

    /// A table of all combinations of what judgements may be.
    fn combinations(&self) -> String {
        let names: Vec<String> = self.judgements.iter().map(|at| format!("j{at}")).collect();
        let count = names.len();
        let word = |case: usize, bit: usize| if case >> bit & 1 == 1 { "TRUE" } else { "FALSE" };
        let cases = 0..1usize << count;
        match self.dialect.values {
            Rows::Values => {
                let row = |case: usize| {
                    let words: Vec<&str> = (0..count).map(|bit| word(case, bit)).collect();
                    format!("({})", words.join(", "))
                };
                let rows: Vec<String> = cases.map(row).collect();
                format!("(VALUES {}) AS j ({})", rows.join(", "), names.join(", "))
            }
            Rows::Selects => {
                let row = |case: usize| {
                    let words: Vec<String> = names
                        .iter()
                        .enumerate()
                        .map(|(bit, name)| format!("{} AS {name}", word(case, bit)))
                        .collect();
                    format!("SELECT {}", words.join(", "))
                };
                let rows: Vec<String> = cases.map(row).collect();
                format!("({}) AS j", rows.join(" UNION ALL "))
            }
        }
    }
}

/// A column on each line.
fn selection(first: String, mut columns: Vec<String>) -> String {
    columns.insert(0, first);
    format!("SELECT\n    {}", columns.join(",\n    "))
}

/// All columns of subjects are there before the first step of cases.
fn settle(value: &mut Val) {
    let number = |number: &mut Num| {
        for bound in [&mut number.low, &mut number.high].into_iter().flatten() {
            bound.over.sql.step = 0;
            bound.under.sql.step = 0;
        }
        number.absent.step = 0;
    };
    match value {
        Val::Truth(truth) => truth.step = 0,
        Val::Number(own) => number(own),
        Val::Text(word) | Val::Date(word) => {
            word.value.step = 0;
            word.absent.step = 0;
        }
        Val::Rate(_) => {}
    }
}
