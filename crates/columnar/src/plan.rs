//! A plan: any set of programmes, each on one day with its parameters' values, as one graph of steps.

mod cases;
mod choices;
pub(crate) mod graph;
mod lower;
mod reads;

use std::sync::Arc;

use jiff::civil::Date;
use language::{Expr, Truth, Value};
use programmes::programme::{Body, Term};
use programmes::{Condition, Group, Programme};
use vocabulary::Kind;

use crate::Reads;
pub(crate) use cases::CaseRoots;
pub(crate) use choices::{Choices, Remains, Rest, RestId};
use graph::{Graph, NodeId, Op};
use lower::Lowering;
pub(crate) use reads::reads_below;

/// A programme with the values of its parameters: those of the day, or as a reform would set them.
#[derive(Clone, Debug)]
pub struct Variant<'p> {
    /// The programme.
    pub programme: &'p Programme,
    /// By position.
    pub parameters: Arc<[Value]>,
}

impl<'p> Variant<'p> {
    /// A programme as it is on a day.
    pub fn new(programme: &'p Programme, as_of: Date) -> Self {
        Self { programme, parameters: programme.parameter_values(as_of).into() }
    }

    /// The same with other values of parameters: position and value.
    #[must_use]
    pub fn with(&self, changes: &[(usize, Value)]) -> Self {
        let mut parameters = self.parameters.to_vec();
        for (at, value) in changes {
            if let Some(slot) = parameters.get_mut(*at) {
                *slot = value.clone();
            }
        }
        Self { programme: self.programme, parameters: parameters.into() }
    }
}

/// What is asked of a run beside the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The points.
    pub score: bool,
    /// The amount of money.
    pub amount: bool,
    /// The class that a programme sorts subjects into.
    pub class: bool,
}

impl Wanted {
    /// Status, score and amount.
    pub const ALL: Self = Self { score: true, amount: true, class: true };
    /// The status alone.
    pub const STATUS: Self = Self { score: false, amount: false, class: false };
}

/// Where the parts of a variant stand in the graph.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Roots {
    pub(crate) applies: Option<NodeId>,
    pub(crate) conditions: Vec<NodeId>,
    pub(crate) score: Option<NodeId>,
    pub(crate) class: Option<NodeId>,
    pub(crate) amount: Option<AmountRoots>,
}

/// Where the parts of an amount stand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AmountRoots {
    pub(crate) formula: NodeId,
    pub(crate) cap: Option<NodeId>,
    /// True where the formula has to be told by cases, and how; and the cap.
    pub(crate) open: NodeId,
    pub(crate) cases: Option<CaseRoots>,
    pub(crate) open_cap: NodeId,
    pub(crate) term: Term,
}

/// Programmes compiled for a day.
#[derive(Debug)]
pub struct Plan<'p> {
    pub(crate) kind: &'p Kind,
    pub(crate) as_of: Date,
    pub(crate) graph: Graph<'p>,
    pub(crate) variants: Vec<Variant<'p>>,
    pub(crate) roots: Vec<Roots>,
    /// By variant, the choices of its amount where they can be walked.
    pub(crate) choices: Vec<Option<Choices>>,
    /// Steps of expressions that stand by themselves.
    pub(crate) values: Vec<NodeId>,
    /// For each step, how many steps and roots of a run take its value.
    pub(crate) uses: Vec<u32>,
    reads: Reads,
}

impl<'p> Plan<'p> {
    /// Compiles programmes for subjects of `kind`, which has the attributes of every role that they name.
    pub fn new(kind: &'p Kind, as_of: Date, variants: Vec<Variant<'p>>, wanted: Wanted) -> Self {
        let mut graph = Graph::new(kind);
        let (roots, choices): (Vec<Roots>, Vec<Option<Choices>>) =
            variants.iter().enumerate().map(|variant| roots_of(&mut graph, variant, as_of, wanted)).unzip();
        let reads = reads::reads(&graph, &variants, as_of, wanted);
        let (values, uses) = (Vec::new(), Vec::new());
        Self { kind, as_of, graph, variants, roots, choices, values, uses, reads }.counted()
    }

    /// Compiles expressions that use neither parameters nor definitions.
    pub fn of_expressions(kind: &'p Kind, as_of: Date, expressions: &'p [Expr]) -> Self {
        let mut graph = Graph::new(kind);
        let mut lowering = Lowering::new(&mut graph, &[], [].into(), as_of);
        let values = expressions.iter().map(|expr| lowering.one(expr)).collect();
        let reads = reads::reads(&graph, &[], as_of, Wanted::STATUS);
        let (variants, roots, choices, uses) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { kind, as_of, graph, variants, roots, choices, values, uses, reads }.counted()
    }

    fn counted(mut self) -> Self {
        let of_variants = self.roots.iter().zip(&self.choices).flat_map(|(roots, choices)| {
            // What can be walked needs no row a case.
            let cases = roots.amount.iter().flat_map(|amount| &amount.cases).filter(|_| choices.is_none());
            let of_choices = choices.iter().flat_map(Choices::steps);
            roots.common().chain(cases.flat_map(CaseRoots::steps)).chain(of_choices)
        });
        self.uses = self.uses_of(of_variants.chain(self.values.iter().copied()).collect());
        self
    }

