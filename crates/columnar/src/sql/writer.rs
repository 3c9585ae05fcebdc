//! From the steps of a plan to columns of common table expressions. One file, though long: each kind of step has its method here, and all
//! share the columns written so far.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use language::ast::Operator;
use language::eval::Step;
use language::ir::Function;
use language::value::{Interval, Maybe};
use language::{Truth, Value};
use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{AttributeType, Dimension, Number};

use super::dialect::Dialect;
use super::fragment::{Chain, Sql};
use super::number::{Fraction, Int, Num};
use super::table::Table;
use crate::plan::Plan;
use crate::plan::graph::{Domain, NodeId, Op, Shape};

/// What there is no exact SQL for, in words.
#[derive(Debug)]
pub(super) struct Beyond(pub(super) String);

/// A text or date: NULL where it is unknown, or absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) value: Sql,
    pub(super) absent: Sql,
}

/// A compound rate that is not yet drawn from its root: by how many years there are, when that is, the quotient of last and first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rate {
    by_years: Vec<(Sql, u32, Num)>,
    absent: Sql,
}

/// The value of a step.
#[expect(clippy::large_enum_variant, reason = "a statement has hundreds of them, most of them numbers")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Val {
    Truth(Sql),
    Number(Num),
    Text(Word),
    Date(Word),
    Rate(Rate),
}

pub(super) struct Writer<'w> {
    pub(super) plan: &'w Plan<'w>,
    pub(super) dialect: &'w Dialect,
    pub(super) table: Table<'w>,
    pub(super) chain: Chain,
    pub(super) values: Vec<Option<Val>>,
    /// How many steps take the value of each.
    uses: Vec<u32>,
    /// Filters by list, each counted once.
    pub(super) counts: BTreeMap<AttributeId, Vec<Sql>>,
    /// Lists whose filters look at facts of the subject, too.
    pub(super) lifted: BTreeSet<AttributeId>,
    /// What a case says of judgements, by position.
    pub(super) judgements: BTreeSet<usize>,
    /// Records are looked at where they stand: nothing of them becomes a column of the chain.
    in_place: bool,
}

impl<'w> Writer<'w> {
    pub(super) fn new(plan: &'w Plan<'w>, dialect: &'w Dialect, table: Table<'w>) -> Self {
        Self {
            plan,
            dialect,
            table,
            chain: Chain::new("v"),
            values: vec![None; plan.graph.nodes.len()],
            uses: plan.uses_of_sql(),
            counts: BTreeMap::new(),
            lifted: BTreeSet::new(),
            judgements: BTreeSet::new(),
            in_place: false,
        }
    }

    /// A piece to be used more than once.
    pub(super) fn column(&mut self, piece: &Sql) -> Sql {
        if self.in_place { piece.clone() } else { self.chain.column(piece) }
    }

    /// Works out the steps of subjects and records, or those of cases, in their order.
    ///
    /// # Errors
    /// The first step that there is no exact SQL for.
    pub(super) fn steps(&mut self, of_cases: bool) -> Result<(), (NodeId, Beyond)> {
        for at in 0..self.plan.graph.nodes.len() {
            let of = self.plan.graph.nodes[at].of;
            if self.uses[at] == 0 || matches!(of, Domain::Cases(_)) != of_cases {
                continue;
            }
            self.in_place = matches!(of, Domain::Records(_));
            let value = self.value(at).map_err(|beyond| (at, beyond))?;
            let value = if self.uses[at] > 1 { self.held(value) } else { value };
            self.values[at] = Some(value);
        }
        self.in_place = false;
        Ok(())
    }

    fn held(&mut self, value: Val) -> Val {
        match value {
            Val::Truth(truth) => Val::Truth(self.column(&truth)),
            Val::Number(number) => Val::Number(self.held_number(&number)),
            Val::Text(word) => Val::Text(self.held_word(&word)),
            Val::Date(word) => Val::Date(self.held_word(&word)),
            rate @ Val::Rate(_) => rate,
        }
    }

    fn held_word(&mut self, word: &Word) -> Word {
        Word { value: self.column(&word.value), absent: self.column(&word.absent) }
    }

    pub(super) fn known(&self, at: NodeId) -> Result<Val, Beyond> {
        self.values.get(at).cloned().flatten().ok_or_else(|| Beyond("没有算出的步骤".to_owned()))
    }

