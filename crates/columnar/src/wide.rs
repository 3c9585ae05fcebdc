//! Loops over columns, with the widest instructions of the processor that runs them: chosen at run time, so that one program serves all.
//! What a loop calls is only widened where it is inlined, so each of these is a plain loop over slices, into a column that is there before:
//! one that is collected is filled by a function of its own, for any processor. `f` is moved into the loop: what it holds is then read
//! before, as nothing that the loop writes can change it.

use arrow::buffer::BooleanBuffer;
use pulp::Arch;

use crate::spare::{self, Element};

/// Columns are of the same rows: else what stood in a column before would be taken for a value.
fn beside<A, B>(a: &[A], b: &[B]) {
    assert!(a.len() == b.len(), "columns of {} and of {} rows beside each other", a.len(), b.len());
}

/// `f` of every row.
pub(crate) fn map<A: Copy, T: Element>(a: &[A], f: impl Fn(A) -> T) -> Vec<T> {
    let mut all = spare::column(a.len());
    let out = all.as_mut_slice();
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            let f = f;
            for (out, a) in out.iter_mut().zip(a) {
                *out = f(*a);
            }
        },
    );
    all
}

/// `f` of every row of two columns.
pub(crate) fn map2<A: Copy, B: Copy, T: Element>(a: &[A], b: &[B], f: impl Fn(A, B) -> T) -> Vec<T> {
    beside(a, b);
    let mut all = spare::column(a.len());
    let out = all.as_mut_slice();
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            let f = f;
            for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
                *out = f(*a, *b);
            }
        },
    );
    all
}

/// `f` of every row of three columns.
pub(crate) fn map3<A: Copy, B: Copy, C: Copy, T: Element>(
    a: &[A],
    b: &[B],
    c: &[C],
    f: impl Fn(A, B, C) -> T,
) -> Vec<T> {
    beside(a, b);
    beside(a, c);
    let mut all = spare::column(a.len());
    let out = all.as_mut_slice();
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            let f = f;
            for (((out, a), b), c) in out.iter_mut().zip(a).zip(b).zip(c) {
                *out = f(*a, *b, *c);
            }
        },
    );
    all
}

/// `f` of every row of four columns.
pub(crate) fn map4<T: Element>(
    (a, b): (&[i64], &[i64]),
    (c, d): (&[i64], &[i64]),
    f: impl Fn((i64, i64), (i64, i64)) -> T,
) -> Vec<T> {
    for other in [b, c, d] {
        beside(a, other);
    }
    let mut all = spare::column(a.len());
    let out = all.as_mut_slice();
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            let f = f;
            for ((((out, a), b), c), d) in out.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                *out = f((*a, *b), (*c, *d));
            }
        },
    );
    all
}

/// Two columns.
pub(crate) type Pair = (Vec<i64>, Vec<i64>);

/// `f` of every row of four columns, four numbers a row.
pub(crate) fn map4x4(
    (a, b): (&[i64], &[i64]),
    (c, d): (&[i64], &[i64]),
    f: impl Fn((i64, i64), (i64, i64)) -> ((i64, i64), (i64, i64)),
) -> (Pair, Pair) {
    for other in [b, c, d] {
        beside(a, other);
    }
    let column = || spare::column(a.len());
    let mut out = ((column(), column()), (column(), column()));
    let ((p, q), (r, s)) = &mut out;
    let (p, q, r, s) = (p.as_mut_slice(), q.as_mut_slice(), r.as_mut_slice(), s.as_mut_slice());
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            let f = f;
            let rows = p.iter_mut().zip(q).zip(r).zip(s).zip(a).zip(b).zip(c).zip(d);
            for (((((((p, q), r), s), a), b), c), d) in rows {
                ((*p, *q), (*r, *s)) = f((*a, *b), (*c, *d));
            }
        },
    );
    out
}

/// Changes every row of a column by another.
pub(crate) fn update<A: Copy, B: Copy>(out: &mut [A], b: &[B], f: impl Fn(A, B) -> A) {
    beside(out, b);
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            let f = f;
            out.iter_mut().zip(b).for_each(|(out, b)| *out = f(*out, *b));
        },
    );
}

/// The bits of a buffer, a byte each.
pub(crate) fn bits(of: &BooleanBuffer) -> Vec<u8> {
    let words = of.bit_chunks();
    let mut out = Vec::with_capacity(of.len().next_multiple_of(64));
    let all = words.iter().chain(std::iter::once(words.remainder_bits()));
    Arch::new().dispatch(
        #[inline(always)]
        || {
            for word in all {
                out.extend_from_slice(&std::array::from_fn::<u8, 64, _>(|at| (word >> at & 1) as u8));
            }
        },
    );
    out.truncate(of.len());
    out
}

/// All rows folded into one value.
pub(crate) fn fold<A: Copy, T: Copy>(a: &[A], start: T, f: impl Fn(T, A) -> T) -> T {
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            let f = f;
            let mut so_far = start;
            for a in a {
                so_far = f(so_far, *a);
            }
            so_far
        },
    )
}
