//! Codes, phones, websites and e-mail addresses in one spelling.

use vocabulary::CreditCode;

use crate::normal::text::fold;

/// GB 11714 weights of the first eight characters.
const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// Shortest phone number that may lose a prefix, in digits.
const SUBSCRIBER_DIGITS: usize = 7;

/// Letters and digits only, upper case.
pub fn identifier(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// An organisation code (GB 11714) of nine characters whose check character agrees, out of itself or out of positions
/// 9–17 of a credit code (GB 32100) whose checks agree.
///
/// ```
/// use resolve::normal::codes::organisation_code;
/// assert_eq!(organisation_code("91330100799655058B"), Some("799655058".to_owned()));
/// assert_eq!(organisation_code("79965505-8"), Some("799655058".to_owned()));
/// assert_eq!(organisation_code("799655059"), None);
/// ```
pub fn organisation_code(text: &str) -> Option<String> {
    if let Ok(code) = CreditCode::parse(text) {
        return Some(code.organisation_code().to_owned());
    }
    let code = identifier(text);
    let bytes = code.as_bytes();
    if bytes.len() != 9 {
        return None;
    }
    let value = |byte: &u8| match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'A'..=b'Z' => Some(u32::from(byte - b'A') + 10),
        _ => None,
    };
    let mut sum = 0;
    for (byte, weight) in bytes.iter().zip(WEIGHTS) {
        sum += value(byte)? * weight;
    }
    let expected = match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b"0123456789"[digit as usize],
    };
    (bytes[8] == expected).then_some(code)
}

/// Digits of the first phone number of a cell, without the country code 86 and leading zeros. An extension is cut off.
///
/// ```
/// use resolve::normal::codes::phone;
/// assert_eq!(phone("+86 (0571) 8807-5998转801"), "57188075998");
/// assert_eq!(phone("0571-88075998/88075999"), "57188075998");
/// ```
pub fn phone(text: &str) -> String {
    let folded = fold(text);
    let cut = ["转", "ext", "x", ";", "/", ",", "、"];
    let end = cut.iter().filter_map(|word| folded.find(word)).min().unwrap_or(folded.len());
    let digits: String = folded[..end].chars().filter(char::is_ascii_digit).collect();
    let mut rest = digits.trim_start_matches('0');
    if let Some(national) = rest.strip_prefix("86")
        && national.len() > SUBSCRIBER_DIGITS + 1
    {
        rest = national.trim_start_matches('0');
    }
    rest.to_owned()
}

/// Second-level labels under which names are registered as under a top-level domain (`.com.cn`, `.ac.uk`).
const REGISTRIES: [&str; 9] = ["com", "net", "org", "gov", "edu", "ac", "co", "mil", "or"];

/// The registrable name of the first website (or e-mail address) of a cell: no scheme, path, port or `www`.
///
/// ```
/// use resolve::normal::codes::website;
/// assert_eq!(website("https://www.zju.edu.cn/index.html"), "zju.edu.cn");
/// assert_eq!(website("http://cs.ZJU.edu.cn:8080"), "zju.edu.cn");
/// assert_eq!(website("info@example.com"), "example.com");
/// ```
pub fn website(text: &str) -> String {
    let folded = fold(text);
    let first = folded.split([' ', ';', ',', '|', '、']).next().unwrap_or_default();
    let rest = first.split_once("://").map_or(first, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().trim_matches('.');
    let labels: Vec<&str> = host.split('.').collect();
    let country = labels.last().is_some_and(|last| last.len() == 2);
    let registry = labels.len() >= 3 && country && REGISTRIES.contains(&labels[labels.len() - 2]);
    let keep = if registry { 3 } else { 2 };
    labels[labels.len().saturating_sub(keep)..].join(".")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("91110000600037341L", Some("600037341"))]
    #[case("60003734-1", Some("600037341"))]
    #[case("60003734-2", None)]
    #[case("91110000600037341A", None)]
    #[case("", None)]
    fn organisation_codes_are_checked(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(organisation_code(text).as_deref(), expected);
    }

    #[rstest]
    #[case("０５７１－８８０７５９９８", "57188075998")]
    #[case("0086-571-88075998", "57188075998")]
    #[case("86543210", "86543210")]
    #[case("13800138000", "13800138000")]
    fn phones_lose_what_varies(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(phone(text), expected);
    }

    #[rstest]
    #[case("www.example.com", "example.com")]
    #[case("http://www.forestry.gov.cn/", "forestry.gov.cn")]
    #[case("https://example.cn", "example.cn")]
    #[case("a.b.ac.uk", "b.ac.uk")]
    fn websites_are_cut_to_what_is_registered(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(website(text), expected);
    }
}
