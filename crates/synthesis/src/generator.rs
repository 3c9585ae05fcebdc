//! The stream of 示例 enterprises.

use std::sync::Arc;

use vocabulary::credit_code::ALPHABET;
use vocabulary::{CreditCode, CreditCodeError, Facts, Kind};

use crate::columns::{Columns, ColumnsError};
use crate::company::Company;
use crate::dice::Dice;
use crate::names;
use crate::silence::Silence;
use crate::write::{Words, Writer};

/// Most enterprises of one run: the test range of credit codes (`MA0` and five characters of 31) ends soon after.
pub const MAX_ENTERPRISES: u64 = 20_000_000;

/// Most districts of a region.
const MAX_DISTRICTS: usize = 1000;

/// A region by GB/T 2260 code and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Six digits.
    pub code: String,
    /// Full name, 滨江区.
    pub name: String,
}

/// What to generate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The region, 杭州市.
    pub region: Place,
    /// Districts of the region; the region itself stands in where there are none.
    pub districts: Vec<Place>,
    /// How many.
    pub enterprises: u64,
    /// Same seed, same facts.
    pub seed: u64,
    /// The last calendar year that has accounts.
    pub last_year: i16,
}

/// A request that cannot be met.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GeneratorError {
    /// The kind lacks an attribute.
    #[error(transparent)]
    Columns(#[from] ColumnsError),
    /// Too many at once.
    #[error("一次最多生成 {MAX_ENTERPRISES} 家示例企业，要求的是 {0} 家；请分批用不同的区划生成")]
    TooMany(u64),
    /// Too many districts.
    #[error("一个区划最多 {MAX_DISTRICTS} 个下级区划，给出了 {0} 个")]
    TooManyDistricts(usize),
    /// The years do not fit a calendar.
    #[error("最后会计年度应在 1990 到 2100 之间，给出的是 {0}")]
    Year(i16),
    /// A region code is no code.
    #[error("区划“{name}”的代码“{code}”不能编入统一社会信用代码：{why}")]
    Region {
        /// Its name.
        name: String,
        /// Its code as given.
        code: String,
        /// What is wrong with it.
        why: CreditCodeError,
    },
}

/// Streams 示例 enterprises; holds no more than one at a time.
pub struct Generator<'k> {
    kind: &'k Kind,
    columns: Columns,
    words: Words,
    districts: Vec<(Place, Arc<str>)>,
    weights: Vec<u32>,
    city: String,
    seed: u64,
    last_year: i16,
    next: u64,
    end: u64,
}

impl<'k> Generator<'k> {
    /// Checks the request against the kind of enterprises.
    pub fn new(kind: &'k Kind, request: Request) -> Result<Self, GeneratorError> {
        let Request { region, mut districts, enterprises, seed, last_year } = request;
        if enterprises > MAX_ENTERPRISES {
            return Err(GeneratorError::TooMany(enterprises));
        }
        if districts.len() > MAX_DISTRICTS {
            return Err(GeneratorError::TooManyDistricts(districts.len()));
        }
        if !(1990..=2100).contains(&last_year) {
            return Err(GeneratorError::Year(last_year));
        }
        let city = names::short_city(&region.name).to_owned();
        if districts.is_empty() {
            districts.push(region);
        }
        for district in &districts {
            credit_code(&district.code, 0).map_err(|why| GeneratorError::Region {
                name: district.name.clone(),
                code: district.code.clone(),
                why,
            })?;
        }
        // How firms spread over districts is invented too: a weight from 4 to 20 each, fixed by the seed.
        let mut dice = Dice::new(seed, u64::MAX);
        let weights = districts.iter().map(|_| 4 + dice.below(17)).collect();
        let districts = districts.into_iter().map(|place| {
            let code = Arc::from(place.code.as_str());
            (place, code)
        });
        Ok(Self {
            kind,
            columns: Columns::find(kind)?,
            words: Words::default(),
            districts: districts.collect(),
            weights,
            city,
            seed,
            last_year,
            next: 0,
            end: enterprises,
        })
    }

    /// Firm `number` (from 0), whatever came before it.
    fn make(&mut self, number: u64) -> Facts {
        let mut dice = Dice::new(self.seed, number);
        let company = Company::draw(&mut dice, number + 1, &self.weights, self.last_year);
        let silence = Silence::draw(&mut dice);
        self.write(&mut dice, &company, silence)
    }

    fn write(&mut self, dice: &mut Dice, company: &Company, silence: Silence) -> Facts {
        let (place, district) = &self.districts[company.district];
        let writer = Writer {
            columns: &self.columns,
            words: &mut self.words,
            dice,
            silence,
            facts: Facts::empty(self.kind),
        };
        // The district's code was tried when the generator was made.
        let code = credit_code(&place.code, company.number).ok();
        writer.write(company, code, district, &self.city)
    }
}

impl Iterator for Generator<'_> {
    type Item = Facts;

    fn next(&mut self) -> Option<Facts> {
        if self.next >= self.end {
            return None;
        }
        let number = self.next;
        self.next += 1;
        Some(self.make(number))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::try_from(self.end - self.next).unwrap_or(usize::MAX);
        (left, Some(left))
    }
}

/// A code of the test range (facts §20): department 9, category 1, the district, then `MA0` and the number in base 31.
fn credit_code(region: &str, number: u64) -> Result<CreditCode, CreditCodeError> {
    let mut body = *b"MA000000";
    let mut rest = number;
    for slot in body.iter_mut().skip(3).rev() {
        *slot = ALPHABET[usize::try_from(rest % 31).unwrap_or(0)];
        rest /= 31;
    }
    CreditCode::compose('9', '1', region, str::from_utf8(&body).unwrap_or("MA000000"))
}

#[cfg(test)]
mod tests;
