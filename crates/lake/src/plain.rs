//! Numbers as programs write them (`-1234.50`), read without rationals: most cells of most tables. Anything else, and anything near
//! a limit, is left to [`vocabulary::cell`], whose answer this one equals.

use vocabulary::{AttributeType, Unit};

use crate::value::{Scale, Shape, Value};

/// Most characters, the point included: with every factor below such numbers stay well inside `i128`.
const MAX_LENGTH: usize = 16;

/// Numbers held from here on are left to the long way, which knows each limit.
const MAX_HELD: i128 = 10_000_000_000_000_000;

/// Largest factor of a unit that is applied here.
const MAX_FACTOR: i128 = 1_000_000_000;

/// The value of a cell of digits, if it can be held exactly; `None` where the long way has to be gone.
pub(crate) fn number(text: &str, kind: &AttributeType, shape: Shape, unit: Option<Unit>) -> Option<Value> {
    let AttributeType::Number(own) = kind else { return None };
    let factor = match (unit.unwrap_or(*own), unit) {
        // A ratio without a sign is the ratio itself, unless the heading says that per cent are meant.
        (used, None) if used.symbol == "%" => 1,
        (used, _) => {
            let factor = used.scale();
            factor.is_integer().then(|| *factor.numer()).filter(|factor| (1..=MAX_FACTOR).contains(factor))?
        }
    };
    let (digits, decimals) = digits(text)?;
    let divisor = 10i128.pow(u32::try_from(decimals).ok()?);
    let exact = |scale: Scale| {
        let scaled = digits * factor * i128::from(scale.per_one());
        (scaled % divisor == 0).then_some(scaled / divisor)
    };
    let (held, scale) = match shape {
        Shape::Money => (exact(Scale::Fen)?, Scale::Fen),
        Shape::Ratio => (exact(Scale::E8)?, Scale::E8),
        Shape::Count => match exact(Scale::Whole) {
            Some(held) => (held, Scale::Whole),
            None => (exact(Scale::E8)?, Scale::E8),
        },
        _ => return None,
    };
    (held.abs() < MAX_HELD).then(|| i64::try_from(held).ok())?.map(|held| Value::Number(held, scale))
}

/// The digits of a text as a whole number, and how many of them stand behind the point.
fn digits(text: &str) -> Option<(i128, usize)> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if rest.is_empty() || rest.len() > MAX_LENGTH {
        return None;
    }
    let (mut whole, mut point) = (0i64, None);
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => whole = whole * 10 + i64::from(byte - b'0'),
            // A point stands between digits.
            b'.' if point.is_none() && at > 0 && at + 1 < rest.len() => point = Some(at),
            _ => return None,
        }
    }
    let decimals = point.map_or(0, |at| rest.len() - at - 1);
    Some((i128::from(if negative { -whole } else { whole }), decimals))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::raw::Raw;

    fn number_of(symbol: &str) -> AttributeType {
        AttributeType::Number(Unit::find(symbol).expect(symbol))
    }

    #[test]
    fn plain_numbers_are_read_here_and_others_are_not() {
        let money = |text: &str| number(text, &number_of("元"), Shape::Money, None);
        assert_eq!(money("-1234.50"), Some(Value::Number(-123_450, Scale::Fen)));
        assert_eq!(money("0"), Some(Value::Number(0, Scale::Fen)));
        for text in [
            "",
            "-",
            "1.",
            ".5",
            "1.2.3",
            "1,234",
            "+1",
            "5万",
            " 1",
            "1e3",
            "１",
            "1.234",
            "12345678901234567",
        ] {
            assert_eq!(money(text), None, "{text}");
        }
        let ten_thousand = Unit::find("万元");
        assert_eq!(
            number("1.5", &number_of("元"), Shape::Money, ten_thousand),
            Some(Value::Number(1_500_000, Scale::Fen))
        );
        assert_eq!(number("12", &number_of("%"), Shape::Ratio, Unit::find("%")), None);
        assert_eq!(
            number("0.12", &number_of("%"), Shape::Ratio, None),
            Some(Value::Number(12_000_000, Scale::E8))
        );
    }

    proptest! {
        #[test]
        fn the_short_way_equals_the_long_way(
            text in "-?[0-9]{1,17}(\\.[0-9]{1,10})?",
            own in prop::sample::select(vec!["元", "%", "‰", "人", "项", "年"]),
            heading in prop::sample::select(vec![None, Some("万元"), Some("亿元"), Some("元"), Some("%")]),
        ) {
            let kind = number_of(own);
            let heading = heading.and_then(Unit::find);
            let AttributeType::Number(unit) = &kind else { unreachable!("a number") };
            let heading = heading.filter(|heading| heading.dimension == unit.dimension);
            let shape = Shape::of(&kind);
            if let Some(short) = number(&text, &kind, shape, heading) {
                let long = Raw::Text(text.as_str().into()).read_long(&kind, shape, heading);
                let (long, rounded) = long.expect("the long way reads it too");
                prop_assert_eq!((short, false), (long, rounded.0), "{}", text);
            }
        }
    }
}
