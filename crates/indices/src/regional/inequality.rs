//! Inequality between districts and concentration of resources.

/// Gini's coefficient of totals over units of given sizes (people, area, or 1 each): 0, each has in proportion to its size, up to 1, one has
/// all. None of negative totals, of sizes that are not positive, or where there is nothing to share.
pub fn gini(totals: &[f64], sizes: &[f64]) -> Option<f64> {
    let (sum, all) = sums(totals, sizes)?;
    let mut units: Vec<(f64, f64)> = totals.iter().copied().zip(sizes.iter().copied()).collect();
    units.sort_by(|a, b| (a.0 / a.1).total_cmp(&(b.0 / b.1)));
    let (mut below, mut area) = (0.0, 0.0);
    for (total, size) in units {
        let share = below + total / sum;
        area += size / all * (below + share);
        below = share;
    }
    Some((1.0 - area).max(0.0))
}

/// Theil's T with its decomposition.
#[derive(Clone, Debug, PartialEq)]
pub struct Theil {
    /// Σ s·ln(s/p): s share of the total, p share of the size.
    pub total: f64,
    /// The part between groups.
    pub between: f64,
    /// The part within groups.
    pub within: f64,
    /// The groups.
    pub groups: Vec<TheilGroup>,
}

/// A group's part in Theil's T.
#[derive(Clone, Debug, PartialEq)]
pub struct TheilGroup {
    /// Its name.
    pub name: String,
    /// Its share of the total.
    pub share: f64,
    /// Its own T.
    pub theil: f64,
}

/// Theil's T (1967) of totals over units of given sizes, decomposed by group: T = Σ S·ln(S/P) + Σ S·T_g. None as [`gini`].
pub fn theil(totals: &[f64], sizes: &[f64], groups: &[&str]) -> Option<Theil> {
    let (sum, all) = sums(totals, sizes)?;
    let entropy = |share: f64, size: f64| if share > 0.0 { share * (share / size).ln() } else { 0.0 };
    let total = totals.iter().zip(sizes).map(|(total, size)| entropy(total / sum, size / all)).sum();
    let mut names: Vec<&str> = groups.to_vec();
    names.sort_unstable();
    names.dedup();
    let (mut between, mut within, mut told) = (0.0, 0.0, Vec::new());
    for name in names {
        let members: Vec<(f64, f64)> = (totals.iter().zip(sizes).zip(groups))
            .filter(|(_, group)| **group == name)
            .map(|((total, size), _)| (*total, *size))
            .collect();
        let (own, size) =
            members.iter().fold((0.0, 0.0), |(own, size), member| (own + member.0, size + member.1));
        let share = own / sum;
        between += entropy(share, size / all);
        let inner = if own > 0.0 {
            members.iter().map(|member| entropy(member.0 / own, member.1 / size)).sum()
        } else {
            0.0
        };
        within += share * inner;
        told.push(TheilGroup { name: name.to_owned(), share, theil: inner });
    }
    Some(Theil { total, between, within, groups: told })
}

/// How concentrated a resource is.
#[derive(Clone, Debug, PartialEq)]
pub struct Concentration {
    /// Share of the first, first two, … up to as many as asked.
    pub shares: Vec<f64>,
    /// Herfindahl–Hirschman: sum of squared shares, from 1/n to 1.
    pub herfindahl: f64,
    /// Location quotient of each unit: its share of the total over its share of the size.
    pub quotients: Vec<f64>,
}

/// How concentrated totals are in the first units. None as [`gini`].
pub fn concentration(totals: &[f64], sizes: &[f64], first: usize) -> Option<Concentration> {
    let (sum, all) = sums(totals, sizes)?;
    let mut shares: Vec<f64> = totals.iter().map(|total| total / sum).collect();
    let quotients = shares.iter().zip(sizes).map(|(share, size)| share / (size / all)).collect();
    let herfindahl = shares.iter().map(|share| share * share).sum();
    shares.sort_by(|a, b| b.total_cmp(a));
    let mut so_far = 0.0;
    let told = shares.iter().take(first).map(|share| {
        so_far += share;
        so_far
    });
    Some(Concentration { shares: told.collect(), herfindahl, quotients })
}

fn sums(totals: &[f64], sizes: &[f64]) -> Option<(f64, f64)> {
    let good = totals.len() == sizes.len()
        && totals.iter().all(|total| total.is_finite() && *total >= 0.0)
        && sizes.iter().all(|size| size.is_finite() && *size > 0.0);
    let (sum, all) = (totals.iter().sum::<f64>(), sizes.iter().sum::<f64>());
    (good && sum > 0.0 && sum.is_finite() && all.is_finite()).then_some((sum, all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_shares_are_equal() {
        assert!(gini(&[2.0, 4.0, 6.0], &[1.0, 2.0, 3.0]).expect("known") < 1e-12);
        let even = theil(&[2.0, 4.0], &[1.0, 2.0], &["a", "b"]).expect("known");
        assert!(even.total.abs() < 1e-12 && even.between.abs() < 1e-12);
    }

    #[test]
    fn gini_is_half_the_mean_difference() {
        // Σ|xᵢ − xⱼ| / (2n²·mean) of 1, 2, 6: (1+5+4)·2 / (2·9·3).
        let found = gini(&[1.0, 2.0, 6.0], &[1.0; 3]).expect("known");
        assert!((found - 20.0 / 54.0).abs() < 1e-12);
        assert_eq!(gini(&[1.0, -2.0], &[1.0; 2]), None);
        assert_eq!(gini(&[0.0, 0.0], &[1.0; 2]), None);
        assert_eq!(gini(&[1.0], &[0.0]), None);
    }

    #[test]
    fn theil_adds_up() {
        let found =
            theil(&[1.0, 2.0, 6.0, 0.0], &[1.0, 1.0, 2.0, 1.0], &["a", "a", "b", "b"]).expect("known");
        assert!((found.total - found.between - found.within).abs() < 1e-12);
        assert!((found.groups.iter().map(|group| group.share).sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn concentration_counts_the_first() {
        let found = concentration(&[6.0, 3.0, 1.0], &[1.0, 1.0, 2.0], 2).expect("known");
        assert!((found.shares[0] - 0.6).abs() < 1e-12 && (found.shares[1] - 0.9).abs() < 1e-12);
        assert!((found.herfindahl - 0.46).abs() < 1e-12);
        assert!((found.quotients[0] - 2.4).abs() < 1e-12);
    }
}