    pub(super) fn truth(&self, at: NodeId) -> Result<Sql, Beyond> {
        match self.known(at)? {
            Val::Truth(truth) => Ok(truth),
            // The truth of anything else is unknown.
            _ => Ok(self.null(0)),
        }
    }

    fn number(&self, at: NodeId) -> Result<Num, Beyond> {
        match self.known(at)? {
            Val::Number(number) => Ok(number),
            Val::Rate(_) => Err(Beyond("复合增长率（开方）除与常数比较之外的用法".to_owned())),
            _ => Ok(Num::any()),
        }
    }

    /// A typed NULL: of 是否, text or date.
    fn null(&self, at: usize) -> Sql {
        Sql::atom(self.dialect.unknown[at], 0)
    }

    fn value(&mut self, at: NodeId) -> Result<Val, Beyond> {
        let plan = self.plan;
        let node = &plan.graph.nodes[at];
        let arguments = node.arguments.as_slice();
        Ok(match (node.op, arguments) {
            (Op::Constant(at), _) => self.constant(&plan.graph.constants[at]),
            (Op::Read { attribute, year, born, shape }, _) => self.read(attribute, year, born, shape)?,
            (Op::Included { attribute, year, born }, _) => {
                let told = self.table.fact(attribute, Some(year))?;
                let born = self.born(born)?;
                let before = self.is_before(&born, year);
                let silent = Sql::and(&Sql::and(&born.is_null(), &told.0.is_null()), &told.1.not());
                Val::Truth(Sql::case(
                    vec![(before, Sql::truth(false)), (silent, self.null(0))],
                    Some(Sql::truth(true)),
                    self.dialect.unknown[0],
                ))
            }
            (Op::Field { list, field, shape }, _) => self.field(list, field, shape)?,
            (Op::Lift(_), [subject]) => {
                let value = self.known(*subject)?;
                if let Domain::Records(list) = node.of {
                    let is_fact = matches!(plan.graph.nodes[*subject].op, Op::Read { .. });
                    if !is_fact {
                        return Err(Beyond("列表的筛选用到主体的算出来的量".to_owned()));
                    }
                    self.lifted.insert(list);
                }
                value
            }
            (Op::And, [a, b]) => Val::Truth(Sql::and(&self.truth(*a)?, &self.truth(*b)?)),
            (Op::Or, [a, b]) => Val::Truth(Sql::or(&self.truth(*a)?, &self.truth(*b)?)),
            (Op::AtLeast(wanted), all) => self.at_least(wanted, all)?,
            (Op::IsUnknown, [a]) => Val::Truth(self.truth(*a)?.is_null()),
            (Op::Assume, [a, case]) => {
                let (a, case) = (self.truth(*a)?, self.truth(*case)?);
                Val::Truth(Sql::filled("COALESCE({0}, {1})", &[&a, &case]))
            }
            (Op::Case(_, at), _) => {
                self.judgements.insert(at);
                Val::Truth(Sql::atom(format!("j{at}"), 0))
            }
            (Op::Step(step), all) => self.step(step, all)?,
            (Op::Series(function), members) => self.series(function, members)?,
            (Op::Count(list), filter) => self.count(list, filter.first().copied())?,
            (Op::OneOf(at), [a]) => self.one_of(&plan.graph.sets[at], *a)?,
            (Op::Interpret(_), _) => {
                return Err(Beyond("列表记录的字段汇总（如对列表字段求和、求最大）".to_owned()));
            }
            _ => return Err(Beyond("不认识的步骤".to_owned())),
        })
    }

    fn constant(&self, value: &Value) -> Val {
        let text = |word: &str| Sql::atom(self.table.text(word), 0);
        let word = |value: Option<Sql>, at: usize, absent: bool| Word {
            value: value.unwrap_or_else(|| self.null(at)),
            absent: Sql::truth(absent),
        };
        match value {
            Value::Truth(Truth::Unknown) => Val::Truth(self.null(0)),
            Value::Truth(truth) => Val::Truth(Sql::truth(*truth == Truth::True)),
            Value::Number(Maybe::Known(interval)) => Val::Number(self.interval(*interval)),
            Value::Number(maybe) => Val::Number(Num::any().but_absent(Sql::truth(*maybe == Maybe::Absent))),
            Value::Text(Maybe::Known(known)) => Val::Text(word(Some(text(known)), 1, false)),
            Value::Text(maybe) => Val::Text(word(None, 1, *maybe == Maybe::Absent)),
            Value::Date(Maybe::Known(date)) => Val::Date(word(
                Some(Sql::atom(self.dialect.date.replace("{0}", &date.to_string()), 0)),
                2,
                false,
            )),
            Value::Date(maybe) => Val::Date(word(None, 2, *maybe == Maybe::Absent)),
            _ => Val::Truth(self.null(0)),
        }
    }

