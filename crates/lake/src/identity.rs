//! Who a row is about: by code where it has one, else by name (CONTRACT «Identity»).

use sha2::{Digest, Sha256};
use vocabulary::credit_code::CreditCode;
use vocabulary::kind::{AttributeId, CodeFormat};
use vocabulary::number::format_decimal;
use vocabulary::{Datum, Kind, cell};

/// Stands between the parts of a name of several parts (姓名 and 工作单位): nobody types it.
const PART_SEPARATOR: &str = "\u{1f}";

/// Decimals of a number that is part of a name.
const PART_DECIMALS: u32 = 8;

/// Longest code of a kind, in characters.
pub(crate) const MAX_CODE_CHARS: usize = 64;

/// Hexadecimal digits of the hash in the id of a subject known by name only.
const NAME_HASH_DIGITS: usize = 12;

/// Whom a row names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// The code, normalised.
    pub(crate) code: Option<String>,
    /// The name as written.
    pub(crate) name: Option<String>,
    /// The subject's id, where neither of both was given.
    pub(crate) id: Option<String>,
}

/// A code normalised and checked. `specimen`: a generated subject may carry a code that is no real one.
///
/// # Errors
/// What is wrong with it and how to mend it.
pub(crate) fn code(kind: &Kind, text: &str, specimen: bool) -> Result<String, String> {
    let code: String =
        cell::narrow(text).chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    if code.chars().count() > MAX_CODE_CHARS || code.contains(':') || code.is_empty() {
        return Err(format!("代码应是不超过 {MAX_CODE_CHARS} 个字、不含冒号的文字"));
    }
    if has_credit_codes(kind) && !specimen {
        return CreditCode::parse(&code)
            .map(|code| code.as_str().to_owned())
            .map_err(|error| error.to_string());
    }
    Ok(code)
}

/// Whether a text that may be a code or a name is a valid code.
pub(crate) fn looks_like_code(kind: &Kind, text: &str) -> bool {
    has_credit_codes(kind) && code(kind, text, false).is_ok()
}

fn has_credit_codes(kind: &Kind) -> bool {
    kind.code.is_some() && kind.code_format == CodeFormat::CreditCode
}

/// Whether subjects without a code are told apart by more than their name.
pub(crate) fn is_composite(kind: &Kind) -> bool {
    kind.identity.len() > 1
}

/// The name by which a subject without a code is known: its title, or all parts of its identity. A part that nobody stated is empty.
pub(crate) fn full_name(kind: &Kind, title: &str, stated: impl Fn(AttributeId) -> Option<Datum>) -> String {
    let mut name = title.to_owned();
    for id in kind.identity.iter().skip(1) {
        name.push_str(PART_SEPARATOR);
        name.push_str(&stated(*id).map(|datum| part(&datum)).unwrap_or_default());
    }
    name
}

fn part(datum: &Datum) -> String {
    match datum {
        Datum::Text(text) => text.to_string(),
        Datum::Date(date) => date.to_string(),
        Datum::Bool(yes) => yes.to_string(),
        Datum::Number(number) => format_decimal(*number, PART_DECIMALS),
        Datum::Range(low, high) => {
            format!("{}..{}", format_decimal(*low, PART_DECIMALS), format_decimal(*high, PART_DECIMALS))
        }
    }
}

/// A name as it is compared: widths and white space folded, Latin letters in lower case.
pub(crate) fn fold_name(name: &str) -> String {
    cell::narrow(name).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The number that stands for a name: the first digits of the SHA-256 of its folded form.
pub(crate) fn name_hash(name: &str) -> u64 {
    let digest = Sha256::digest(fold_name(name).as_bytes());
    let first = digest.iter().take(NAME_HASH_DIGITS / 2);
    first.fold(0, |hash, byte| hash << 8 | u64::from(*byte))
}

/// The id of a subject with a code.
pub(crate) fn code_id(kind: &Kind, code: &str) -> String {
    format!("{}:{code}", kind.id)
}

/// The id of a subject known by name only.
pub(crate) fn name_id(kind: &Kind, hash: u64) -> String {
    format!("{}:n-{hash:0width$x}", kind.id, width = NAME_HASH_DIGITS)
}

/// The id that a subject has who is named by id, code or name, whether or not there is one.
pub fn subject_id(kind: &Kind, text: &str) -> String {
    let text = text.trim();
    if read_id(kind, text).is_some() {
        return text.to_owned();
    }
    if looks_like_code(kind, text)
        && let Ok(code) = code(kind, text, false)
    {
        return code_id(kind, &code);
    }
    name_id(kind, name_hash(text))
}

/// What a subject's id says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Id<'a> {
    Code(&'a str),
    NameHash(u64),
}

/// Takes the id of a subject of `kind` apart.
pub(crate) fn read_id<'a>(kind: &Kind, id: &'a str) -> Option<Id<'a>> {
    let rest = id.strip_prefix(kind.id.as_str())?.strip_prefix(':')?;
    if let Some(hash) = rest.strip_prefix("n-")
        && hash.len() == NAME_HASH_DIGITS
    {
        return u64::from_str_radix(hash, 16).ok().map(Id::NameHash);
    }
    (!rest.is_empty()).then_some(Id::Code(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::enterprise;

    #[test]
    fn codes_are_checked_and_folded() {
        let kind = enterprise();
        assert_eq!(code(&kind, " ９１３３0100799655058b ", false), Ok("91330100799655058B".to_owned()));
        assert!(code(&kind, "91330100799655058C", false).is_err_and(|why| why.contains('B')));
        assert!(code(&kind, "9133010079965505", false).is_err());
        assert_eq!(code(&kind, "91330100MA00000000", true), Ok("91330100MA00000000".to_owned()));
        assert!(code(&kind, "a:b", true).is_err());
    }

    #[test]
    fn names_are_folded_before_they_are_hashed() {
        assert_eq!(name_hash("杭州（甲） 有限公司"), name_hash("杭州(甲)有限公司"));
        assert_ne!(name_hash("甲"), name_hash("乙"));
        let kind = enterprise();
        let hash = name_hash("甲");
        assert_eq!(read_id(&kind, &name_id(&kind, hash)), Some(Id::NameHash(hash)));
        assert_eq!(read_id(&kind, "enterprise:X1"), Some(Id::Code("X1")));
        assert_eq!(read_id(&kind, "platform:X1"), None);
    }
}
