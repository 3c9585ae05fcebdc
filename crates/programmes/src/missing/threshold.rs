//! Where a comparison turns in one of its facts: with the others fixed, most tests are quotients of sums in each fact, so three
//! points tell where the two sides meet. A guide where to look; the tests themselves decide.

use language::eval::Extent;
use language::ir::Node;
use language::value::Maybe;
use language::{Context, Expr, Type, Value};
use num_traits::{CheckedDiv, CheckedMul, CheckedSub};
use vocabulary::Number;

use super::unknowns::{Scene, Unknown};

/// Bits beyond which an exact threshold is not worth its arithmetic.
const BITS: u32 = 60;

/// A comparison of numbers and the facts that its sides read.
pub(super) struct Comparison<'p> {
    pub(super) sides: (&'p Expr, &'p Expr),
    pub(super) reads: Vec<Unknown>,
}

/// The comparisons of numbers that a test rests on, through its definitions.
pub(super) fn comparisons<'p>(test: &'p Expr, scene: Scene<'p>) -> Vec<Comparison<'p>> {
    let mut out = Vec::new();
    through(test, scene, &mut |node| {
        if let Node::Compare(_, a, b) = &node.node
            && matches!(a.r#type, Type::Number(_))
            && !has_field(a)
            && !has_field(b)
        {
            let mut reads = Vec::new();
            for side in [a, b] {
                through(side, scene, &mut |node| match &node.node {
                    Node::Plain(id) => reads.push(Unknown { attribute: *id, extent: Extent::Plain }),
                    Node::Yearly(id, period) | Node::Series(id, period) => {
                        let years = period.years(scene.as_of.year());
                        let years = years.map(|year| Unknown { attribute: *id, extent: Extent::Year(year) });
                        reads.extend(years);
                    }
                    _ => {}
                });
            }
            out.push(Comparison { sides: (a, b), reads });
        }
    });
    out
}

/// Visits an expression and the definitions it uses, each once.
fn through<'p>(expr: &'p Expr, scene: Scene<'p>, visit: &mut impl FnMut(&'p Expr)) {
    let mut pending = vec![expr];
    let mut seen = vec![false; scene.definitions.len()];
    while let Some(expr) = pending.pop() {
        expr.walk(&mut |node| {
            visit(node);
            if let Node::Definition(at) = node.node
                && let (Some(seen), Some(definition)) = (seen.get_mut(at), scene.definitions.get(at))
                && !std::mem::replace(seen, true)
            {
                pending.push(definition);
            }
        });
    }
}

fn has_field(expr: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |node| found |= matches!(node.node, Node::Field(_)));
    found
}

/// How far the sides of a comparison are apart.
pub(super) fn apart(context: &Context<'_>, (left, right): (&Expr, &Expr)) -> Option<Number> {
    let exact = |expr| match context.eval(expr) {
        Value::Number(Maybe::Known(interval)) => interval.value(),
        _ => None,
    };
    exact(left)?.checked_sub(&exact(right)?)
}

/// Where a function (p + q·x) / (1 + s·x) through three points is zero: such functions keep cross-ratios.
pub(super) fn root(points: [(Number, Number); 3]) -> Option<Number> {
    let [(x0, d0), (x1, d1), (x2, d2)] = points;
    let product = |a: Number, b: Number| a.checked_mul(&b);
    let zero = Number::from_integer(0);
    if d0 == d1 || d0 == d2 || d1 == d2 {
        return None;
    }
    let of_values = product(-d1, d0.checked_sub(&d2)?)?.checked_div(&product(-d2, d0.checked_sub(&d1)?)?)?;
    let factor = product(of_values, (x0 - x1).checked_div(&(x0 - x2))?)?;
    let below = Number::from_integer(1).checked_sub(&factor)?;
    if below == zero {
        return None;
    }
    let root = x1.checked_sub(&product(factor, x2)?)?.checked_div(&below)?;
    let small = |n: i128| n.unsigned_abs() < 1 << BITS;
    (small(*root.numer()) && small(*root.denom())).then_some(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_a_line_and_of_a_quotient() {
        let n = Number::from_integer;
        let line = |x: Number| x * n(2) - n(10);
        let share = |x: Number| n(30) / x - Number::new(1, 10);
        for (f, expected) in [(&line as &dyn Fn(Number) -> Number, n(5)), (&share, n(300))] {
            let points = [n(1), n(2), n(3)].map(|x| (x, f(x)));
            assert_eq!(root(points), Some(expected));
        }
        assert_eq!(root([(n(1), n(4)), (n(2), n(4)), (n(3), n(4))]), None);
    }
}
