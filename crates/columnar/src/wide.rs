//! Loops over columns, with the widest instructions of the processor that runs them: chosen at run time, so that one program serves all.
//! What a loop calls is only widened where it is inlined, so each of these is a plain loop over slices. `f` is moved into the loop: what it
//! holds is then read before, as nothing that the loop writes can change it.

use arrow::buffer::BooleanBuffer;
use pulp::Arch;

/// `f` of every row.
pub(crate) fn map<A: Copy, T: Copy + Default>(a: &[A], f: impl Fn(A) -> T) -> Vec<T> {
    let mut out = vec![T::default(); a.len()];
    let rows = out.as_mut_slice();
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            let f = f;
            for (out, a) in rows.iter_mut().zip(a) {
                *out = f(*a);
            }
        },
    );
    out
}

/// `f` of every row of two columns.
pub(crate) fn map2<A: Copy, B: Copy, T: Copy + Default>(a: &[A], b: &[B], f: impl Fn(A, B) -> T) -> Vec<T> {
    let mut out = vec![T::default(); a.len()];
    let rows = out.as_mut_slice();
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            let f = f;
            for ((out, a), b) in rows.iter_mut().zip(a).zip(b) {
                *out = f(*a, *b);
            }
        },
    );
    out
}

/// `f` of every row of three columns.
pub(crate) fn map3<A: Copy, B: Copy, C: Copy, T: Copy + Default>(
    a: &[A],
    b: &[B],
    c: &[C],
    f: impl Fn(A, B, C) -> T,
) -> Vec<T> {
    let mut out = vec![T::default(); a.len()];
    let rows = out.as_mut_slice();
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            let f = f;
            for (((out, a), b), c) in rows.iter_mut().zip(a).zip(b).zip(c) {
                *out = f(*a, *b, *c);
            }
        },
    );
    out
}

/// `f` of every row of four columns.
pub(crate) fn map4<T: Copy + Default>(
    (a, b): (&[i64], &[i64]),
    (c, d): (&[i64], &[i64]),
    f: impl Fn((i64, i64), (i64, i64)) -> T,
) -> Vec<T> {
    let mut out = vec![T::default(); a.len()];
    let rows = out.as_mut_slice();
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            let f = f;
            for ((((out, a), b), c), d) in rows.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                *out = f((*a, *b), (*c, *d));
            }
        },
    );
    out
}

/// The bits of a buffer, a byte each.
pub(crate) fn bits(of: &BooleanBuffer) -> Vec<u8> {
    let mut out = vec![0; of.len()];
    let rows = out.as_mut_slice();
    let words = of.bit_chunks();
    let words = words.iter().chain(std::iter::once(words.remainder_bits()));
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            for (rows, word) in rows.chunks_mut(64).zip(words) {
                for (at, row) in rows.iter_mut().enumerate() {
                    *row = (word >> at & 1) as u8;
                }
            }
        },
    );
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
