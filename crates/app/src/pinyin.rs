//! 拼音首字母 of names: the way people type a firm's name in a hurry. A sign with several readings (重庆, 行业) is found by each.

use pinyin::ToPinyinMulti;

/// One bit for each of a–z and 0–9.
fn bit(letter: char) -> Option<u64> {
    let at = match letter {
        'a'..='z' => u32::from(letter) - u32::from('a'),
        'A'..='Z' => u32::from(letter) - u32::from('A'),
        '0'..='9' => 26 + u32::from(letter) - u32::from('0'),
        _ => return None,
    };
    Some(1 << at)
}

/// For each sign of a name the letters that may stand for it; marks such as · and brackets are passed over.
pub(crate) fn initials(name: &str) -> Box<[u64]> {
    name.chars().filter_map(letters).collect()
}

fn letters(sign: char) -> Option<u64> {
    if let Some(own) = bit(sign) {
        return Some(own);
    }
    let readings = sign.to_pinyin_multi()?;
    let mask = readings.into_iter().filter_map(|reading| bit(reading.first_letter().chars().next()?));
    Some(mask.fold(0, |all, own| all | own)).filter(|mask| *mask != 0)
}

/// Where letters stand in a name's initials; each sign of the name stands for exactly one letter.
pub(crate) fn find(name: &[u64], wanted: &[u64]) -> Option<usize> {
    if wanted.is_empty() {
        return None;
    }
    name.windows(wanted.len()).position(|part| part.iter().zip(wanted).all(|(own, letter)| own & letter != 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, typed: &str) -> Option<usize> {
        find(&initials(name), &initials(typed))
    }

    #[test]
    fn a_name_is_found_by_its_initials_in_any_reading() {
        assert_eq!(found("杭州西湖智造有限公司", "hzxh"), Some(0));
        assert_eq!(found("杭州西湖智造有限公司", "XHZZ"), Some(2));
        assert_eq!(found("示例·启明科技", "slqm"), Some(0), "marks are passed over");
        assert_eq!(found("重庆银行", "cqyh"), Some(0));
        assert_eq!(found("重庆银行", "zqyx"), Some(0), "the other readings too");
        assert_eq!(found("ArcSoft 虹软 3D", "arcsofthr3d"), Some(0));
        assert_eq!(found("杭州", "hzx"), None);
        assert_eq!(found("杭州", ""), None);
    }
}
