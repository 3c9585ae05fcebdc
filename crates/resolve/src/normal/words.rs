//! Words of organisation names: legal forms, industry words, English stop words and abbreviations.
//!
//! Language, not facts: which words of a name say little about who it is. Longest first where one ends in another.

/// Legal forms at the end of Chinese names.
pub const LEGAL_FORMS: [&str; 19] = [
    "股份有限责任公司",
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "有限合伙企业",
    "普通合伙企业",
    "个人独资企业",
    "特殊普通合伙",
    "个体工商户",
    "股份合作公司",
    "有限公司",
    "有限合伙",
    "普通合伙",
    "股份公司",
    "集团公司",
    "总公司",
    "公司",
    "集团",
    "总厂",
];

/// Ends of a part of an organisation: the name before it is the whole. They make another organisation of it.
pub const BRANCHES: [&str; 8] = ["分公司", "分院", "分校", "分所", "分厂", "分店", "办事处", "营业部"];

/// What an organisation does, at the end of its name (before the legal form). Two names that differ only here may be one.
pub const INDUSTRY: [&str; 86] = [
    "国家重点实验室", "重点实验室", "工程技术研究中心", "工程研究中心", "职业技术学院", "科学研究院", "科学技术研究院",
    "研究院", "研究所", "研究中心", "实验室", "大学", "学院", "学校", "医院", "学会", "协会", "基金会", "集团", "控股", "投资",
    "实业", "发展", "科技发展", "科技", "技术", "数字技术", "信息技术", "网络科技", "网络技术", "网络", "信息科技", "信息", "软件",
    "电子科技", "电子商务", "电子", "电器", "电气", "电力", "能源", "新能源", "新材料", "材料", "化工", "化学", "生物医药",
    "生物科技", "生物技术", "生物", "医药", "药业", "制药", "医疗器械", "医疗", "健康", "食品", "农业", "农业科技", "环保", "环保科技",
    "环境", "机械", "机电", "设备", "装备", "仪器", "仪表", "自动化", "智能", "智能科技", "制造", "工业", "汽车", "交通", "物流",
    "运输", "贸易", "商贸", "进出口", "建设", "建筑", "工程", "服务", "咨询", "文化传媒",
];

/// Latin words that say nothing about who it is.
pub const STOP_WORDS: [&str; 28] = [
    "the", "of", "and", "for", "in", "at", "on", "to", "de", "du", "la", "le", "co", "ltd", "inc", "llc", "corp", "plc", "gmbh",
    "limited", "company", "corporation", "incorporated", "ag", "sa", "pty", "pte", "llp",
];

/// Latin words and what they are short for or a form of.
pub const SYNONYMS: [(&str, &str); 41] = [
    ("lab", "laboratory"),
    ("labs", "laboratory"),
    ("laboratories", "laboratory"),
    ("univ", "university"),
    ("universities", "university"),
    ("inst", "institute"),
    ("institutes", "institute"),
    ("institution", "institute"),
    ("dept", "department"),
    ("tech", "technology"),
    ("technologies", "technology"),
    ("technol", "technology"),
    ("technological", "technology"),
    ("technical", "technology"),
    ("natl", "national"),
    ("intl", "international"),
    ("hosp", "hospital"),
    ("hospitals", "hospital"),
    ("ctr", "center"),
    ("centre", "center"),
    ("centres", "center"),
    ("centers", "center"),
    ("sci", "science"),
    ("sciences", "science"),
    ("scientific", "science"),
    ("eng", "engineering"),
    ("engn", "engineering"),
    ("acad", "academy"),
    ("assn", "association"),
    ("assoc", "association"),
    ("grp", "group"),
    ("mfg", "manufacturing"),
    ("pharma", "pharmaceutical"),
    ("pharmaceuticals", "pharmaceutical"),
    ("agricultural", "agriculture"),
    ("medicine", "medical"),
    ("peoples", "people"),
    ("province", "provincial"),
    ("municipality", "municipal"),
    ("chinese", "china"),
    ("st", "saint"),
];

/// Latin words that number or place one of several like organisations, and the mark they stand for.
pub const LATIN_MARKS: [(&str, &str); 32] = [
    ("first", "1"),
    ("1st", "1"),
    ("i", "1"),
    ("one", "1"),
    ("second", "2"),
    ("2nd", "2"),
    ("ii", "2"),
    ("two", "2"),
    ("third", "3"),
    ("3rd", "3"),
    ("iii", "3"),
    ("three", "3"),
    ("fourth", "4"),
    ("4th", "4"),
    ("iv", "4"),
    ("fifth", "5"),
    ("5th", "5"),
    ("sixth", "6"),
    ("6th", "6"),
    ("seventh", "7"),
    ("eighth", "8"),
    ("ninth", "9"),
    ("tenth", "10"),
    ("north", "n"),
    ("northern", "n"),
    ("south", "s"),
    ("southern", "s"),
    ("east", "e"),
    ("eastern", "e"),
    ("west", "w"),
    ("western", "w"),
    ("central", "c"),
];

/// Chinese numerals that number one of several like organisations (第二医院, 三院).
pub const HAN_NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// Names of the whole country, which stand where a region does.
pub const COUNTRY: [&str; 4] = ["中华人民共和国", "中国", "全国", "国家"];

/// Ends of region names that are left out in everyday use (杭州市 → 杭州).
pub const REGION_ENDS: [&str; 14] = [
    "维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州", "自治县", "地区", "新区", "省", "市", "区", "县", "盟",
];