    /// How many steps and roots of SQL take the value of each step.
    pub(crate) fn uses_of_sql(&self) -> Vec<u32> {
        let of_variants = self.roots.iter().flat_map(|roots| {
            let cases = roots.amount.iter().flat_map(|amount| &amount.cases);
            roots.common().chain(cases.flat_map(CaseRoots::steps))
        });
        self.uses_of(of_variants.chain(self.values.iter().copied()).collect())
    }

    /// How many steps and roots take the value of each step.
    fn uses_of(&self, roots: Vec<NodeId>) -> Vec<u32> {
        let mut uses = vec![0; self.graph.nodes.len()];
        for used in roots {
            uses[used] += 1;
        }
        // A step that nothing takes needs nothing either; arguments stand before what takes them.
        for at in (0..self.graph.nodes.len()).rev() {
            if uses[at] > 0 {
                for argument in &self.graph.nodes[at].arguments {
                    uses[*argument] += 1;
                }
            }
        }
        uses
    }

    /// The columns and lists that it looks at.
    pub fn reads(&self) -> &Reads {
        &self.reads
    }

    /// The programmes and their parameters.
    pub fn variants(&self) -> &[Variant<'p>] {
        &self.variants
    }

    /// Whether two variants come to the same whatever the facts: nothing that one asks differs from the other.
    pub fn is_same(&self, a: usize, b: usize) -> bool {
        a == b || self.roots.get(a).is_some() && self.roots.get(a) == self.roots.get(b)
    }

    /// How many steps there are, and how many of those are left to the interpreter.
    pub fn steps(&self) -> (usize, usize) {
        let used = |at: &usize| self.uses[*at] > 0;
        let interpreted = (0..self.graph.nodes.len())
            .filter(used)
            .filter(|at| matches!(self.graph.nodes[*at].op, Op::Interpret(_)));
        ((0..self.graph.nodes.len()).filter(used).count(), interpreted.count())
    }
}

impl Roots {
    /// All but what tells an amount by cases.
    fn common(&self) -> impl Iterator<Item = NodeId> + '_ {
        let amount = self.amount.iter().flat_map(|amount| {
            let own = [Some(amount.formula), amount.cap, Some(amount.open), Some(amount.open_cap)];
            own.into_iter().flatten()
        });
        self.applies
            .into_iter()
            .chain(self.conditions.iter().copied())
            .chain(self.score)
            .chain(self.class)
            .chain(amount)
    }
}

fn roots_of<'p>(
    graph: &mut Graph<'p>,
    (at, variant): (usize, &Variant<'p>),
    as_of: Date,
    wanted: Wanted,
) -> (Roots, Option<Choices>) {
    let programme = variant.programme;
    let definitions = &programme.definitions.expressions;
    let mut lowering = Lowering::new(graph, definitions, Arc::clone(&variant.parameters), as_of);
    let applies = programme.applies.as_ref().map(|test| lowering.one(&test.expr));
    let conditions = programme.conditions.iter().map(|condition| truth(&mut lowering, condition)).collect();
    let score = programme.score.as_ref().filter(|_| wanted.score);
    let score = score.and_then(|card| lowering.definition_node(card.total));
    let class = programme.class.filter(|_| wanted.class).and_then(|at| lowering.definition_node(at));
    let mut choices = None;
    let amount = programme.amount.as_ref().filter(|_| wanted.amount).map(|amount| {
        let told = cases::by_cases(graph, (at, variant), as_of, &amount.formula.expr);
        let never = graph.truth(Truth::False);
        // The cases of a cap are none of the formula's.
        let cap = amount.cap.as_ref().map(|cap| &cap.expr);
        let mut lowering = Lowering::new(graph, definitions, Arc::clone(&variant.parameters), as_of);
        let open_cap = cap.map_or(never, |cap| lowering.open(cap));
        let (formula, cap) = (lowering.one(&amount.formula.expr), cap.map(|cap| lowering.one(cap)));
        choices = told.choices;
        AmountRoots { formula, cap, open: told.open, cases: told.cases, open_cap, term: amount.term }
    });
    (Roots { applies, conditions, score, class, amount }, choices)
}

/// The step that has the truth of a condition.
fn truth<'p>(lowering: &mut Lowering<'_, 'p>, condition: &'p Condition) -> NodeId {
    let children = match &condition.body {
        Body::Test(test) => return lowering.one(&test.expr),
        Body::Review(_) => return lowering.graph.truth(Truth::Unknown),
        Body::Group(_, children) => children.iter().map(|child| truth(lowering, child)).collect::<Vec<_>>(),
    };
    let Body::Group(group, _) = &condition.body else { return lowering.graph.truth(Truth::Unknown) };
    let graph = &mut *lowering.graph;
    let mut fold = |op: Op, neutral: Truth| {
        let start = graph.truth(neutral);
        children.iter().fold(start, |so_far, child| graph.step(op, vec![so_far, *child]).unwrap_or(so_far))
    };
    match group {
        Group::All => fold(Op::And, Truth::True),
        Group::Any => fold(Op::Or, Truth::False),
        Group::AtLeast(wanted) => {
            let unknown = graph.truth(Truth::Unknown);
            graph.step(Op::AtLeast(*wanted), children).unwrap_or(unknown)
        }
    }
}
