//! Odd inputs: a defined answer or a clear refusal, never NaN in a score.

mod support;

use indices::{Framework, check, check_attributes, run};
use support::{framework, try_units, units};

fn index(methods: &str) -> Framework {
    framework(&format!(
        "id: t\nname: 试\nunits: {{code: u}}\n{methods}index: {{id: I, children: [{{id: a}}, {{id: b}}]}}\n"
    ))
}

#[expect(clippy::expect_used, reason = "a test may panic")]
fn scores(methods: &str, text: &str) -> Vec<Option<f64>> {
    let framework = index(methods);
    let units = units(&framework, text);
    let done = run(&framework, &units, 1).expect("a run");
    done.scores.columns.last().expect("the index").iter().map(|value| value.get()).collect()
}

#[test]
fn a_constant_column_says_nothing_and_is_told() {
    assert_eq!(scores("", "u,a,b\nA,5,1\nB,5,3\n"), [Some(0.0), Some(100.0)]);
    let framework = index("");
    let units = units(&framework, "u,a,b\nA,5,1\nB,5,3\n");
    let done = run(&framework, &units, 1).expect("a run");
    assert!(done.records.notes.iter().any(|note| note.code == "constant" && note.node == "a"));
}

#[test]
fn one_row_has_no_score_where_there_is_nothing_to_compare_with() {
    assert_eq!(scores("", "u,a,b\nA,5,1\n"), [None]);
    assert_eq!(scores("normalise: rank\n", "u,a,b\nA,5,1\n"), [Some(1.0)]);
    assert_eq!(scores("normalise: {method: goalposts, between: [0, 10]}\n", "u,a,b\nA,5,1\n"), [Some(0.3)]);
    assert_eq!(scores("aggregate: copeland\n", "u,a,b\nA,5,1\n"), [None]);
}

#[test]
fn unknown_columns_and_units_stay_unknown() {
    assert_eq!(scores("", "u,a,b\nA,,1\nB,,3\nC,,\n"), [Some(0.0), Some(100.0), None]);
    assert_eq!(scores("impute: mean\n", "u,a,b\nA,,1\nB,,3\nC,,\n"), [Some(0.0), Some(100.0), Some(50.0)]);
    assert_eq!(scores("", "u,a,b\nA,,\nB,,\n"), [None, None]);
}

#[test]
fn everybody_screened_out_leaves_nothing() {
    assert_eq!(scores("screen: {available: 1}\n", "u,a,b\nA,,1\nB,2,\n"), []);
}

#[test]
fn negative_figures_are_scored_and_negative_scores_refused_where_no_mean_is() {
    assert_eq!(scores("", "u,a,b\nA,-5,-1\nB,5,-3\n"), [Some(50.0), Some(50.0)]);
    let framework = index("normalise: z_score\naggregate: geometric\n");
    let units = units(&framework, "u,a,b\nA,1,1\nB,2,3\nC,3,2\n");
    let refusal = run(&framework, &units, 1).expect_err("negative scores");
    assert_eq!(
        refusal.message,
        "“I”：几何平均不能用于负的得分，“a”有负的得分；请换标准化方法或给它 range，如 range: [1, 100]"
    );
}

#[test]
fn huge_figures_never_become_infinite() {
    let scores =
        scores("treat: {when: always, methods: [log_ct]}\n", "u,a,b\nA,1e308,1\nB,-1e308,3\nC,0,2\n");
    assert!(scores.iter().flatten().all(|score| score.is_finite()));
    let scores = super_scores("z_score", "u,a,b\nA,1e200,1\nB,-1e200,3\nC,0,2\n");
    assert!(scores.iter().flatten().all(|score| score.is_finite()));
}

fn super_scores(method: &str, text: &str) -> Vec<Option<f64>> {
    scores(&format!("normalise: {method}\n"), text)
}

#[test]
fn a_table_with_errors_is_refused_cell_by_cell() {
    let framework = index("");
    let problems =
        try_units(&framework, "u,a,b\nA,Inf,1\nB,\"0,5\",约3\nA,1,1\n,1,1\n").expect_err("problems");
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "第 2 行“a”列：“Inf”是无穷大，不能用；没有数据请留空",
            "第 3 行“a”列：“0,5”不能识别：小数点应写“.”，逗号只用于千分位",
            "第 3 行“b”列：“约3”不是数；没有数据请留空",
            "第 4 行“u”列：单位“A”出现了两次",
            "第 5 行“u”列：单位代码是空的",
        ]
    );
    let problems = try_units(&framework, "u,a\nA,1\n").expect_err("a missing column");
    assert_eq!(problems[0].to_string(), "“b”列：指标 b：表里没有这一列");
    assert!(try_units(&framework, "u,a,b\n").is_err());
}

#[test]
fn a_framework_with_errors_names_line_and_column() {
    let text = "id: t\nname: 试\nunits: {code: u}\nnormalise: {method: minmax}\nindex:\n  id: I\n  children:\n    - {id: a, weight: 0,5}\n    - {id: a, denominator: 人口}\n    - {id: b, wieght: 2}\n";
    let (framework, findings) = check("坏.yaml", text);
    assert!(framework.is_none());
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let expected = [
        "坏.yaml:4:21: error[bad-framework]: method 不认识“minmax”",
        "坏.yaml:9:28: error[bad-framework]: denominators 里没有“人口”",
        "坏.yaml:10:15: error[unknown-field]: 节点里不认识“wieght”；是否想写 weight",
        "坏.yaml:9:7: error[duplicate-id]: 标识“a”出现了两次",
    ];
    for expected in expected {
        assert!(told.iter().any(|finding| finding.starts_with(expected)), "{expected}\n{told:#?}");
    }
}

