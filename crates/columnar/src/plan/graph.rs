//! The graph of steps: each step once, however many conditions of however many programmes need it (hash-consing), and none for what is
//! known before any row is seen (constant folding).

use std::sync::Arc;

use language::ast::Operator;
use language::eval::Step;
use language::ir::Function;
use language::value::Maybe;
use language::{Context, Expr, Truth, Value};
use rustc_hash::FxHashMap;
use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{Facts, Kind};

/// A step by position.
pub(crate) type NodeId = usize;

/// What values of an attribute are, and what an unknown one may still be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    Truth,
    /// At least zero, unless `signed`.
    Number {
        signed: bool,
    },
    Text,
    Date,
}

/// Of what the values of a step are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Domain {
    /// One a subject.
    Subjects,
    /// One a record of a list.
    Records(AttributeId),
    /// One a case: what a subject may still be, with the judgements of a variant taken as decided.
    Cases(usize),
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Op {
    /// A constant by position.
    Constant(usize),
    /// An attribute; absent in years before `born`.
    Read {
        attribute: AttributeId,
        year: Option<i16>,
        born: Option<AttributeId>,
        shape: Shape,
    },
    /// Whether a year belongs to a series: not before the year of `born`.
    Included {
        attribute: AttributeId,
        year: i16,
        born: AttributeId,
    },
    /// A field of the records of a list.
    Field {
        list: AttributeId,
        field: FieldId,
        shape: Shape,
    },
    /// What is so of a subject is so for each of its records or cases.
    Lift(Domain),
    And,
    Or,
    /// So many are true.
    AtLeast(usize),
    /// Whether a truth is unknown: true or false.
    IsUnknown,
    /// What a case of a variant says of a judgement, by position.
    Case(usize, usize),
    /// A truth, and what a case says where it is unknown.
    Assume,
    /// As the interpreter does it.
    Step(Step),
    /// A function of a series: pairs of whether a member belongs to it, and its value.
    Series(Function),
    /// How many records there are, or pass the filter.
    Count(AttributeId),
    /// Whether a word is one of a set, by position.
    OneOf(usize),
    /// Left to the interpreter, row by row.
    Interpret(usize),
}

impl Op {
    /// Whether nothing but its arguments matters to a step: neither facts nor cases.
    pub(crate) fn is_of_arguments(self) -> bool {
        matches!(
            self,
            Self::And
                | Self::Or
                | Self::AtLeast(_)
                | Self::IsUnknown
                | Self::Assume
                | Self::Step(_)
                | Self::Series(_)
                | Self::OneOf(_)
        )
    }
}

/// A step and the steps it takes values from.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) op: Op,
    pub(crate) arguments: Vec<NodeId>,
    pub(crate) of: Domain,
}

/// An expression that the interpreter evaluates.
#[derive(Clone, Debug)]
pub(crate) struct Interpreted<'p> {
    pub(crate) expr: &'p Expr,
    pub(crate) definitions: &'p [Expr],
    pub(crate) parameters: Arc<[Value]>,
}

#[derive(Debug)]
pub(crate) struct Graph<'p> {
    pub(crate) kind: &'p Kind,
    pub(crate) nodes: Vec<Node>,
    pub(crate) constants: Vec<Value>,
    pub(crate) sets: Vec<Vec<Arc<str>>>,
    pub(crate) interpreted: Vec<Interpreted<'p>>,
    index: FxHashMap<(Op, Vec<NodeId>), NodeId>,
    constant_index: FxHashMap<String, usize>,
}

impl<'p> Graph<'p> {
    pub(crate) fn new(kind: &'p Kind) -> Self {
        Self {
            kind,
            nodes: Vec::new(),
            constants: Vec::new(),
            sets: Vec::new(),
            interpreted: Vec::new(),
            index: FxHashMap::default(),
            constant_index: FxHashMap::default(),
        }
    }

    pub(crate) fn constant(&mut self, value: Value) -> NodeId {
        let key = format!("{value:?}");
        let at = *self.constant_index.entry(key).or_insert_with(|| {
            self.constants.push(value);
            self.constants.len() - 1
        });
        self.intern(Op::Constant(at), Vec::new(), Domain::Subjects)
    }

    pub(crate) fn truth(&mut self, truth: Truth) -> NodeId {
        self.constant(Value::Truth(truth))
    }

    pub(crate) fn value_of(&self, id: NodeId) -> Option<&Value> {
        match self.nodes.get(id)?.op {
            Op::Constant(at) => self.constants.get(at),
            _ => None,
        }
    }

    fn truth_of(&self, id: NodeId) -> Option<Truth> {
        self.value_of(id).map(Value::truth)
    }

