//! Roles of columns, found from heading and contents.

use rustc_hash::FxHashSet;
use vocabulary::CreditCode;

use crate::limits::ROLE_SAMPLE;
use crate::normal::organisation::read;
use crate::normal::text::{fold, is_han, squash};
use crate::normal::{codes, dates, words};
use crate::settings::Role;
use crate::table::{MISSING, Table};

/// Share of the values that must look like what the role expects.
const MOST: f64 = 0.7;

/// Share of distinct values from which a column tells rows apart.
const NEARLY_UNIQUE: f64 = 0.98;

/// Headings of row numbers.
const ROW_NUMBERS: [&str; 26] = [
    "",
    "id",
    "rec id",
    "recid",
    "record id",
    "row id",
    "rowid",
    "row",
    "rownum",
    "row number",
    "uid",
    "uuid",
    "guid",
    "unique id",
    "key",
    "pk",
    "index",
    "idx",
    "no",
    "序号",
    "编号",
    "行号",
    "记录号",
    "主键",
    "id号",
    "unnamed 0",
];

/// Parts of headings (squashed, lower case) and the role they suggest; the first that fits stands.
const HEADINGS: [(&[&str], Role); 17] = [
    (
        &[
            "信用代码",
            "组织机构代码",
            "机构代码",
            "credit code",
            "creditcode",
            "uscc",
            "organisation code",
            "organization code",
        ],
        Role::CreditCode,
    ),
    (
        &[
            "身份证",
            "证件号",
            "注册号",
            "税号",
            "ssn",
            "soc sec",
            "social security",
            "passport",
            "tax",
            "national id",
            "nhs",
            "licence n",
            "license n",
            "identifier",
        ],
        Role::Identifier,
    ),
    (
        &[
            "邮编",
            "邮政编码",
            "postcode",
            "post code",
            "postal code",
            "zip",
            "street number",
            "street no",
            "house number",
            "house no",
            "门牌",
            "房号",
        ],
        Role::Code,
    ),
    (&["邮箱", "email", "e mail"], Role::Website),
    (
        &["网址", "网站", "官网", "主页", "域名", "website", "web site", "homepage", "url", "domain"],
        Role::Website,
    ),
    (&["电话", "手机", "传真", "联系方式", "phone", "telephone", "tel", "mobile", "fax"], Role::Phone),
    (
        &["日期", "出生", "生日", "时间", "date", "dob", "birth", "established", "founded", "成立年"],
        Role::Date,
    ),
    (&["given", "first name", "firstname", "fname", "forename", "middle name", "名字"], Role::GivenName),
    (&["surname", "last name", "lastname", "lname", "family name", "姓氏"], Role::Surname),
    (
        &[
            "法定代表人",
            "法人代表",
            "法人",
            "负责人",
            "联系人",
            "姓名",
            "经办人",
            "full name",
            "fullname",
            "person",
            "contact",
            "representative",
            "author",
        ],
        Role::PersonName,
    ),
    (&["地址", "住所", "住址", "address", "addr", "street"], Role::Address),
    (
        &[
            "省", "市", "区", "县", "地区", "城市", "行业", "类型", "性别", "suburb", "city", "town",
            "state", "county", "province", "district", "region", "country", "industry", "sector", "gender",
            "sex", "type", "status", "category", "locality", "place",
        ],
        Role::Place,
    ),
    (
        &[
            "曾用名",
            "简称",
            "全称",
            "企业",
            "公司",
            "单位",
            "机构",
            "organi",
            "company",
            "institut",
            "employer",
            "affiliation",
            "alias",
            "firm",
            "business",
            "vendor",
            "supplier",
        ],
        Role::OrganisationName,
    ),
    (
        &[
            "金额",
            "收入",
            "资本",
            "人数",
            "数量",
            "面积",
            "amount",
            "revenue",
            "price",
            "capital",
            "age",
            "count",
            "employees",
        ],
        Role::Number,
    ),
    (&["名称", "name", "label", "英文名", "中文名"], Role::OrganisationName),
    (&["备注", "说明", "note", "comment", "remark"], Role::Text),
    (&["标题", "title", "description", "简介", "摘要"], Role::Text),
];