#[test]
fn a_reversed_group_is_turned_round_on_its_scale() {
    let framework = framework(
        "id: t\nname: 试\nunits: {code: u}\nnormalise: {method: min_max, range: [0, 100]}\nindex:\n  id: I\n  children:\n    - {id: 负担, direction: negative, children: [{id: a}, {id: b}]}\n    - {id: c}\n",
    );
    let units = units(&framework, "u,a,b,c\nA,1,1,1\nB,3,5,2\n");
    let done = run(&framework, &units, 1).expect("a run");
    // B bears the whole burden (100, turned round 0) and is best in c.
    let index: Vec<_> = done.scores.columns[framework.root()].iter().map(|value| value.get()).collect();
    assert_eq!(index, [Some(50.0), Some(50.0)]);
    let burden = framework.node("负担").expect("a node");
    assert_eq!(done.scores.columns[burden][1].get(), Some(100.0));
}

#[test]
fn limits_hold_at_the_limit_and_one_past_it() {
    use indices::limits::{MAX_LEVELS, MAX_NODES};
    let flat = |count: usize| {
        let children: Vec<String> = (0..count - 1).map(|at| format!("{{id: n{at}}}")).collect();
        format!(
            "id: t\nname: 试\nunits: {{code: u}}\nindex: {{id: I, children: [{}]}}\n",
            children.join(", ")
        )
    };
    assert!(check("多.yaml", &flat(MAX_NODES)).0.is_some());
    assert!(check("多.yaml", &flat(MAX_NODES + 1)).0.is_none());
    let deep = |levels: usize| {
        let mut text = "{id: x, }".replace(", }", "}");
        for level in 1..levels {
            text = format!("{{id: l{level}, children: [{text}]}}");
        }
        format!("id: t\nname: 试\nunits: {{code: u}}\nindex: {text}\n")
    };
    assert!(check("深.yaml", &deep(MAX_LEVELS)).0.is_some());
    assert!(check("深.yaml", &deep(MAX_LEVELS + 1)).0.is_none());
}

#[test]
fn attributes_are_looked_up_in_the_vocabulary() {
    let kind = "kind: region\nname: 区划\ncode: 代码\ntitle: 名称\ngroups:\n  - name: 组\n    sensitivity: 公开\n    sources: [统计局]\n    attributes:\n      - {name: 名称, type: text}\n      - {name: 代码, type: text}\n      - {name: 高新技术企业数, type: number, unit: 家, yearly: true}\n";
    let region = vocabulary::Kind::from_yaml("region.yaml", kind).expect("a kind");
    let told = |attribute: &str| {
        let framework = framework(&format!(
            "id: t\nname: 试\nunits: {{code: u}}\nindex: {{id: I, children: [{{id: a, attribute: {attribute}}}]}}\n"
        ));
        let found = check_attributes("试.yaml", &framework, |id| (id == "region").then_some(&region));
        found.first().map(ToString::to_string)
    };
    assert_eq!(told("region.高新技术企业数"), None);
    assert_eq!(
        told("region.高新技术企业").as_deref(),
        Some(
            "试.yaml:4:27: error[unknown-attribute]: 指标“a”：attribute“region.高新技术企业”：区划没有属性“高新技术企业”；是否想写 region.高新技术企业数"
        )
    );
    for (attribute, part) in
        [("region.名称", "不是数"), ("city.人口", "没有种类“city”"), ("人口", "应写明种类和属性")]
    {
        assert!(told(attribute).is_some_and(|message| message.contains(part)), "{attribute}");
    }
}

#[test]
fn a_row_longer_than_the_heading_is_no_figure_with_a_comma() {
    let framework = index("");
    let problems = try_units(&framework, "u,a,b\nA,1,0,5\nB,2,3,\n").expect_err("a problem");
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["第 2 行：比表头多出“5”等 1 格；千分位、小数点写成逗号的数要加引号，或改用“.”"]);
}

#[test]
fn a_row_mean_over_a_wide_family_leaves_that_of_a_narrow_one_alone() {
    let text = |wide: &str| {
        format!(
            "id: t\nname: 试\nunits: {{code: u}}\nimpute: row_mean\nindex:\n  id: I\n  children:\n    - {{id: G, children: [{{id: a}}, {{id: b}}]}}\n    - {{id: H, children: [{{id: c{wide}}}, {{id: d}}]}}\n"
        )
    };
    let table = "u,a,b,c,d\nA,,1,0,4\nB,2,5,3,\nC,4,3,9,2\nD,6,4,,0\n";
    let imputed = |wide: &str| {
        let framework = framework(&text(wide));
        let done = run(&framework, &units(&framework, table), 1).expect("a run");
        done.imputed.columns[0][0].get()
    };
    // b is at its least, and so is the estimate of a; c and d have no say in it.
    assert_eq!(imputed(", impute: {method: row_mean, level: 3}"), Some(2.0));
    assert_eq!(imputed(""), Some(2.0));
}