    fn intern(&mut self, op: Op, arguments: Vec<NodeId>, of: Domain) -> NodeId {
        let key = (op, arguments);
        if let Some(known) = self.index.get(&key) {
            return *known;
        }
        self.nodes.push(Node { op, arguments: key.1.clone(), of });
        self.index.insert(key, self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    /// A step without arguments, of subjects or of a list's records.
    pub(crate) fn leaf(&mut self, op: Op) -> NodeId {
        let of = match op {
            Op::Field { list, .. } => Domain::Records(list),
            Op::Case(variant, _) => Domain::Cases(variant),
            _ => Domain::Subjects,
        };
        self.intern(op, Vec::new(), of)
    }

    /// A step of values of subjects, or of records or cases where any of them is; `None` where two of those meet.
    pub(crate) fn step(&mut self, op: Op, arguments: Vec<NodeId>) -> Option<NodeId> {
        let mut domains =
            arguments.iter().map(|at| self.nodes[*at].of).filter(|domain| *domain != Domain::Subjects);
        let of = domains.next().unwrap_or(Domain::Subjects);
        if domains.any(|domain| domain != of) {
            return None;
        }
        if let Some(folded) = self.folded(op, &arguments) {
            return Some(folded);
        }
        let arguments = arguments.into_iter().map(|argument| self.lifted(argument, of)).collect();
        Some(self.intern(op, arguments, of))
    }

    fn lifted(&mut self, node: NodeId, to: Domain) -> NodeId {
        if self.nodes[node].of == to || self.value_of(node).is_some() {
            return node;
        }
        self.intern(Op::Lift(to), vec![node], to)
    }

    /// How many records of a list pass; `None` where the filter is about cases.
    pub(crate) fn count(&mut self, list: AttributeId, filter: Option<NodeId>) -> Option<NodeId> {
        let mut arguments = Vec::new();
        if let Some(filter) = filter {
            if matches!(self.nodes[filter].of, Domain::Cases(_)) {
                return None;
            }
            arguments.push(self.lifted(filter, Domain::Records(list)));
        }
        Some(self.intern(Op::Count(list), arguments, Domain::Subjects))
    }

    /// Whether a truth is never unknown, whatever the facts.
    pub(crate) fn is_settled(&self, id: NodeId) -> bool {
        let node = &self.nodes[id];
        let mut arguments = node.arguments.iter();
        match node.op {
            Op::Constant(at) => self.constants[at].truth() != Truth::Unknown,
            Op::IsUnknown => true,
            Op::Step(Step::Call(Function::FirstKnown, _)) => arguments.any(|at| self.is_settled(*at)),
            Op::And | Op::Or | Op::Step(Step::Not) | Op::Lift(_) => arguments.all(|at| self.is_settled(*at)),
            _ => false,
        }
    }

    fn folded(&mut self, op: Op, arguments: &[NodeId]) -> Option<NodeId> {
        match (op, arguments) {
            (Op::And, [a, b]) => return self.junction(*a, *b, Truth::True),
            (Op::Or, [a, b]) => return self.junction(*a, *b, Truth::False).or_else(|| self.one_of(*a, *b)),
            (Op::IsUnknown, [a]) => {
                if self.is_settled(*a) {
                    return Some(self.truth(Truth::False));
                }
                let known = self.truth_of(*a)? != Truth::Unknown;
                return Some(self.truth((!known).into()));
            }
            (Op::Assume, [a, _]) => return self.is_settled(*a).then_some(*a),
            (Op::Step(Step::If), [condition, yes, no]) => {
                if yes == no {
                    return Some(*yes);
                }
                match self.truth_of(*condition) {
                    Some(Truth::True) => return Some(*yes),
                    Some(Truth::False) => return Some(*no),
                    _ => {}
                }
            }
            _ => {}
        }
        let Op::Step(step) = op else { return None };
        let values: Vec<Value> =
            arguments.iter().map(|at| self.value_of(*at).cloned()).collect::<Option<_>>()?;
        let facts = Facts::empty(self.kind);
        let value = Context::new(self.kind, &facts, jiff::civil::Date::ZERO, &[], &[]).step(step, values);
        Some(self.constant(value))
    }

    /// `and` and `or` with a side that is known: `neutral` leaves the other one.
    fn junction(&mut self, a: NodeId, b: NodeId, neutral: Truth) -> Option<NodeId> {
        if a == b {
            return Some(a);
        }
        for (known, other) in [(a, b), (b, a)] {
            match self.truth_of(known) {
                Some(truth) if truth == neutral => return Some(other),
                Some(truth) if truth == !neutral => return Some(self.truth(!neutral)),
                _ => {}
            }
        }
        None
    }

    /// `x = "a" or x = "b"`: one look at `x`.
    fn one_of(&mut self, a: NodeId, b: NodeId) -> Option<NodeId> {
        let ((subject, mut words), (other, more)) = (self.words_of(a)?, self.words_of(b)?);
        if subject != other {
            return None;
        }
        words.extend(more);
        words.sort();
        words.dedup();
        let at = self.sets.iter().position(|set| *set == words).unwrap_or_else(|| {
            self.sets.push(words);
            self.sets.len() - 1
        });
        let of = self.nodes[subject].of;
        Some(self.intern(Op::OneOf(at), vec![subject], of))
    }

    fn words_of(&self, id: NodeId) -> Option<(NodeId, Vec<Arc<str>>)> {
        let node = &self.nodes[id];
        match (node.op, node.arguments.as_slice()) {
            (Op::OneOf(at), [subject]) => Some((*subject, self.sets[at].clone())),
            (Op::Step(Step::Compare(Operator::Equal)), [subject, word]) => match self.value_of(*word)? {
                Value::Text(Maybe::Known(word)) => Some((*subject, vec![Arc::clone(word)])),
                _ => None,
            },
            _ => None,
        }
    }

    /// An expression left to the interpreter.
    pub(crate) fn interpret(&mut self, interpreted: Interpreted<'p>) -> NodeId {
        self.interpreted.push(interpreted);
        self.intern(Op::Interpret(self.interpreted.len() - 1), Vec::new(), Domain::Subjects)
    }
}