/// Latin words that make a name one of an organisation.
const ORGANISATION_WORDS: [&str; 26] = [
    "university",
    "college",
    "school",
    "institute",
    "laboratory",
    "hospital",
    "academy",
    "center",
    "company",
    "co",
    "ltd",
    "inc",
    "corp",
    "corporation",
    "group",
    "limited",
    "llc",
    "plc",
    "gmbh",
    "association",
    "society",
    "foundation",
    "government",
    "department",
    "technology",
    "bank",
];

/// What the contents of a column look like.
struct Contents {
    values: Vec<String>,
    distinct: f64,
}

impl Contents {
    fn of(table: &Table, column: usize) -> Self {
        let column = table.column(column);
        let present = column.codes.iter().filter(|code| **code != MISSING).count();
        // By rows, not by distinct texts: typing errors are rare among rows, not among distinct texts.
        let step = (column.codes.len() / ROLE_SAMPLE).max(1);
        let sampled = column.codes.iter().step_by(step).filter_map(|code| column.texts.get(*code as usize));
        let values = sampled.map(|text| fold(text)).collect();
        Self { values, distinct: column.texts.len() as f64 / present.max(1) as f64 }
    }

    fn share(&self, test: impl Fn(&str) -> bool) -> f64 {
        self.values.iter().filter(|value| test(value)).count() as f64 / self.values.len().max(1) as f64
    }
}

/// The role that heading and contents of a column suggest.
pub fn suggest(table: &Table, column: usize) -> Role {
    let contents = Contents::of(table, column);
    if contents.values.is_empty() {
        return Role::Ignore;
    }
    let heading = squash(&split_camel(&table.column(column).name));
    let number = |text: &str| text.replace(',', "").parse::<f64>().is_ok_and(f64::is_finite);
    let tokens: FxHashSet<&str> = heading.split(' ').collect();
    let row_number = ROW_NUMBERS.contains(&heading.as_str());
    if row_number && contents.distinct >= NEARLY_UNIQUE {
        return Role::Ignore;
    }
    if contents.share(|text| CreditCode::parse(text).is_ok()) >= MOST {
        return Role::CreditCode;
    }
    let named = HEADINGS.iter().find(|(words, _)| {
        words.iter().any(|word| {
            if word.is_ascii() && !word.contains(' ') && word.len() <= 5 {
                // Short Latin words only as whole words: "state" is in "estate", "tel" in "hotel".
                tokens.contains(word)
                    || tokens.iter().any(|t| t.trim_end_matches(|c: char| c.is_ascii_digit()) == *word)
            } else {
                heading.contains(word)
            }
        })
    });
    match named.map(|(_, role)| *role) {
        Some(Role::CreditCode) => Role::CreditCode,
        Some(Role::Date) if contents.share(|text| dates::read(text).is_some()) >= MOST => Role::Date,
        Some(Role::Number) if contents.share(number) >= MOST => Role::Number,
        Some(Role::OrganisationName) => {
            kind_of_name(&contents, heading.contains("公司") || heading.contains("企业"))
        }
        Some(Role::PersonName) if contents.share(is_organisation) >= 0.3 => Role::OrganisationName,
        Some(Role::Place | Role::Address) if contents.share(number) >= MOST => Role::Code,
        Some(Role::Place) if contents.share(|text| text.chars().count() > 24) >= 0.5 => Role::Text,
        Some(Role::Date | Role::Number) | None => by_contents(&contents, &tokens, number),
        Some(role) => role,
    }
}

fn by_contents(contents: &Contents, tokens: &FxHashSet<&str>, number: impl Fn(&str) -> bool) -> Role {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let identifier_heading = ["id", "code", "number", "no", "num"].iter().any(|word| tokens.contains(word))
        || tokens.iter().any(|t| t.ends_with('号') || t.ends_with("代码"));
    if contents.share(|text| dates::read(text).is_some() && digits(text) >= 6) >= MOST {
        return Role::Date;
    }
    if contents.share(|text| text.starts_with("http") || text.starts_with("www.") || text.contains('@'))
        >= MOST
    {
        return Role::Website;
    }
    let phone = |text: &str| {
        let shape = text.chars().all(|c| c.is_ascii_digit() || " ()+-/".contains(c));
        shape && text.contains(['-', '(', '+']) && (7..=20).contains(&codes::phone(text).len())
    };
    if contents.share(phone) >= MOST {
        return Role::Phone;
    }
    let one_word = |text: &str| !text.contains(' ') && digits(text) * 2 >= text.len();
    if contents.share(one_word) >= MOST {
        let whole = contents.share(|text| text.bytes().all(|b| b.is_ascii_digit())) >= MOST;
        return match (identifier_heading || !whole, contents.distinct > 0.5) {
            _ if !identifier_heading && !whole && contents.share(&number) >= MOST => Role::Number,
            (_, true) => Role::Identifier,
            (true, false) => Role::Code,
            (false, false) => Role::Number,
        };
    }
    if contents.share(number) >= MOST {
        return Role::Number;
    }
    if contents.share(is_organisation) >= 0.3 {
        return Role::OrganisationName;
    }
    let long = |text: &str| text.chars().count() > if text.chars().any(is_han) { 12 } else { 30 };
    if contents.share(long) >= 0.3 { Role::Text } else { Role::Place }
}

