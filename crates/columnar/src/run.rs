//! Runs a plan over a batch: step by step, each over all rows of the chunk, forgetting a column once nothing needs it.

use std::sync::Arc;

use language::Context;
use rustc_hash::FxHashMap;
use vocabulary::Facts;
use vocabulary::kind::AttributeId;

use crate::batch::Batch;
use crate::cases::{Cases, Told};
use crate::kernel;
use crate::outcome::{self, Outcome};
use crate::plan::Plan;
use crate::plan::graph::{Domain, Node, NodeId, Op};
use crate::rests::Rests;
use crate::vector::Vector;

impl Plan<'_> {
    /// Assesses all rows of a batch.
    pub fn run(&self, batch: &Batch) -> Outcome {
        let facts = Facts::empty(self.kind);
        let mut run = Run {
            plan: self,
            batch,
            context: Context::new(self.kind, &facts, self.as_of, &[], &[]),
            done: vec![None; self.graph.nodes.len()],
            left: self.uses.clone(),
            parents: FxHashMap::default(),
            births: FxHashMap::default(),
            unborn: FxHashMap::default(),
            told: FxHashMap::default(),
            cases: FxHashMap::default(),
        };
        for at in 0..self.graph.nodes.len() {
            if self.uses[at] > 0 {
                run.step(at);
            }
        }
        let told = (0..self.variants.len()).map(|variant| run.told_by(variant)).collect();
        let outcome = outcome::outcome(self, batch, &run.done, told);
        run.done.into_iter().flatten().filter_map(Arc::into_inner).for_each(Vector::keep);
        outcome
    }
}

struct Run<'r, 'p> {
    plan: &'r Plan<'p>,
    batch: &'r Batch,
    /// Does single steps; it has no facts.
    context: Context<'r>,
    done: Vec<Option<Arc<Vector>>>,
    left: Vec<u32>,
    parents: FxHashMap<AttributeId, Arc<[u32]>>,
    births: FxHashMap<AttributeId, Option<Arc<[i32]>>>,
    unborn: FxHashMap<(AttributeId, i16), Option<Arc<[u8]>>>,
    /// By variant, the rows that are told by cases, and what those are.
    told: FxHashMap<usize, Arc<Told>>,
    cases: FxHashMap<usize, Arc<Cases>>,
}

impl Run<'_, '_> {
    fn step(&mut self, at: NodeId) {
        let node = &self.plan.graph.nodes[at];
        let arguments: Vec<Arc<Vector>> =
            node.arguments.iter().filter_map(|argument| self.done[*argument].clone()).collect();
        let vector = self.vector(node, &arguments);
        self.done[at] = Some(Arc::new(vector));
        drop(arguments);
        for argument in &node.arguments {
            self.left[*argument] -= 1;
            if self.left[*argument] == 0 {
                self.done[*argument].take().into_iter().filter_map(Arc::into_inner).for_each(Vector::keep);
            }
        }
    }

    fn rows(&mut self, of: Domain) -> usize {
        match of {
            Domain::Subjects => self.batch.rows,
            Domain::Records(list) => self.batch.lists.get(&list).map_or(0, crate::batch::ListCells::records),
            Domain::Cases(variant) => self.cases(variant).rows.len(),
        }
    }

    /// The rows of a variant that are told by cases; all that this rests on stands before the steps over cases.
    fn rows_told(&mut self, variant: usize) -> Arc<Told> {
        if let Some(known) = self.told.get(&variant) {
            return Arc::clone(known);
        }
        let roots = self.plan.roots.get(variant);
        let amount = roots.and_then(|roots| roots.amount.as_ref().map(|amount| (roots, amount)));
        let told = amount.map(|(roots, amount)| Told::of(roots, amount, self.batch.rows, &self.done));
        let told = Arc::new(told.unwrap_or_default());
        self.told.insert(variant, Arc::clone(&told));
        told
    }

    /// The cases of a variant, made when the first step asks for them.
    fn cases(&mut self, variant: usize) -> Arc<Cases> {
        if let Some(known) = self.cases.get(&variant) {
            return Arc::clone(known);
        }
        let told = self.rows_told(variant);
        let amount = self.plan.roots.get(variant).and_then(|roots| roots.amount.as_ref());
        let judgements = amount.and_then(|amount| amount.cases.as_ref()).map(|cases| &*cases.judgements);
        let cases = Arc::new(Cases::of(&told, judgements, self.batch.rows, &self.done));
        self.cases.insert(variant, Arc::clone(&cases));
        cases
    }

