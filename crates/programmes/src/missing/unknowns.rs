//! Which facts an expression may still read, given what is left of it: a part that is settled now stays so whatever is told; in
//! particular the silence that `first_known(x, …)` reads as an answer is none to ask about.

use jiff::civil::Date;
use language::eval::{Extent, Memo};
use language::ir::{Function, Node};
use language::value::{Maybe, Member};
use language::{Context, Expr, Truth, Value};
use vocabulary::fact::{Cell, Stated};
use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{Datum, Facts, Kind, Lookup, Period};

/// An unknown fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Unknown {
    pub(crate) attribute: AttributeId,
    /// [`Extent::Plain`], [`Extent::Year`] or [`Extent::Records`].
    pub(crate) extent: Extent,
}

impl Unknown {
    /// States it, where it is no list.
    pub(crate) fn state(self, facts: &mut Facts, cell: Cell) {
        match self.extent {
            Extent::Year(year) => facts.set_yearly(self.attribute, year, cell),
            _ => facts.set_plain(self.attribute, cell),
        }
    }
}

/// What an assessment is made of, besides the facts.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) kind: &'a Kind,
    pub(crate) as_of: Date,
    pub(crate) parameters: &'a [Value],
    pub(crate) definitions: &'a [Expr],
}

impl<'a> Scene<'a> {
    pub(crate) fn context<'f>(&self, facts: &'f Facts) -> Context<'f>
    where
        'a: 'f,
    {
        Context::new(self.kind, facts, self.as_of, self.parameters, self.definitions)
    }
}

impl Scene<'_> {
    /// A context that knows definitions evaluated before.
    pub(crate) fn resumed<'f>(&self, facts: &'f Facts, memo: Memo) -> Context<'f>
    where
        Self: 'f,
    {
        Context::resumed(self.kind, facts, self.as_of, self.parameters, self.definitions, memo)
    }
}

/// Gathers the unknown facts of all tests, each once, and the fields of records that are looked at.
pub(crate) struct Reads<'r, 'a> {
    pub(crate) scene: Scene<'a>,
    pub(crate) facts: &'r Facts,
    pub(crate) context: &'r Context<'r>,
    pub(crate) unknowns: Vec<Unknown>,
    pub(crate) fields: Vec<(AttributeId, FieldId)>,
    /// Those of the test or definition being read.
    current: Vec<usize>,
    /// By definition, once it has been read: those that it reads, through others too.
    pub(crate) definitions: Vec<Option<Vec<usize>>>,
}

impl<'r, 'a> Reads<'r, 'a> {
    pub(crate) fn new(scene: Scene<'a>, facts: &'r Facts, context: &'r Context<'r>) -> Self {
        Self {
            scene,
            facts,
            context,
            unknowns: Vec::new(),
            fields: Vec::new(),
            current: Vec::new(),
            definitions: vec![None; scene.definitions.len()],
        }
    }

    /// Positions, among all unknown facts, of those that a test may still read, in the order it names them.
    pub(crate) fn of(&mut self, test: &Expr) -> Vec<usize> {
        self.visit(test, None);
        std::mem::take(&mut self.current)
    }

    /// Positions of the definitions that read a fact.
    pub(crate) fn definitions_with(&self, fact: usize) -> Vec<usize> {
        let reading = self.definitions.iter().enumerate();
        reading
            .filter(|(_, reads)| reads.iter().flatten().any(|read| *read == fact))
            .map(|(at, _)| at)
            .collect()
    }

