//! 统一社会信用代码 (GB 32100-2015), with the organisation code of GB 11714 inside it.
//!
//! 18 characters: registering department 1, category 1, region 6 (GB/T 2260), organisation code 9 whose last is its own
//! check character, check character 1.

use std::fmt;

use crate::cell::narrow;

/// Characters of a credit code.
pub const LENGTH: usize = 18;

/// The 31 characters of GB 32100; a character's position is its value. I, O, S, V, Z are left out as too like others.
pub const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Weights 3^(i−1) mod 31 of the first seventeen characters.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// GB 11714 weights of the first eight characters of the organisation code, which knows 36 characters.
const BODY_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A well-formed credit code: eighteen characters whose two check characters agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CreditCode([u8; LENGTH]);

/// Why a text is no credit code. Positions count characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditCodeError {
    /// Not eighteen characters.
    #[error("统一社会信用代码应为 18 位，“{text}”有 {found} 位，请核对是否漏填或多填")]
    Length {
        /// The text, shortened.
        text: String,
        /// How many characters it has.
        found: usize,
    },
    /// A character that the standard does not use there.
    #[error("“{text}”第 {position} 位“{found}”不可用，应为{expected}{}", hint_for(*.found))]
    Character {
        /// The code as read.
        text: String,
        /// Which character.
        position: usize,
        /// What stands there.
        found: char,
        /// What may stand there.
        expected: &'static str,
    },
    /// The organisation code's own check character (GB 11714) disagrees.
    #[error(
        "“{text}”第 17 位（主体标识码校验码）是“{found}”，按第 9—16 位应为“{expected}”，请核对第 9—17 位"
    )]
    OrganisationCheck {
        /// The code as read.
        text: String,
        /// What stands at position 17.
        found: char,
        /// What the eight characters before it ask for.
        expected: char,
    },
    /// The last check character (GB 32100) disagrees.
    #[error("“{text}”第 18 位（校验码）是“{found}”，按前 17 位应为“{expected}”，请核对是否有一位录错")]
    Check {
        /// The code as read.
        text: String,
        /// What stands at position 18.
        found: char,
        /// What the seventeen characters before it ask for.
        expected: char,
    },
}

fn hint_for(found: char) -> &'static str {
    match found {
        'I' => "（是否为数字 1）",
        'O' => "（是否为数字 0）",
        'S' => "（是否为数字 5）",
        'V' => "（是否为字母 U）",
        'Z' => "（是否为数字 2）",
        _ => "",
    }
}

impl CreditCode {
    /// Reads a code as people write it: lower case, full width, with spaces or hyphens between the parts.
    pub fn parse(text: &str) -> Result<Self, CreditCodeError> {
        let folded: Vec<char> = narrow(text)
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let text: String = folded.iter().take(2 * LENGTH).collect();
        let shown = || text.clone();
        let code = spell(&folded)?;
        let expected = organisation_check(&code);
        if code[16] != expected {
            let (found, expected) = (char::from(code[16]), char::from(expected));
            return Err(CreditCodeError::OrganisationCheck { text: shown(), found, expected });
        }
        let expected = check(&code);
        if code[17] != expected {
            let (found, expected) = (char::from(code[17]), char::from(expected));
            return Err(CreditCodeError::Check { text: shown(), found, expected });
        }
        Ok(Self(code))
    }

