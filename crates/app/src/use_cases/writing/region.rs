//! `place`: the region and its province.

use documents::Data;

use super::names::Desk;
use crate::failure::{Code, Failure};

/// Parameter by which a province is asked for by name or code.
const PARAMETER: &str = "省份";
/// Digits of a code that name its province.
const PROVINCE_DIGITS: usize = 2;

/// Code and name of the province: the one asked for, else the one that the region lies in.
pub(super) fn province(desk: &Desk<'_>) -> Result<(String, String), Failure> {
    let run = desk.run()?;
    let units = run.units();
    let asked = desk.parameter(PARAMETER).map(str::to_owned);
    let own = desk
        .settings
        .code
        .as_ref()
        .and_then(|code| code.get(..PROVINCE_DIGITS))
        .map(|two| format!("{two}0000"));
    let Some(wanted) = asked.or(own) else {
        let hint = format!("请写 --with {PARAMETER}=浙江省，或在数据目录的 region.yaml 写明 code");
        return Err(Failure::new(Code::InvalidArgument, "不知道写的是哪个省", hint).at("with"));
    };
    let found = (0..units.len()).find(|row| units.code(*row) == wanted || units.name(*row) == wanted);
    found.map(|row| (units.code(row).to_owned(), units.name(row).to_owned())).ok_or_else(|| {
        let mut names: Vec<&str> = (0..units.len()).map(|row| units.name(row)).collect();
        names.sort_unstable();
        names.dedup();
        let hint = format!("可用的：{}", names.join("、"));
        Failure::new(Code::InvalidArgument, format!("省域数据里没有“{wanted}”"), hint).at("with")
    })
}

pub(super) fn data(desk: &Desk<'_>) -> Result<Data, Failure> {
    let (code, name) = province(desk)?;
    let own = desk.settings.code.as_deref();
    // The region counts as such where it is another place than the province.
    let city = desk.settings.name.clone().filter(|_| own != Some(code.as_str()));
    // A region of another province than the one asked for does not belong in its report.
    let inside = own.is_some_and(|own| own.get(..PROVINCE_DIGITS) == code.get(..PROVINCE_DIGITS));
    Ok(Data::record([
        ("province", Data::text(name)),
        ("province_code", Data::text(code)),
        ("city", city.clone().filter(|_| inside).map_or(Data::Unknown, Data::text)),
        ("has_city", Data::Flag(inside && city.is_some())),
    ]))
}