/// A column headed «name»: of organisations, of people, or of anything else.
fn kind_of_name(contents: &Contents, sure: bool) -> Role {
    if sure || contents.share(is_organisation) >= 0.15 {
        return Role::OrganisationName;
    }
    let person = |text: &str| {
        let han = text.chars().all(is_han) && (2..=4).contains(&text.chars().count());
        let parts = text.split([' ', ',']).filter(|part| !part.is_empty()).count();
        let latin =
            (2..=3).contains(&parts) && text.chars().all(|c| c.is_alphabetic() || " ,.'-".contains(c));
        han || latin
    };
    if contents.share(person) >= MOST { Role::PersonName } else { Role::OrganisationName }
}

fn is_organisation(text: &str) -> bool {
    if text.chars().any(is_han) {
        let name = read(text, &crate::normal::organisation::Gazetteer::default());
        return !name.form.is_empty()
            || words::INDUSTRY.iter().any(|word| word.chars().count() > 1 && text.ends_with(word));
    }
    let squashed = squash(text);
    squashed.split(' ').any(|word| ORGANISATION_WORDS.contains(&word))
}

/// `dateOfBirth` → `date Of Birth`.
fn split_camel(heading: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for c in heading.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn role(heading: &str, cells: &[&str]) -> Role {
        let mut table = Table::new([heading]);
        for cell in cells {
            table.push([Some(*cell)]).expect("one cell");
        }
        suggest(&table, 0)
    }

    #[rstest]
    #[case(" rec_id", &["rec-1-org", "rec-1-dup-0"], Role::Ignore)]
    #[case("序号", &["1", "2", "3"], Role::Ignore)]
    #[case("given_name", &["anna"], Role::GivenName)]
    #[case("dateOfBirth", &["19721105"], Role::Date)]
    #[case("soc_sec_id", &["6988048", "7364009"], Role::Identifier)]
    #[case("street_number", &["6", "69"], Role::Code)]
    #[case("address_1", &["tullaroop street"], Role::Address)]
    #[case("postcode", &["4011"], Role::Code)]
    #[case("state", &["nsw"], Role::Place)]
    #[case("名称", &["杭州某某科技有限公司", "浙江大学"], Role::OrganisationName)]
    #[case("名称", &["张三", "李四", "王小明"], Role::PersonName)]
    #[case("name", &["Zhejiang University", "Hisense"], Role::OrganisationName)]
    #[case("name", &["Anna Smith", "Berry, Lachlan"], Role::PersonName)]
    #[case("代码", &["91330100799655058B"], Role::CreditCode)]
    #[case("统一社会信用代码", &["9133"], Role::CreditCode)]
    #[case("注册地址", &["杭州市西湖区文三路 1 号"], Role::Address)]
    #[case("法定代表人", &["张三"], Role::PersonName)]
    #[case("联系电话", &["0571-88075998"], Role::Phone)]
    #[case("官网", &["www.example.com"], Role::Website)]
    #[case("c7", &["https://example.com"], Role::Website)]
    #[case("c8", &["1972-11-05", "1990-01-02"], Role::Date)]
    #[case("c9", &["12.5", "3.75", "1,000.5"], Role::Number)]
    #[case("title", &["A study of hotels and estates in the east"], Role::Text)]
    #[case("成立日期", &["2015-03-01"], Role::Date)]
    #[case("city", &["Hangzhou"], Role::Place)]
    #[case("anything", &[], Role::Ignore)]
    fn roles_follow_heading_and_contents(
        #[case] heading: &str,
        #[case] cells: &[&str],
        #[case] expected: Role,
    ) {
        assert_eq!(role(heading, cells), expected);
    }
}