    /// Puts a code together from its parts and computes both check characters. `region` is a six-digit GB/T 2260 code,
    /// `body` the first eight characters of the organisation code.
    pub fn compose(
        department: char,
        category: char,
        region: &str,
        body: &str,
    ) -> Result<Self, CreditCodeError> {
        let first: String = [department, category].iter().collect();
        // The two check characters are not known yet: zeros stand in while the rest is looked at.
        let padded: Vec<char> = format!("{first}{region}{body}00").chars().collect();
        let mut code = spell(&padded)?;
        code[16] = organisation_check(&code);
        code[17] = check(&code);
        Ok(Self(code))
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        // Only bytes of ALPHABET get into a code.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The registering authority's region, six digits of GB/T 2260 as they were when the code was given.
    pub fn region(&self) -> &str {
        &self.as_str()[2..8]
    }

    /// The nine characters of the organisation code (GB 11714).
    pub fn organisation_code(&self) -> &str {
        &self.as_str()[8..17]
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Length and characters, without the two checks.
fn spell(chars: &[char]) -> Result<[u8; LENGTH], CreditCodeError> {
    let text = || chars.iter().take(2 * LENGTH).collect::<String>();
    let mut code = [0u8; LENGTH];
    if chars.len() != LENGTH {
        return Err(CreditCodeError::Length { text: text(), found: chars.len() });
    }
    for (at, (slot, &found)) in code.iter_mut().zip(chars).enumerate() {
        let region = (2..8).contains(&at);
        let byte = u8::try_from(found).ok().filter(|byte| value(*byte).is_some());
        *slot = byte.filter(|byte| !region || byte.is_ascii_digit()).ok_or_else(|| {
            let expected = if region {
                "数字（行政区划代码）"
            } else {
                "数字或不含 I、O、S、V、Z 的大写字母"
            };
            CreditCodeError::Character { text: text(), position: at + 1, found, expected }
        })?;
    }
    Ok(code)
}

fn value(byte: u8) -> Option<u32> {
    ALPHABET.iter().position(|b| *b == byte).and_then(|at| u32::try_from(at).ok())
}

fn check(code: &[u8; LENGTH]) -> u8 {
    let sum: u32 =
        code.iter().zip(WEIGHTS).map(|(byte, weight)| value(*byte).unwrap_or_default() * weight).sum();
    ALPHABET[((31 - sum % 31) % 31) as usize]
}

fn organisation_check(code: &[u8; LENGTH]) -> u8 {
    // GB 11714 counts letters straight on from A = 10, without the gaps of GB 32100.
    let own_value = |byte: u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        _ => u32::from(byte.saturating_sub(b'A')) + 10,
    };
    let sum: u32 = code[8..16].iter().zip(BODY_WEIGHTS).map(|(byte, weight)| own_value(*byte) * weight).sum();
    match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b"0123456789"[digit as usize],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// facts §20: real, public codes, then the two test codes.
    const VALID: [&str; 6] = [
        "91110000600037341L",
        "91330100799655058B",
        "914403001922038216",
        "91110108551385082Q",
        "91320102MA0000007T",
        "91330108MA0000007M",
    ];

    #[test]
    fn published_codes_are_valid() {
        for text in VALID {
            assert_eq!(CreditCode::parse(text).map(|code| code.to_string()), Ok(text.to_owned()));
        }
        let code = CreditCode::parse(VALID[1]).expect("valid");
        assert_eq!((code.region(), code.organisation_code()), ("330100", "799655058"));
    }

    #[test]
    fn handwriting_is_folded() {
        let expected = CreditCode::parse("91330108MA0000007M");
        for text in [" 91330108ma0000007m ", "９１３３０１０８ＭＡ００００００７Ｍ", "91 330108 MA000000-7 M"]
        {
            assert_eq!(CreditCode::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn every_single_corruption_is_caught() {
        // 31 is prime and no weight is 0 mod 31, so the last check character alone catches every single substitution.
        for at in 0..LENGTH {
            for byte in *ALPHABET {
                let mut corrupt = VALID[5].as_bytes().to_vec();
                if corrupt[at] == byte {
                    continue;
                }
                corrupt[at] = byte;
                let text = String::from_utf8(corrupt).expect("ASCII");
                assert!(CreditCode::parse(&text).is_err(), "{text}");
            }
        }
    }

    #[test]
    fn errors_say_what_is_wrong_where() {
        let message = |text: &str| CreditCode::parse(text).expect_err("invalid").to_string();
        assert_eq!(
            message("9133010879965505"),
            "统一社会信用代码应为 18 位，“9133010879965505”有 16 位，请核对是否漏填或多填"
        );
        assert_eq!(
            message("9133010079965505BO"),
            "“9133010079965505BO”第 18 位“O”不可用，应为数字或不含 I、O、S、V、Z 的大写字母（是否为数字 0）"
        );
        assert_eq!(
            message("91330A00799655058B"),
            "“91330A00799655058B”第 6 位“A”不可用，应为数字（行政区划代码）"
        );
        assert_eq!(
            message("91330100799655057B"),
            "“91330100799655057B”第 17 位（主体标识码校验码）是“7”，按第 9—16 位应为“8”，请核对第 9—17 位"
        );
        assert_eq!(
            message("91330100799655058C"),
            "“91330100799655058C”第 18 位（校验码）是“C”，按前 17 位应为“B”，请核对是否有一位录错"
        );
    }

    #[test]
    fn compose_agrees_with_the_test_codes() {
        let code = CreditCode::compose('9', '1', "330108", "MA000000").expect("well-formed parts");
        assert_eq!(code.as_str(), "91330108MA0000007M");
        assert!(CreditCode::compose('9', '1', "33010", "MA000000").is_err());
        assert!(CreditCode::compose('9', '1', "330108", "MAO00000").is_err());
        assert!(CreditCode::compose('9', '1', "33010A", "MA000000").is_err());
    }

    proptest! {
        #[test]
        fn composed_codes_parse_back(
            head in "[1-9A-HJ-NP-RT-UW-Y][1-9]", region in "[1-8][0-9]{5}", body in "[0-9A-HJ-NP-RTUWXY]{8}"
        ) {
            let mut head = head.chars();
            let (department, category) = (head.next().expect("two"), head.next().expect("two"));
            let code = CreditCode::compose(department, category, &region, &body).expect("well-formed parts");
            prop_assert_eq!(CreditCode::parse(code.as_str()), Ok(code));
            prop_assert_eq!(code.region(), region.as_str());
            prop_assert!(code.organisation_code().starts_with(&body));
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,40}") {
            let _ = CreditCode::parse(&text);
        }
    }
}
