//! Choices of some among several, as `at_least` asks for.

/// Most combinations that are tried.
pub(super) const MAX_COMBINATIONS: usize = 64;

/// All choices of `n` positions below `length`; at most one more than [`MAX_COMBINATIONS`].
pub(super) fn combinations(length: usize, n: usize) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    let mut pending = vec![(0, Vec::new())];
    while let Some((next, chosen)) = pending.pop() {
        if chosen.len() == n {
            out.push(chosen);
            if out.len() > MAX_COMBINATIONS {
                break;
            }
        } else if next < length {
            pending.push((next + 1, chosen.clone()));
            let mut with = chosen;
            with.push(next);
            pending.push((next + 1, with));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_all_there_up_to_one_past_the_limit() {
        assert_eq!(combinations(3, 2).len(), 3);
        assert_eq!(combinations(4, 0), [Vec::<usize>::new()]);
        assert_eq!(combinations(2, 3).len(), 0);
        assert_eq!(combinations(64, 1).len(), MAX_COMBINATIONS);
        assert_eq!(combinations(20, 10).len(), MAX_COMBINATIONS + 1);
    }
}
