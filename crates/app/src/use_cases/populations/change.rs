//! Parameters set otherwise: which programmes they are of, and values read as documents write them.

use columnar::Variant;
use jiff::civil::Date;
use language::value::Maybe;
use language::{Context, Scope, Type, Value, check, parse};
use programmes::Programme;
use programmes::programme::Parameter;
use vocabulary::kind::nearest;
use vocabulary::{Facts, Kind};

use crate::failure::{Code, Failure};
use crate::limits::MAX_GRID_POINTS;
use crate::model::{ParameterAxis, ParameterChange};

/// A programme with the changes that are about it.
pub(super) fn changed<'p>(
    programme: &'p Programme,
    changes: &[ParameterChange],
    as_of: Date,
) -> Result<Variant<'p>, Failure> {
    let mut values = Vec::new();
    for change in changes {
        if let Some(at) = position(programme, change) {
            values.push((at, value(&programme.subject, &programme.parameters[at], change, as_of)?));
        }
    }
    Ok(Variant::new(programme, as_of).with(&values))
}

/// Where a programme has the parameter that a change is about: its own, or one imported from the programme that is named.
fn position(programme: &Programme, change: &ParameterChange) -> Option<usize> {
    let is_named = |id: &str| {
        id == change.programme || id.strip_prefix(&change.programme).is_some_and(|rest| rest.starts_with('.'))
    };
    let own = is_named(&programme.id);
    programme.parameters.iter().position(|parameter| {
        let from_there = parameter.of.as_deref().is_some_and(is_named);
        parameter.name == change.parameter && (own || from_there)
    })
}

/// Refuses changes that are about none of the programmes.
pub(super) fn checked(changes: &[ParameterChange], programmes: &[&Programme]) -> Result<(), Failure> {
    for change in changes {
        if programmes.iter().any(|programme| position(programme, change).is_some()) {
            continue;
        }
        let named: Vec<&&Programme> = programmes
            .iter()
            .filter(|programme| programme.id == change.programme || programme.family == change.programme)
            .collect();
        let names = || named.iter().flat_map(|programme| &programme.parameters).map(|p| p.name.as_str());
        let (message, hint) = if named.is_empty() {
            let hint = "请用 --programme 选上它，或用 --all".to_owned();
            (format!("“{}”不在所选的政策之中", change.programme), hint)
        } else {
            let near = nearest(&change.parameter, names()).map(|near| format!("；是否想写“{near}”"));
            let mut known: Vec<&str> = names().collect();
            known.sort_unstable();
            known.dedup();
            let message =
                format!("“{}”没有参数“{}”{}", change.programme, change.parameter, near.unwrap_or_default());
            (message, format!("它的参数有：{}", known.join("、")))
        };
        return Err(Failure::new(Code::InvalidArgument, message, hint).at("set"));
    }
    Ok(())
}

/// Every combination of a grid, each on top of the reform.
pub(super) fn points(
    set: &[ParameterChange],
    grid: &[ParameterAxis],
) -> Result<Vec<Vec<ParameterChange>>, Failure> {
    if grid.is_empty() {
        return Ok(Vec::new());
    }
    let mut points = vec![Vec::new()];
    for axis in grid {
        if axis.values.is_empty() {
            let message = format!("“{}”没有写要试的值", axis.parameter);
            return Err(Failure::new(Code::InvalidArgument, message, "写成 值1,值2,值3").at("grid"));
        }
        let change = |value: &String| ParameterChange {
            programme: axis.programme.clone(),
            parameter: axis.parameter.clone(),
            value: value.clone(),
        };
        let longer = |point: &Vec<ParameterChange>, value: &String| {
            let mut point = point.clone();
            point.push(change(value));
            point
        };
        let count = points.len().saturating_mul(axis.values.len());
        if count > MAX_GRID_POINTS {
            let message = format!("网格有 {count} 个组合，超过 {MAX_GRID_POINTS} 个");
            return Err(Failure::new(Code::LimitExceeded, message, "请少试几个值").at("grid"));
        }
        points =
            points.iter().flat_map(|point| axis.values.iter().map(|value| longer(point, value))).collect();
    }
    Ok(points.into_iter().map(|point| set.iter().cloned().chain(point).collect()).collect())
}

fn value(
    kind: &Kind,
    parameter: &Parameter,
    change: &ParameterChange,
    as_of: Date,
) -> Result<Value, Failure> {
    let written = &parameter.on(as_of).written;
    let expected = literal(kind, written).map(|(_, r#type)| r#type);
    let text = change.value.trim();
    let found = literal(kind, text);
    match (expected, found) {
        (Some(Type::Text), Some((value, Type::Text))) => Ok(value),
        (Some(Type::Text), _) if !text.is_empty() => {
            Ok(Value::Text(Maybe::Known(text.trim_matches('"').into())))
        }
        (Some(expected), Some((value, found))) if expected == found => Ok(value),
        // A plain number is one of the base unit: 元 for money.
        (Some(Type::Number(_)), Some((value, Type::Number(plain)))) if plain.is_one() => Ok(value),
        (None, Some((value, _))) => Ok(value),
        (expected, _) => {
            let wanted = expected.map(|wanted| format!("应是{wanted}，")).unwrap_or_default();
            let message = format!("“{text}”不能作为“{}”的值：{wanted}现在是 {written}", change.parameter);
            Err(Failure::new(Code::InvalidArgument, message, "写法如 5000万元、4.3%、3年").at("set"))
        }
    }
}

/// The value of a literal and its type.
fn literal(kind: &Kind, text: &str) -> Option<(Value, Type)> {
    let scope = Scope { kind, parameters: &[], definitions: &[], definition_names: &[] };
    let (ast, diagnostics) = parse(text);
    let (expr, more) = check(&ast, &scope);
    let mut names = false;
    expr.walk(&mut |part| {
        use language::ir::Node;
        names |= !matches!(
            part.node,
            Node::Number(_) | Node::Text(_) | Node::Date(_) | Node::Truth(_) | Node::Negate(_)
        );
    });
    if !diagnostics.is_empty() || !more.is_empty() || names {
        return None;
    }
    let facts = Facts::empty(kind);
    Some((Context::new(kind, &facts, Date::ZERO, &[], &[]).eval(&expr), expr.r#type))
}