    fn visit(&mut self, expr: &Expr, list: Option<AttributeId>) {
        match &expr.node {
            Node::Field(field) => self.field(list, *field),
            Node::List(id) => self.records(*id),
            Node::Filter(inner, predicate) if !is_settled(&self.context.eval(expr)) => {
                // The fields first: a list is open only in fields that somebody looks at.
                self.visit(predicate, list_of(inner));
                self.visit(inner, list);
            }
            Node::Definition(at) => self.definition(*at),
            Node::Plain(id) if self.facts.plain(*id) == Lookup::Unknown => self.add(*id, Extent::Plain),
            Node::Yearly(id, period) | Node::Series(id, period) => self.years(*id, *period),
            Node::Column(inner, field) => {
                self.field(list_of(inner), *field);
                self.visit(inner, list);
            }
            Node::Not(a) | Node::Negate(a) => self.visit(a, list),
            Node::And(a, b) | Node::Or(a, b) | Node::Compare(_, a, b) | Node::Arithmetic(_, a, b) => {
                self.visit(a, list);
                self.visit(b, list);
            }
            Node::If(condition, yes, no) => {
                for part in [condition, yes, no] {
                    self.visit(part, list);
                }
            }
            // Once the first is told the others are not looked at.
            Node::Call(Function::FirstKnown, arguments) => {
                arguments.iter().take(1).for_each(|argument| self.visit(argument, list));
            }
            Node::Call(_, arguments) => arguments.iter().for_each(|argument| self.visit(argument, list)),
            _ => {}
        }
    }

    fn definition(&mut self, at: usize) {
        let Some(definition) = self.scene.definitions.get(at) else { return };
        if self.definitions[at].is_none() {
            let outer = std::mem::take(&mut self.current);
            self.visit(definition, None);
            self.definitions[at] = Some(std::mem::replace(&mut self.current, outer));
        }
        for read in self.definitions[at].iter().flatten() {
            if !self.current.contains(read) {
                self.current.push(*read);
            }
        }
    }

    fn add(&mut self, attribute: AttributeId, extent: Extent) {
        let unknown = Unknown { attribute, extent };
        let at = self.unknowns.iter().position(|other| *other == unknown).unwrap_or_else(|| {
            self.unknowns.push(unknown);
            self.unknowns.len() - 1
        });
        if !self.current.contains(&at) {
            self.current.push(at);
        }
    }

    /// Years before a subject existed are excluded: while its first day is unknown, that may matter for every period.
    fn years(&mut self, id: AttributeId, period: Period) {
        let mut years = period.years(self.scene.as_of.year());
        if years.all(|year| self.facts.yearly(id, year) != Lookup::Unknown) {
            return;
        }
        let born_in = self.scene.kind.get(id).born.and_then(|born| {
            if let Lookup::Known(Datum::Date(date), _) = self.facts.plain(born) {
                return Some(date.year());
            }
            self.add(born, Extent::Plain);
            None
        });
        for year in period.years(self.scene.as_of.year()) {
            if born_in.is_none_or(|born| year >= born) && self.facts.yearly(id, year) == Lookup::Unknown {
                self.add(id, Extent::Year(year));
            }
        }
    }

    fn field(&mut self, list: Option<AttributeId>, field: FieldId) {
        if let Some(list) = list
            && !self.fields.contains(&(list, field))
        {
            self.fields.push((list, field));
        }
    }

    fn records(&mut self, id: AttributeId) {
        let closed = self.facts.list(id).is_some_and(|list| {
            let mut fields = self.fields.iter().filter(|(of, _)| *of == id);
            list.complete
                && fields.all(|(_, field)| list.items.iter().all(|r| *r.field(*field) != Stated::Unknown))
        });
        if !closed {
            self.add(id, Extent::Records);
        }
    }
}

/// The list attribute whose records an expression selects.
pub(super) fn list_of(expr: &Expr) -> Option<AttributeId> {
    match &expr.node {
        Node::List(id) => Some(*id),
        Node::Filter(inner, _) => list_of(inner),
        _ => None,
    }
}

/// Whether nothing is open about a value.
pub(super) fn is_settled(value: &Value) -> bool {
    match value {
        Value::Truth(truth) => *truth != Truth::Unknown,
        Value::Number(Maybe::Known(interval)) => interval.value().is_some(),
        Value::Number(_) => true,
        Value::Text(text) => *text != Maybe::Unknown,
        Value::Date(date) => *date != Maybe::Unknown,
        Value::Series(members) => {
            members.iter().all(|Member { included, value, .. }| *included == Truth::True && is_settled(value))
        }
        Value::List { members, complete, .. } => {
            *complete && members.iter().all(|(truth, _)| *truth == Truth::True)
        }
    }
}