    fn born(&mut self, born: AttributeId) -> Result<Sql, Beyond> {
        Ok(self.table.fact(born, None)?.0)
    }

    /// Whether a subject did not exist in a year; NULL where that is not told.
    fn is_before(&self, born: &Sql, year: i16) -> Sql {
        let first = self.dialect.date.replace("{0}", &format!("{:04}-01-01", i32::from(year) + 1));
        Sql::infix(born, ">=", &Sql::atom(first, 0))
    }

    fn read(
        &mut self,
        attribute: AttributeId,
        year: Option<i16>,
        born: Option<AttributeId>,
        shape: Shape,
    ) -> Result<Val, Beyond> {
        let (value, mut absent) = self.table.fact(attribute, year)?;
        if let (Some(born), Some(year)) = (born, year) {
            let born = self.born(born)?;
            let before = Sql::filled("COALESCE({0}, FALSE)", &[&self.is_before(&born, year)]);
            absent = Sql::or(&absent, &before);
        }
        let scale = scale_of(&self.plan.kind.get(attribute).r#type);
        Ok(self.told(value, absent, shape, scale))
    }

    fn told(&self, value: Sql, absent: Sql, shape: Shape, scale: i128) -> Val {
        match shape {
            Shape::Truth => {
                Val::Truth(Sql::case(vec![(absent, Sql::truth(false))], Some(value), self.dialect.unknown[0]))
            }
            Shape::Number { signed } => {
                let high = Int::column(value.clone(), if scale == 100 { 64 } else { 94 });
                let low = if signed {
                    high.clone()
                } else {
                    let zero = self.wide(&self.int(0));
                    Int { sql: Sql::filled("COALESCE({0}, {1})", &[&value, &zero]), ..high.clone() }
                };
                let bound = |over: Int| Some(Fraction { over, under: self.int(scale) });
                Val::Number(Num { is_point: true, ..Num::bounds(bound(low), bound(high)) }.but_absent(absent))
            }
            Shape::Text | Shape::Date => {
                let word = Word { value, absent };
                if shape == Shape::Text { Val::Text(word) } else { Val::Date(word) }
            }
        }
    }

    fn field(&mut self, list: AttributeId, field: FieldId, shape: Shape) -> Result<Val, Beyond> {
        let AttributeType::List(fields) = &self.plan.kind.get(list).r#type else {
            return Err(Beyond("不是列表".to_owned()));
        };
        let own = &fields[usize::from(field.0)];
        let (mut value, absent) = self.table.field(list, &own.name, &own.r#type)?;
        if let Some((from, words)) = &own.infer {
            let from = &fields[usize::from(from.0)];
            let (other, other_absent) = self.table.field(list, &from.name, &from.r#type)?;
            let mut sorted: Vec<(&String, &String)> = words.iter().collect();
            sorted.sort();
            let told = Sql::and(&absent.not(), &other_absent.not());
            let mut branches = vec![(Sql::or(&value.is_told(), &told.not()), value.clone())];
            branches.extend(sorted.into_iter().map(|(word, meant)| {
                let is = Sql::infix(&other, "=", &Sql::atom(self.table.text(word), 0));
                (is, Sql::atom(self.table.text(meant), 0))
            }));
            value = Sql::case(branches, None, self.dialect.unknown[1]);
        }
        Ok(self.told(value, absent, shape, scale_of(&own.r#type)))
    }

    fn count(&mut self, list: AttributeId, filter: Option<NodeId>) -> Result<Val, Beyond> {
        let filter = match filter {
            Some(filter) => self.truth(filter)?,
            None => Sql::truth(true),
        };
        if self.lifted.contains(&list) && self.table.is_ambiguous(list) {
            return Err(Beyond("列表的筛选用到与字段同名的主体属性".to_owned()));
        }
        if self.table.is_foreign(list) {
            let zero = self.fraction(Number::from_integer(0));
            return Ok(Val::Number(Num::bounds(Some(zero), None)));
        }
        let (absent, incomplete) = self.table.list(list)?;
        let name = self.plan.kind.get(list).name.clone();
        let counts = self.counts.entry(list).or_default();
        let at = counts.iter().position(|other| *other == filter).unwrap_or_else(|| {
            counts.push(filter);
            counts.len() - 1
        });
        let column = |what: &str| Sql::atom(self.table.quoted(&format!("{name}__{what}")), 0);
        let (sure, possible, all) =
            (column(&format!("sure{at}")), column(&format!("possible{at}")), column("records"));
        let zero = self.wide(&self.int(0));
        let or_none = |column: &Sql| Sql::filled("COALESCE({0}, {1})", &[column, &zero]);
        let told = Sql::or(&all.is_told(), &absent);
        let low = Int::column(or_none(&sure), 64);
        let complete = Sql::and(&told, &incomplete.not());
        let high = self.chosen(vec![(complete, Int::column(or_none(&possible), 64))]);
        let one = self.int(1);
        let bound = |over: Int| Some(Fraction { over, under: one.clone() });
        Ok(Val::Number(Num::bounds(bound(low), bound(high))))
    }

    fn at_least(&mut self, wanted: usize, all: &[NodeId]) -> Result<Val, Beyond> {
        let mut truths = Vec::new();
        for at in all {
            let truth = self.truth(*at)?;
            truths.push(self.column(&truth));
        }
        let counted = |unknown: bool| {
            let step = truths.iter().map(|truth| truth.step).max().unwrap_or_default();
            let parts = truths.iter().map(|truth| match unknown {
                false => format!("CASE WHEN {} THEN 1 ELSE 0 END", truth.text),
                true => format!("CASE WHEN NOT {} THEN 0 ELSE 1 END", truth.closed()),
            });
            Sql::atom(format!("({})", parts.collect::<Vec<_>>().join(" + ")), step)
        };
        let wanted = Sql::atom(wanted.to_string(), 0);
        let sure = Sql::infix(&counted(false), ">=", &wanted);
        let never = Sql::infix(&counted(true), "<", &wanted);
        let branches = vec![(sure, Sql::truth(true)), (never, Sql::truth(false))];
        Ok(Val::Truth(Sql::case(branches, None, self.dialect.unknown[0])))
    }

    fn one_of(&mut self, set: &[Arc<str>], at: NodeId) -> Result<Val, Beyond> {
        let Val::Text(word) = self.known(at)? else { return Ok(Val::Truth(self.null(0))) };
        let words: Vec<String> = set.iter().map(|word| self.table.text(word)).collect();
        let is = Sql::infix(&word.value, "IN", &Sql::atom(format!("({})", words.join(", ")), 0));
        Ok(Val::Truth(Sql::case(vec![(word.absent, Sql::truth(false))], Some(is), self.dialect.unknown[0])))
    }

    fn step(&mut self, step: Step, all: &[NodeId]) -> Result<Val, Beyond> {
        match (step, all) {
            (Step::Not, [a]) => Ok(Val::Truth(self.truth(*a)?.not())),
            (Step::Negate, [a]) => {
                let number = self.number(*a)?;
                Ok(Val::Number(self.negative(&number)))
            }
            (Step::Compare(operator), [a, b]) => self.compare(operator, *a, *b).map(Val::Truth),
            (Step::Arithmetic(operator, dimension), [a, b]) => self.arithmetic(operator, *a, *b, dimension),
            (Step::If, [condition, yes, no]) => self.choice(*condition, *yes, *no),
            (Step::Call(function, digits), all) => self.call(function, digits, all),
            _ => Err(Beyond("不认识的步骤".to_owned())),
        }
    }

    fn compare(&mut self, operator: Operator, a: NodeId, b: NodeId) -> Result<Sql, Beyond> {
        let (sign, negated) = match operator {
            Operator::Less => ("<", false),
            Operator::AtMost => ("<=", false),
            Operator::Greater => (">", false),
            Operator::AtLeast => (">=", false),
            Operator::NotEqual => ("=", true),
            _ => ("=", false),
        };
        let truth = match (self.known(a)?, self.known(b)?) {
            (Val::Number(a), Val::Number(b)) => {
                let (a, b) = (self.held_number(&a), self.held_number(&b));
                self.order(sign, &a, &b)?
            }
            (Val::Rate(rate), Val::Number(number)) => self.rate_order(&rate, sign, &number)?,
            (Val::Text(a), Val::Text(b)) if sign == "=" => self.same(&a, &b),
            (Val::Date(a), Val::Date(b)) if sign == "=" => self.same(&a, &b),
            (Val::Date(a), Val::Date(b)) => {
                let plain = Sql::infix(&a.value, sign, &b.value);
                let absent = Sql::or(&a.absent, &b.absent);
                Sql::case(vec![(absent, Sql::truth(false))], Some(plain), self.dialect.unknown[0])
            }
            (Val::Truth(a), Val::Truth(b)) if sign == "=" => Sql::infix(&a, "=", &b),
            (Val::Rate(_), _) | (_, Val::Rate(_)) => {
                return Err(Beyond("复合增长率（开方）除与常数比较之外的用法".to_owned()));
            }
            _ => self.null(0),
        };
        Ok(if negated { truth.not() } else { truth })
    }

    /// Equality of words: an unknown one is equal to none and unequal to none.
    fn same(&mut self, a: &Word, b: &Word) -> Sql {
        let plain = Sql::infix(&a.value, "=", &b.value);
        let both = Sql::and(&a.absent, &b.absent);
        let told = |word: &Word| Sql::or(&word.value.is_told(), &word.absent);
        let told = match (b.absent.literal(), b.value.text.starts_with('\'')) {
            // A literal is told.
            (Some(false), true) => Sql::truth(true),
            _ => Sql::and(&told(a), &told(b)),
        };
        let one = Sql::and(&Sql::or(&a.absent, &b.absent), &told);
        let branches = vec![(both, Sql::truth(true)), (one, Sql::truth(false))];
        Sql::case(branches, Some(plain), self.dialect.unknown[0])
    }

    /// `root(x) - 1` against a number: x against a power of it.
    fn rate_order(&mut self, rate: &Rate, sign: &str, number: &Num) -> Result<Sql, Beyond> {
        let beyond = || Beyond("复合增长率与不是常数的数比较".to_owned());
        let one = Number::from_integer(1);
        let wanted = number.constant().ok_or_else(beyond)? + one;
        if *wanted.numer() < 0 {
            return Err(beyond());
        }
        let mut branches = vec![(rate.absent.clone(), Sql::truth(false))];
        for (when, years, quotient) in rate.by_years.clone() {
            let power = Self::power(wanted, years).ok_or_else(beyond)?;
            let quotient = self.held_number(&quotient);
            let power = self.interval(Interval::exact(power));
            let order = self.order(sign, &quotient, &power)?;
            let natural = match &quotient.low {
                Some(low) => {
                    let zero = self.fraction(Number::from_integer(0));
                    let over = Fraction { under: zero.under.clone(), ..low.clone() };
                    self.compared(&over, ">=", &zero)?
                }
                None => Sql::truth(false),
            };
            branches.push((Sql::and(&when, &natural), order));
        }
        Ok(Sql::case(branches, None, self.dialect.unknown[0]))
    }

    fn arithmetic(
        &mut self,
        operator: Operator,
        a: NodeId,
        b: NodeId,
        dimension: Option<Dimension>,
    ) -> Result<Val, Beyond> {
        match (self.known(a)?, self.known(b)?) {
            (Val::Date(a), Val::Date(b)) => {
                let days = Int::column(Sql::filled(self.dialect.days, &[&a.value, &b.value]), 24);
                let bound = Some(Fraction { over: days, under: self.int(1) });
                let absent = Sql::or(&a.absent, &b.absent);
                return Ok(Val::Number(Num::bounds(bound.clone(), bound).but_absent(absent)));
            }
            (Val::Date(date), Val::Number(by)) => {
                let months = if dimension == Some(Dimension::YEAR) { 12 } else { 1 };
                let by = by.constant().map(|by| by * Number::from_integer(months)).filter(Number::is_integer);
                let by = by.ok_or_else(|| Beyond("日期加减不是常数的年数或天数".to_owned()))?.to_integer();
                let by = if operator == Operator::Subtract { -by } else { by };
                let template = if dimension == Some(Dimension::YEAR) {
                    self.dialect.add_months
                } else {
                    self.dialect.add_days
                };
                let value = Sql::filled(template, &[&date.value, &Sql::atom(by.to_string(), 0)]);
                return Ok(Val::Date(Word { value, absent: date.absent }));
            }
            _ => {}
        }
        let (a, b) = (self.number(a)?, self.number(b)?);
        Ok(Val::Number(match operator {
            Operator::Add => self.plus(&a, &b)?,
            Operator::Subtract => self.minus(&a, &b)?,
            Operator::Multiply => self.times(&a, &b)?,
            _ => self.over(&a, &b)?,
        }))
    }

    fn choice(&mut self, condition: NodeId, yes: NodeId, no: NodeId) -> Result<Val, Beyond> {
        let condition = self.truth(condition)?;
        let condition = self.column(&condition);
        let (yes, no) = (self.known(yes)?, self.known(no)?);
        let (yes, no) = (self.held(yes), self.held(no));
        let by = |a: Sql, b: Sql, open: Option<Sql>, null: &str| {
            let mut branches = vec![(condition.clone(), a.clone()), (condition.not(), b.clone())];
            if let Some(open) = open {
                branches.push((open, a));
            }
            Sql::case(branches, None, null)
        };
        let agreed = |a: Sql, b: Sql| {
            Sql::case(
                vec![(condition.clone(), a.clone()), (condition.not(), b.clone())],
                Some(Sql::and(&a, &b)),
                "FALSE",
            )
        };
        Ok(match (yes, no) {
            (Val::Truth(a), Val::Truth(b)) => {
                let same = Sql::infix(&a, "=", &b);
                Val::Truth(by(a, b, Some(same), self.dialect.unknown[0]))
            }
            (Val::Text(a), Val::Text(b)) => {
                let same = Sql::infix(&a.value, "=", &b.value);
                let value = by(a.value, b.value, Some(same), self.dialect.unknown[1]);
                Val::Text(Word { value, absent: agreed(a.absent, b.absent) })
            }
            (Val::Date(a), Val::Date(b)) => {
                let same = Sql::infix(&a.value, "=", &b.value);
                let value = by(a.value, b.value, Some(same), self.dialect.unknown[2]);
                Val::Date(Word { value, absent: agreed(a.absent, b.absent) })
            }
            (Val::Number(a), Val::Number(b)) => {
                let (open_a, open_b) = (self.only_open(&condition, &a), self.only_open(&condition, &b));
                let hull = self.hull(&open_a, &open_b)?;
                let known = Sql::or(&a.absent, &b.absent).not();
                let mut bound =
                    |first: &Option<Fraction>, second: &Option<Fraction>, hull: Option<Fraction>| {
                        self.bound_of(vec![
                            (condition.clone(), first.clone()),
                            (condition.not(), second.clone()),
                            (known.clone(), hull),
                        ])
                    };
                let low = bound(&a.low, &b.low, hull.low);
                let high = bound(&a.high, &b.high, hull.high);
                Val::Number(Num::bounds(low, high).but_absent(agreed(a.absent, b.absent)))
            }
            _ => return Err(Beyond("选择的两支不是同一类值，或是复合增长率".to_owned())),
        })
    }

    /// A number where a choice is open, if its denominator is a column: its products may not fit where nobody asks for them.
    fn only_open(&mut self, condition: &Sql, number: &Num) -> Num {
        let bound = |bound: &Option<Fraction>| -> Option<Fraction> {
            let bound = bound.clone()?;
            if bound.under.constant.is_some() {
                return Some(bound);
            }
            let over = self.chosen(vec![(condition.is_null(), bound.over)]);
            Some(Fraction { over, under: bound.under })
        };
        let (low, high) = (bound(&number.low), bound(&number.high));
        Num { low, high, ..number.clone() }
    }

    fn call(&mut self, function: Function, digits: u32, all: &[NodeId]) -> Result<Val, Beyond> {
        match (function, all) {
            (Function::FirstKnown, all) => {
                let truths = all.iter().map(|at| self.truth(*at)).collect::<Result<Vec<_>, _>>()?;
                let step = truths.iter().map(|truth| truth.step).max().unwrap_or_default();
                let texts: Vec<String> = truths.into_iter().map(|truth| truth.text).collect();
                Ok(Val::Truth(Sql::atom(format!("COALESCE({})", texts.join(", ")), step)))
            }
            (Function::Min | Function::Max, [first, rest @ ..]) => {
                let sign = if function == Function::Min { "<=" } else { ">=" };
                let mut best = self.number(*first)?;
                for other in rest {
                    let other = self.number(*other)?;
                    best = self.pick(&best, &other, sign)?;
                }
                Ok(Val::Number(best))
            }
            (Function::Growth, [old, new]) => {
                let (old, new) = (self.number(*old)?, self.number(*new)?);
                self.growth(&old, &new).map(Val::Number)
            }
            (Function::Abs, [a]) => {
                let number = self.number(*a)?;
                let number = self.held_number(&number);
                let negative = self.negative(&number);
                self.pick(&number, &negative, ">=").map(Val::Number)
            }
            (Function::Year, [date]) => {
                let Val::Date(date) = self.known(*date)? else { return Ok(Val::Number(Num::any())) };
                let year = Int::column(Sql::filled(self.dialect.year, &[&date.value]), 16);
                let bound = Some(Fraction { over: year, under: self.int(1) });
                Ok(Val::Number(Num::bounds(bound.clone(), bound).but_absent(date.absent)))
            }
            (Function::Division, [code]) => {
                let Val::Text(code) = self.known(*code)? else { return Ok(Val::Number(Num::any())) };
                let code = self.held_word(&code);
                let is_code = Sql::filled(self.dialect.is_industry, &[&code.value]);
                let head = |from: u8, length: u8| {
                    Sql::filled(&format!("substr({{0}}, {from}, {length})"), &[&code.value])
                };
                let digit = Sql::infix(&head(1, 1), "<=", &Sql::atom("'9'", 0));
                let null = self.dialect.unknown[1];
                let branches = vec![(Sql::and(&is_code, &digit), head(1, 2)), (is_code, head(2, 2))];
                Ok(Val::Text(Word { value: Sql::case(branches, None, null), absent: code.absent }))
            }
            _ => {
                let name = Function::ALL
                    .iter()
                    .find(|(other, ..)| *other == function)
                    .map_or("", |(_, name, _)| name);
                let _ = digits;
                Err(Beyond(format!("函数 {name}")))
            }
        }
    }

    fn growth(&mut self, old: &Num, new: &Num) -> Result<Num, Beyond> {
        let quotient = self.over(new, old)?;
        let one = self.interval(Interval::exact(Number::from_integer(1)));
        self.minus(&quotient, &one)
    }

    /// Pairs of whether a member belongs to the series, and its value.
    fn series(&mut self, function: Function, members: &[NodeId]) -> Result<Val, Beyond> {
        let mut pairs = Vec::new();
        for pair in members.chunks_exact(2) {
            let included = self.truth(pair[0])?;
            pairs.push((self.column(&included), pair[1]));
        }
        match function {
            Function::Any | Function::Every => {
                let is_any = function == Function::Any;
                let mut out = Sql::truth(!is_any);
                for (included, at) in pairs {
                    let truth = self.truth(at)?;
                    out = if is_any {
                        Sql::or(&out, &Sql::and(&included, &truth))
                    } else {
                        Sql::and(&out, &Sql::or(&included.not(), &truth))
                    };
                }
                return Ok(Val::Truth(out));
            }
            Function::Count => {
                let one = self.int(1);
                let (mut low, mut high) = (self.int(0), self.int(0));
                let zero = self.int(0);
                for (included, _) in pairs {
                    let sure =
                        self.chosen(vec![(included.clone(), one.clone()), (Sql::truth(true), zero.clone())]);
                    let possible =
                        self.chosen(vec![(included.not(), zero.clone()), (Sql::truth(true), one.clone())]);
                    (low, high) = (self.add(&low, &sure)?, self.add(&high, &possible)?);
                }
                let bound = |over: Int| Some(Fraction { over, under: one.clone() });
                return Ok(Val::Number(Num::bounds(bound(low), bound(high))));
            }
            _ => {}
        }
        let mut numbers = Vec::new();
        for (included, at) in pairs {
            let number = self.number(at)?;
            numbers.push((included, self.held_number(&number)));
        }
        match function {
            Function::Sum => self.sum(&numbers).map(Val::Number),
            Function::Mean => self.mean(&numbers).map(Val::Number),
            Function::MeanGrowth => {
                let mut rates = Vec::new();
                for pair in numbers.windows(2) {
                    let growth = self.growth(&pair[0].1, &pair[1].1)?;
                    rates.push((Sql::and(&pair[0].0, &pair[1].0), self.held_number(&growth)));
                }
                // A year that may or may not count leaves the whole open, be it in a pair or not.
                let known = all_known(numbers.iter().map(|(included, _)| included));
                let mean = self.mean(&rates)?;
                Ok(Val::Number(self.only_where(&known, mean)))
            }
            Function::Cagr => self.rate(&numbers).map(Val::Rate),
            _ => Err(Beyond("逐年数的 min、max".to_owned())),
        }
    }

    /// Anything where a condition does not hold.
    fn only_where(&mut self, known: &Sql, number: Num) -> Num {
        let low = self.bound_of(vec![(known.clone(), number.low.clone())]);
        let high = if number.low == number.high {
            low.clone()
        } else {
            self.bound_of(vec![(known.clone(), number.high)])
        };
        Num::bounds(low, high).but_absent(Sql::and(known, &number.absent))
    }

    fn sum(&mut self, members: &[(Sql, Num)]) -> Result<Num, Beyond> {
        let zero = self.fraction(Number::from_integer(0));
        let nothing = Num::bounds(Some(zero.clone()), Some(zero));
        let (mut total, mut present) = (nothing.clone(), Sql::truth(false));
        for (included, number) in members {
            let gone = Sql::or(&included.not(), &number.absent);
            let gone = self.column(&gone);
            let part = if gone.literal() == Some(false) && included.literal() == Some(true) {
                number.clone()
            } else {
                let hull = self.hull(number, &nothing)?;
                let mut bound = |own: &Option<Fraction>, hull: Option<Fraction>| {
                    self.bound_of(vec![
                        (gone.clone(), nothing.low.clone()),
                        (included.clone(), own.clone()),
                        (Sql::truth(true), hull),
                    ])
                };
                let low = bound(&number.low, hull.low);
                let high = bound(&number.high, hull.high);
                Num::bounds(low, high)
            };
            let part = Num { absent: Sql::truth(false), ..part };
            total = self.plus(&total, &part)?;
            // Gone is unknown where nobody knows whether the year counts: then there is a member.
            present = Sql::or(
                &present,
                &Sql::case(vec![(gone, Sql::truth(false))], Some(Sql::truth(true)), "TRUE"),
            );
        }
        Ok(total.but_absent(present.not()))
    }

    fn mean(&mut self, members: &[(Sql, Num)]) -> Result<Num, Beyond> {
        let total = self.sum(members)?;
        let total = self.held_number(&total);
        let (zero, one) = (self.int(0), self.int(1));
        let mut count = self.int(0);
        let mut known = Sql::truth(true);
        for (included, number) in members {
            let counted = Sql::and(included, &number.absent.not());
            let counted = self.chosen(vec![(counted, one.clone()), (Sql::truth(true), zero.clone())]);
            count = self.add(&count, &counted)?;
            let own = if included.literal().is_some() {
                Sql::truth(true)
            } else {
                Sql::or(&included.is_told(), &number.absent)
            };
            known = Sql::and(&known, &own);
        }
        let bound = Fraction { over: count, under: one };
        let count = Num { is_point: true, ..Num::bounds(Some(bound.clone()), Some(bound)) };
        let mean = self.over(&total, &count)?;
        let absent = mean.absent.clone();
        let mean = self.only_where(&known, mean);
        Ok(mean.but_absent(absent))
    }

    /// Years that do not count come before those that do.
    fn rate(&mut self, members: &[(Sql, Num)]) -> Result<Rate, Beyond> {
        let known = all_known(members.iter().map(|(included, _)| included));
        let known = self.column(&known);
        let Some((_, last)) = members.last() else {
            return Ok(Rate { by_years: Vec::new(), absent: Sql::truth(true) });
        };
        let (mut by_years, mut before, mut absent) = (Vec::new(), Sql::truth(false), Sql::truth(false));
        for (at, (included, first)) in members.iter().enumerate() {
            let when = Sql::and(&known, &Sql::and(included, &before.not()));
            let years = u32::try_from(members.len() - 1 - at).unwrap_or(u32::MAX);
            if years == 0 {
                absent = Sql::or(&absent, &when);
                continue;
            }
            let quotient = self.over(last, first)?;
            absent = Sql::or(&absent, &Sql::and(&when, &quotient.absent));
            by_years.push((when, years, Num { absent: Sql::truth(false), ..quotient }));
            before = Sql::or(&before, included);
        }
        // None counts at all.
        let none = members.iter().fold(known, |so_far, (included, _)| Sql::and(&so_far, &included.not()));
        Ok(Rate { by_years, absent: Sql::or(&absent, &none) })
    }
}

fn all_known<'s>(truths: impl Iterator<Item = &'s Sql>) -> Sql {
    truths
        .filter(|truth| truth.literal().is_none())
        .fold(Sql::truth(true), |so_far, truth| Sql::and(&so_far, &truth.is_told()))
}

/// Money is held in 分, any other number in hundred-millionths.
fn scale_of(kind: &AttributeType) -> i128 {
    if kind.dimension() == Some(Dimension::MONEY) { 100 } else { 100_000_000 }
}