    /// How the amount of a variant is told where a choice of its formula is open; `None` where there is none.
    fn told_by(&mut self, variant: usize) -> Option<outcome::Telling> {
        self.plan.roots.get(variant)?.amount.as_ref()?;
        let told = self.rows_told(variant);
        let by = match self.plan.choices.get(variant) {
            Some(Some(choices)) => {
                let rests = Rests::of(choices, &told, &self.context, &self.done, self.batch.rows);
                outcome::ByCase::Rests(rests)
            }
            _ => outcome::ByCase::Rows(self.cases(variant)),
        };
        Some(outcome::Telling { told, by })
    }

    fn vector(&mut self, node: &Node, arguments: &[Arc<Vector>]) -> Vector {
        if !arguments.is_empty() && node.op.is_of_arguments() && arguments.iter().all(|a| a.is_constant()) {
            // The same in every row is worked out of one.
            return Vector::Constant(self.each_row(node, arguments, 1).value(0));
        }
        let rows = self.rows(node.of);
        self.each_row(node, arguments, rows)
    }

    fn each_row(&mut self, node: &Node, arguments: &[Arc<Vector>], rows: usize) -> Vector {
        let (graph, batch) = (&self.plan.graph, self.batch);
        match (node.op, arguments) {
            (Op::Constant(at), _) => Vector::Constant(graph.constants[at].clone()),
            (Op::Read { attribute, year, born, shape }, _) => {
                let cells = batch.columns.get(&(attribute, year));
                let unborn = born.zip(year).and_then(|(born, year)| self.unborn(born, year));
                kernel::read(cells, shape, unborn.as_deref(), rows)
            }
            (Op::Included { attribute, year, born }, _) => {
                let cells = batch.columns.get(&(attribute, Some(year)));
                let unborn = self.unborn(born, year);
                kernel::included(cells, self.births(born).as_deref(), unborn.as_deref(), rows)
            }
            (Op::Field { list, field, shape }, _) => {
                let cells = batch.lists.get(&list).and_then(|list| list.fields.get(&field));
                kernel::read(cells, shape, None, rows)
            }
            (Op::Lift(Domain::Cases(variant)), [subjects]) => {
                kernel::lift(subjects, &self.cases(variant).rows)
            }
            (Op::Lift(Domain::Records(list)), [subjects]) => kernel::lift(subjects, &self.parents(list)),
            (Op::And, [a, b]) => kernel::and(a, b, rows),
            (Op::Or, [a, b]) => kernel::or(a, b, rows),
            (Op::AtLeast(wanted), all) => kernel::at_least(wanted, all, rows),
            (Op::IsUnknown, [a]) => kernel::is_unknown(a, rows),
            (Op::Assume, [a, case]) => kernel::assume(a, case, rows),
            (Op::Case(variant, at), _) => {
                Vector::Truth(self.cases(variant).says.get(at).cloned().unwrap_or_default())
            }
            (Op::Step(step), all) => kernel::step(&self.context, step, all, rows),
            (Op::Series(function), members) => kernel::series(&self.context, function, members, rows),
            (Op::Count(list), filter) => {
                let filter = filter.first().map(AsRef::as_ref);
                kernel::count(batch.lists.get(&list), filter, || self.parents(list), rows)
            }
            (Op::OneOf(at), [a]) => kernel::one_of(&graph.sets[at], a, rows),
            (Op::Interpret(at), _) => self.interpret(at),
            // A step always has the arguments it was made with.
            _ => Vector::Constant(language::Value::Truth(language::Truth::Unknown)),
        }
    }

    fn interpret(&self, at: usize) -> Vector {
        let interpreted = &self.plan.graph.interpreted[at];
        let kind = self.plan.kind;
        let row = |row: usize| {
            let facts = self.batch.facts(kind, row);
            let parameters = &interpreted.parameters;
            Context::new(kind, &facts, self.plan.as_of, parameters, interpreted.definitions)
                .eval(interpreted.expr)
        };
        Vector::of((0..self.batch.rows).map(row).collect())
    }

    /// 1 in rows that did not exist in a year: looked up once for all that read the year.
    fn unborn(&mut self, born: AttributeId, year: i16) -> Option<Arc<[u8]>> {
        if let Some(known) = self.unborn.get(&(born, year)) {
            return known.clone();
        }
        let unborn = kernel::unborn(self.births(born).as_deref(), year).map(Arc::from);
        self.unborn.insert((born, year), unborn.clone());
        unborn
    }

    /// The days from which subjects exist, `None` where nothing says so.
    fn births(&mut self, born: AttributeId) -> Option<Arc<[i32]>> {
        let batch = self.batch;
        let find = || batch.columns.get(&(born, None)).map(|cells| kernel::days(cells, batch.rows).into());
        self.births.entry(born).or_insert_with(find).clone()
    }

    fn parents(&mut self, list: AttributeId) -> Arc<[u32]> {
        let held = self.batch.lists.get(&list);
        let make = || held.map(kernel::parents).unwrap_or_default().into();
        Arc::clone(self.parents.entry(list).or_insert_with(make))
    }
}
