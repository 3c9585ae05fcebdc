//! Randomness that is the same on every machine: integers from ChaCha, and floats only through `+ − × ÷` and
//! square root, which IEEE 754 fixes to the last bit. (`exp`, `ln`, `powf` come from each platform's own library.)

use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The source of chance of one enterprise.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// Stream `stream` of `seed`: streams are independent, so enterprises can be made in any order.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// Uniform in `0..bound`; 0 where `bound` is 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let wide = u64::from(self.0.next_u32()) * u64::from(bound);
        u32::try_from(wide >> 32).unwrap_or_default()
    }

    /// True in `per_mille` of 1000 cases.
    pub(crate) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// Uniform in `[0, 1)`.
    pub(crate) fn unit(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    /// Uniform in `[low, high)`.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Nearly standard normal, within ±6: the sum of twelve uniforms (Irwin–Hall) less six.
    pub(crate) fn normal(&mut self) -> f64 {
        let mut sum = 0u32;
        for _ in 0..3 {
            let word = self.0.next_u64();
            for shift in [0, 16, 32, 48] {
                sum += u32::try_from((word >> shift) & 0xffff).unwrap_or_default();
            }
        }
        (f64::from(sum) - 6.0 * 65_535.0) / 65_536.0
    }

    /// Index drawn in proportion to its weight.
    pub(crate) fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let total: u32 = weights.clone().sum();
        let mut ticket = self.below(total);
        for (index, weight) in weights.enumerate() {
            match ticket.checked_sub(weight) {
                Some(rest) => ticket = rest,
                None => return index,
            }
        }
        0
    }

    /// One of `choices`.
    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T; 4]) -> T {
        choices[self.below(4) as usize & 3]
    }
}

/// e^x for |x| ≤ 20, good to about six digits: (1 + x/n + (x/n)²/2)^n with n = 4096, by squaring.
pub(crate) fn exp(x: f64) -> f64 {
    let step = x.clamp(-20.0, 20.0) / 4096.0;
    let mut value = 1.0 + step + step * step / 2.0;
    for _ in 0..12 {
        value *= value;
    }
    value
}

/// The nearest whole number, for amounts in 分 and heads; never beyond what `i64` money may be.
#[expect(clippy::cast_possible_truncation, reason = "clamped to a range that i64 holds exactly")]
pub(crate) fn whole(value: f64) -> i64 {
    value.clamp(-9.0e15, 9.0e15).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_and_fixed() {
        for (x, expected) in
            [(0.0, 1.0), (1.0, std::f64::consts::E), (-2.0, 0.135_335_283), (3.0, 20.085_536_9)]
        {
            assert!((exp(x) / expected - 1.0).abs() < 1e-5, "{x}");
        }
        // The very bits: another machine must agree.
        assert_eq!(exp(1.5).to_bits(), 4_616_731_951_565_046_931);
    }

    #[test]
    fn normal_has_mean_zero_and_variance_one() {
        let mut dice = Dice::new(7, 0);
        let draws: Vec<f64> = (0..20_000).map(|_| dice.normal()).collect();
        let mean = draws.iter().sum::<f64>() / 20_000.0;
        let variance = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
    }

    #[test]
    fn streams_differ_and_repeat() {
        let first = |stream| Dice::new(1, stream).below(1_000_000);
        assert_eq!(first(3), first(3));
        assert_ne!(first(3), first(4));
    }

    #[test]
    fn weights_are_respected() {
        let mut dice = Dice::new(1, 1);
        let mut seen = [0; 3];
        for _ in 0..3000 {
            seen[dice.weighted([1, 0, 2].into_iter())] += 1;
        }
        assert_eq!(seen[1], 0);
        assert!((900..1100).contains(&seen[0]), "{seen:?}");
    }
}
