//! A number and what stands before it become figures.

use std::ops::Range;

use super::rates::{growth_name, is_rate_name, names_of_rates, per_unit, share_words};
use super::when::Dated;
use super::{Ahead, Reader, Said, Subject};
use crate::figure::{Amount, Context, End, Figure, Operator, Sort};
use crate::figures::lead::lead;
use crate::figures::name::{Named, named};
use crate::figures::piece::{Piece, Quantity, Rank, Token};
use crate::figures::roles::{Role, text_of};
use crate::lexicon::Direction;
use crate::limits::MAX_QUOTE_CHARS;
use crate::numeral::Form;
use crate::time::When;

impl Reader<'_> {
    /// Takes the number at `index` and those that go with it; the index of the last one taken.
    pub(super) fn take(&mut self, pieces: &[Piece], index: usize, ahead: &Ahead, said: &mut Said) -> usize {
        self.note(ahead, said);
        if matches!(&pieces[index].token, Token::Quantity(q) if q.proportion.is_some()) {
            return self.proportion(pieces, index, ahead, said);
        }
        let group = self.group(pieces, index);
        if group.len() > 1
            && ahead.lead.respectively
            && let Some(subjects) = self.subjects(pieces, ahead, group.len(), said)
        {
            for (at, subject) in group.iter().zip(&subjects) {
                self.one(pieces, *at, ahead, said, Some(subject));
            }
            said.subjects = subjects;
            return group.last().copied().unwrap_or(index);
        }
        // A number in a range shares everything with its other end.
        if matches!(&pieces[index].token, Token::Quantity(q) if q.range)
            && matches!(pieces.get(index + 1).map(|piece| &piece.token), Some(Token::Quantity(q)) if q.range)
        {
            self.one(pieces, index, ahead, said, None);
            self.one(pieces, index + 1, ahead, said, None);
            return index + 1;
        }
        self.one(pieces, index, ahead, said, None);
        index
    }

    /// What the words before a number say for the rest of the sentence.
    fn note(&self, ahead: &Ahead, said: &mut Said) {
        if let Some((place, role)) = &ahead.place {
            // A place inside a clause is its subject only where nothing else is.
            if *role == Role::Subject || *role == Role::Inside && said.place.is_none() {
                said.place = Some(place.clone());
            }
        }
        if let Some(when) =
            ahead.time.as_ref().filter(|_| !ahead.start_time).and_then(|when| self.settle(when, said))
        {
            said.time = Some(when);
        }
        let words = self.chars().get(ahead.raw.clone()).unwrap_or_default();
        said.part |= words.starts_with(&['其', '中']);
    }

    /// 三次产业结构为2.8:40.5:56.7
    fn proportion(&mut self, pieces: &[Piece], index: usize, ahead: &Ahead, said: &mut Said) -> usize {
        let mut last = index;
        while matches!(pieces.get(last + 1).map(|p| &p.token), Some(Token::Quantity(q)) if q.proportion.is_some_and(|part| part > 0))
        {
            last += 1;
        }
        let words: String = text_of(self.chars(), pieces, ahead.pieces.clone()).iter().collect();
        let industries = last - index == 2 && (words.contains("产业") || words.contains("产"));
        for (part, at) in (index..=last).enumerate() {
            let name = match (industries, part) {
                (true, 0) => "第一产业占比".to_owned(),
                (true, 1) => "第二产业占比".to_owned(),
                (true, _) => "第三产业占比".to_owned(),
                _ => format!("{}（第{}项）", ahead.tail_named.clone().unwrap_or_default().name, part + 1),
            };
            let subject =
                Subject { named: Some(Named { name, known: true, scope: Vec::new() }), place: None };
            self.one(pieces, at, ahead, said, Some(&subject));
        }
        last
    }

    fn one(
        &mut self,
        pieces: &[Piece],
        index: usize,
        ahead: &Ahead,
        said: &mut Said,
        subject: Option<&Subject>,
    ) {
        match &pieces[index].token {
            Token::Quantity(quantity) => self.quantity(pieces, index, quantity, ahead, said, subject),
            Token::Rank(rank) => self.rank(pieces, index, rank, ahead, said, subject),
            _ => {}
        }
    }

    fn rank(
        &mut self,
        pieces: &[Piece],
        index: usize,
        rank: &Rank,
        ahead: &Ahead,
        said: &mut Said,
        subject: Option<&Subject>,
    ) {
        let mut text = text_of(self.chars(), pieces, ahead.pieces.clone());
        // What stands after the verb is the field of the ranking: 居全国省会城市第二位.
        if let Some((start, ..)) = self.lexicon.words.rank_verbs.last_in(&text) {
            text.truncate(start);
        }
        while let Some((length, ())) = self.lexicon.words.rank_leads.ending(&text) {
            text.truncate(text.len() - length);
        }
        while let Some((length, ())) = self.lexicon.words.list_leads.ending(&text) {
            text.truncate(text.len() - length);
        }
        let base = lead(&text, false, self.lexicon).base;
        let mut all: Vec<Option<Named>> = match subject {
            Some(subject) => vec![subject.named.clone()],
            None => names_of_rates(&base).iter().map(|words| named(words, self.lexicon)).collect(),
        };
        if all.is_empty() || rank.unit == "强" {
            all = vec![named(&base, self.lexicon)];
        }
        for name in all {
            let name = name.or_else(|| said.indicator.clone()).unwrap_or_default();
            let mut indicator = name.name.clone();
            if rank.unit == "强" {
                indicator = self.slice_after(&ahead.raw, &pieces[index].at);
            } else if !indicator.ends_with("排名") && !indicator.ends_with("位次") {
                indicator.push_str("排名");
            }
            let operator = if rank.among && rank.unit == "位" { Operator::AtMost } else { Operator::Equal };
            let dated = self.dated(ahead.time.as_ref(), said);
            let place = subject.and_then(|s| s.place.clone()).or_else(|| self.place_of(ahead, said, true));
            let figure = Found {
                indicator,
                base: name.name.clone(),
                scope: Vec::new(),
                place,
                dated,
                op: operator,
                value: rank.value.map_or(Amount::Unknown, Amount::Number),
                unit: rank.unit.to_owned(),
                sort: Sort::Rank,
                end: None,
                against: None,
            };
            self.keep(pieces, index, ahead, said, figure);
            if said.indicator.is_none() && !name.name.is_empty() {
                said.indicator = Some(name);
            }
        }
    }

    /// 全国创新百强区: the list that a place was entered in.
    fn slice_after(&self, raw: &Range<usize>, at: &Range<usize>) -> String {
        let chars = self.chars();
        let words = chars.get(raw.start..at.end + 1).unwrap_or_default();
        let start = (0..words.len()).rev().find(|at| self.lexicon.words.list_leads.at(words, *at).is_some());
        let cut =
            start.and_then(|at| self.lexicon.words.list_leads.at(words, at).map(|(length, ())| at + length));
        words
            .get(cut.unwrap_or(0)..)
            .unwrap_or_default()
            .iter()
            .filter(|c| !matches!(c, '“' | '”' | '，'))
            .collect()
    }

    fn quantity(
        &mut self,
        pieces: &[Piece],
        index: usize,
        quantity: &Quantity,
        ahead: &Ahead,
        said: &mut Said,
        subject: Option<&Subject>,
    ) {
        let words = &self.lexicon.words;
        let lead = &ahead.lead;
        let points = quantity.unit.ends_with("百分点") || quantity.unit.ends_with("基点");
        let percent = matches!(quantity.unit.as_str(), "%" | "‰");
        let changed = lead.change.filter(|_| !lead.to);
        let after = self.after(pieces, index);
        let raw_text: String = self.chars().get(ahead.raw.clone()).unwrap_or_default().iter().collect();

        let mut base = subject
            .and_then(|s| s.named.clone())
            .or_else(|| self.base_name(ahead, after.as_ref(), quantity, said));
        let rank_change = changed.is_some()
            && matches!(quantity.unit.as_str(), "位" | "个位次" | "位次" | "名" | "名次")
            && (raw_text.contains("排名")
                || raw_text.contains("位次")
                || raw_text.contains("名次")
                || raw_text.contains("列")
                || self.figures.last().is_some_and(|figure| {
                    figure.context.sort == Sort::Rank && figure.context.sentence == self.sentence
                }));
        let share = share_words(&raw_text);
        let mut sort = Sort::Level;
        let mut indicator;
        let mut value = quantity.value;
        let mut operator = quantity.operator.or(lead.operator).unwrap_or(Operator::Equal);
        let mut against = None;
        let mut unit = quantity.unit.clone();
        let own = base.clone().unwrap_or_default();

        if rank_change {
            sort = Sort::Rank;
            "位".clone_into(&mut unit);
            operator = if changed == Some(Direction::Down) { Operator::Down } else { Operator::Up };
            indicator = format!("{}变化", own.name.trim_end_matches("排名").to_owned() + "排名");
        } else if points {
            sort = Sort::Change;
            indicator = format!("{}{}", own.name, words.change_suffix);
            if changed == Some(Direction::Down) {
                value = value.map(|value| -value);
            }
        } else if (percent || quantity.unit == "倍") && changed.is_some() && share.is_none() {
            sort = Sort::Growth;
            indicator = growth_name(&own.name, &words.growth_suffix);
            if changed == Some(Direction::Down) && !lead.rate_named || raw_text.ends_with("降幅达") {
                value = value.map(|value| if value > 0.into() { -value } else { value });
            }
        } else if percent
            && said.rate
            && ahead.tail_named.is_none()
            && matches!(ahead.place, Some((_, Role::Compared | Role::Measure)))
        {
            // 增长6.2%，远低于深圳的20.3%
            sort = Sort::Growth;
            indicator = growth_name(&own.name, &words.growth_suffix);
        } else if percent && is_rate_name(&own.name) {
            sort = Sort::Growth;
            indicator = growth_name(&own.name, &words.growth_suffix);
        } else if let Some((place, Role::Measure)) = &ahead.place {
            sort = Sort::Ratio;
            indicator = format!("{}比值", own.name);
            against = Some(place.clone());
        } else if quantity.form == Form::Fraction || quantity.unit == "倍" && ahead.base_time.is_some() {
            sort = Sort::Ratio;
            indicator = format!("{}比值", own.name);
            let of_place = ahead.place.as_ref().filter(|(_, role)| {
                *role != Role::Subject && quantity.form == Form::Fraction && changed.is_none()
            });
            if let Some((place, _)) = of_place {
                against = Some(place.clone());
            } else if quantity.form == Form::Fraction && share.is_some() {
                sort = Sort::Share;
                indicator.clone_from(&own.name);
            }
        } else if let Some(share) = share.filter(|_| percent) {
            sort = Sort::Share;
            let (name, full) = self.share_name(&share, subject, said);
            indicator = name;
            base = full.or(base);
        } else if let Some(direction) = changed.filter(|_| !percent) {
            sort = Sort::Change;
            indicator = format!("{}{}", own.name, if direction == Direction::Up { "增加" } else { "减少" });
        } else {
            indicator = own.name.clone();
        }
        if subject.is_some() && quantity.proportion.is_some() {
            indicator.clone_from(&own.name);
            sort = Sort::Share;
        }
        let known = self.lexicon.indicators.named(&own.name);
        if let Some(known) = known
            && (unit.is_empty() || unit == "万" || unit == "亿")
            && sort == Sort::Level
        {
            unit = if unit.is_empty() {
                String::new()
            } else {
                format!("{unit}{}", known.unit.trim_start_matches(['万', '亿']))
            };
        }
        if let Some(per) =
            per_unit(&own.name).filter(|_| sort == Sort::Level && matches!(unit.as_str(), "人" | "名"))
        {
            unit = format!("人/{per}");
        }
        if lead.running && quantity.unit == "年" {
            indicator = format!("连续{}年数", after.as_ref().map_or(own.name.as_str(), |n| n.name.as_str()));
        }
        let yearly = raw_text.contains("年均") && sort == Sort::Growth;
        if yearly {
            unit = format!("{unit}/年");
        }
        // 比南京少6.2家, 高于全国1.2个百分点: the difference of the one spoken of.
        let difference = changed.is_some() || points;
        let national = known.is_some_and(|known| known.national);
        let place = if national {
            Some("全国".to_owned())
        } else {
            subject.and_then(|s| s.place.clone()).or_else(|| self.place_of(ahead, said, difference))
        };
        let whole = against.as_ref().is_some_and(|other| self.is_whole(other, said));
        let place = match (&against, sort) {
            // 是全省平均水平的2.1倍 is a figure of the one spoken of alone.
            (Some(other), Sort::Ratio) if !whole => {
                let own = said.place.clone().or_else(|| self.about.own_place(self.places));
                Some(own.map_or_else(|| other.clone(), |own| format!("{own}/{other}")))
            }
            _ => place,
        };
        let mut dated = self.dated(ahead.time.as_ref(), said);
        let mut end = None;
        if lead.from && next_is_result(self, pieces, index) {
            end = Some(End::Start);
        } else if lead.to && self.last_is_start(index, pieces) {
            end = Some(End::Finish);
        }
        if dated.years.is_none()
            && let Some((first, last)) =
                said.span.filter(|_| ahead.time.is_none() && (sort == Sort::Growth || end.is_some()))
        {
            dated =
                Dated { year: None, period: Some(format!("{first}..{last}")), years: Some((first, last)) };
        }
        if let (Some(end), Some((first, last))) = (end, dated.years) {
            dated.year = Some(if end == End::Start { first } else { last });
            dated.period = None;
        }
        // “十四五”期间…达到4%: at the end of it.
        let last = dated.period.as_ref().and_then(|period| period.split_once("..")?.1.parse().ok());
        if let Some(last) = last.filter(|_| lead.to && end.is_none() && sort != Sort::Growth) {
            dated = Dated { year: Some(last), ..Dated::default() };
        }
        // 从2015年的A增加到2020年的B: the years of what follows.
        if end == Some(End::Finish)
            && dated.years.is_none()
            && let (Some(first), Some(last)) = (self.figures.last().and_then(|f| f.year), dated.year)
            && first + 1 < last
        {
            said.span = Some((first, last));
            said.time = Some(When::Year(last));
        }
        said.rate = sort == Sort::Growth;
        let base_name = base.as_ref().map(|n| n.name.clone()).unwrap_or_default();
        let figure = Found {
            indicator,
            base: base_name,
            scope: own.scope.clone(),
            place,
            dated,
            op: operator,
            value: value.map_or(Amount::Unknown, Amount::Number),
            unit,
            sort,
            end,
            against,
        };
        self.keep(pieces, index, ahead, said, figure);
        if let Some(base) = base.filter(|base| !base.name.is_empty()) {
            said.indicator = Some(base);
        }
    }

    /// What a number is about: the words after the last place, else those before it, else what follows the number, else
    /// what the sentence spoke of.
    fn base_name(
        &self,
        ahead: &Ahead,
        after: Option<&Named>,
        quantity: &Quantity,
        said: &Said,
    ) -> Option<Named> {
        let counted =
            !quantity.unit.contains('元') && !matches!(quantity.unit.as_str(), "%" | "‰" | "倍" | "比值");
        let scoped = |named: &Named| -> Named {
            // 已建、在建的11个: the thing is the one that was spoken of.
            let mut out = said.indicator.clone().unwrap_or_default();
            let stem = out.name.split('（').next().unwrap_or_default().to_owned();
            if let Some(indicator) = self.lexicon.indicators.named(&stem) {
                out.name = crate::figures::name::full_name(indicator, &named.scope);
            }
            out.scope.clone_from(&named.scope);
            out
        };
        if let Some(named) = &ahead.tail_named {
            let only_verb = !named.known && self.is_verb(&named.name);
            if !(only_verb && counted && after.is_some()) {
                if only_verb && after.is_none() && said.indicator.is_some() {
                    return said.indicator.clone();
                }
                return Some(named.clone());
            }
            if let Some(after) = after {
                return Some(after.clone());
            }
        }
        let scope_only = crate::figures::name::only_scope(&ahead.lead.base, self.lexicon);
        if !scope_only.is_empty()
            && said.indicator.is_some()
            && ahead.front_named.is_none()
            && after.is_none()
        {
            return Some(scoped(&Named { scope: scope_only, ..Named::default() }));
        }
        if matches!(ahead.place, Some((_, Role::Compared | Role::Measure))) && said.indicator.is_some() {
            return said.indicator.clone();
        }
        if let Some(named) = &ahead.front_named {
            return Some(named.clone());
        }
        match after {
            Some(after) if counted && !ahead.bracket => Some(after.clone()),
            _ => said.indicator.clone().or_else(|| after.cloned()),
        }
    }

    fn is_verb(&self, name: &str) -> bool {
        let chars: Vec<char> = name.chars().collect();
        self.lexicon.words.verbs.ending(&chars).is_some()
    }

    /// 高技术制造业增加值占规上工业的比重: the whole name, and the indicator it is where the lexicon knows the quotient.
    fn share_name(&self, share: &str, subject: Option<&Subject>, said: &Said) -> (String, Option<Named>) {
        let chars: Vec<char> = share.chars().collect();
        let before: String = share.split('占').next().unwrap_or_default().to_owned();
        let denominator =
            chars.iter().position(|c| *c == '占').map(|at| chars[at + 1..].to_vec()).unwrap_or_default();
        let numerator = if before.is_empty() {
            subject.and_then(|subject| subject.named.clone()).or_else(|| said.indicator.clone())
        } else {
            named(&before.chars().collect::<Vec<_>>(), self.lexicon)
        };
        let below = self.lexicon.indicators.iter().find_map(|indicator| {
            let [above, below] = indicator.quotient.as_ref()?;
            let under = self.lexicon.indicators.last_in(&denominator)?.0;
            (numerator.as_ref().is_some_and(|n| n.name == *above) && under.name == *below)
                .then(|| indicator.name.clone())
        });
        if let Some(name) = below {
            return (name.clone(), Some(Named { name, known: true, scope: Vec::new() }));
        }
        let known = self.lexicon.laundered.usual(&chars);
        let whole = self
            .lexicon
            .indicators
            .last_in(&known)
            .filter(|(_, range)| known.get(range.clone()).is_some_and(|name| name.contains(&'占')));
        if let Some((indicator, _)) = whole {
            return (indicator.name.clone(), None);
        }
        let tail: String = share.chars().skip_while(|c| *c != '占').collect();
        let tail =
            tail.trim_end_matches(['的', '为', '达', '由', '从', '到', '约', '超', '近', '至']).to_owned();
        let tail = tail.trim_end_matches("分别");
        let name = format!("{}{tail}", numerator.map(|n| n.name).unwrap_or_default());
        (name, None)
    }

    /// Whose number it is.
    fn place_of(&self, ahead: &Ahead, said: &Said, ranked: bool) -> Option<String> {
        let topic = || said.place.clone().or_else(|| self.about.own_place(self.places));
        match &ahead.place {
            Some((place, Role::Subject | Role::Inside)) => Some(place.clone()),
            Some((place, Role::Compared)) if !ranked => Some(place.clone()),
            _ => topic(),
        }
    }

    /// Whether a place is the country, or lies around the one that is spoken of.
    fn is_whole(&self, other: &str, said: &Said) -> bool {
        let own = said.place.clone().or_else(|| self.about.own_place(self.places));
        let code = |name: &str| self.places.code_of(name).map(|code| code.trim_end_matches('0').to_owned());
        matches!(other, "全国" | "全球")
            || own
                .as_deref()
                .and_then(code)
                .zip(code(other))
                .is_some_and(|(own, other)| own.starts_with(&other))
    }

    fn last_is_start(&self, index: usize, pieces: &[Piece]) -> bool {
        let before = pieces.get(..index).unwrap_or_default();
        let last = before.iter().rev().find(|piece| matches!(piece.token, Token::Quantity(_)));
        last.is_some_and(|piece| {
            self.figures
                .iter()
                .rev()
                .take(4)
                .any(|f| f.context.at == piece.at && f.context.end == Some(End::Start))
        })
    }

    fn keep(&mut self, pieces: &[Piece], index: usize, ahead: &Ahead, said: &Said, found: Found) {
        let clause = clause(pieces, index, ahead);
        let at = pieces[index].at.clone();
        self.push(at, clause, said, found);
    }

    /// Writes a figure down.
    pub(in crate::figures) fn push(
        &mut self,
        at: Range<usize>,
        clause: Range<usize>,
        said: &Said,
        found: Found,
    ) {
        let start = clause.start.max(at.end.saturating_sub(MAX_QUOTE_CHARS)).min(at.start);
        let end = clause.end.clamp(at.end, (start + MAX_QUOTE_CHARS).max(at.end));
        let (quote, offset) = self.text.quote(start..end);
        let target =
            self.lexicon.words.target_words.any_in(self.chars().get(start..at.start).unwrap_or_default());
        self.figures.push(Figure {
            indicator: found.indicator,
            place: found.place,
            year: found.dated.year,
            period: found.dated.period,
            op: found.op,
            value: found.value,
            unit: found.unit,
            quote,
            offset,
            context: Context {
                sort: found.sort,
                sentence: self.sentence,
                block: self.block,
                at,
                base: found.base,
                scope: found.scope,
                against: found.against,
                end: found.end,
                part: said.part,
                target,
                years: found.dated.years,
            },
        });
    }

    /// The place and time of a sentence for patterns that stand outside the usual ones.
    pub(in crate::figures) fn around(&self, said: &Said, when: Option<&When>) -> (Option<String>, Dated) {
        let place = said.place.clone().or_else(|| self.about.own_place(self.places));
        (place, self.dated(when, said))
    }
}

/// A figure before it is quoted.
pub(in crate::figures) struct Found {
    pub(in crate::figures) indicator: String,
    pub(in crate::figures) base: String,
    pub(in crate::figures) scope: Vec<String>,
    pub(in crate::figures) place: Option<String>,
    pub(in crate::figures) dated: Dated,
    pub(in crate::figures) op: Operator,
    pub(in crate::figures) value: Amount,
    pub(in crate::figures) unit: String,
    pub(in crate::figures) sort: Sort,
    pub(in crate::figures) end: Option<End>,
    pub(in crate::figures) against: Option<String>,
}

/// The clause around a number: the words quoted with it.
fn clause(pieces: &[Piece], index: usize, ahead: &Ahead) -> Range<usize> {
    let ends = |piece: &Piece| matches!(piece.token, Token::Comma | Token::Semicolon | Token::Colon);
    let first = pieces.get(..index).unwrap_or_default().iter().rposition(ends).map_or(0, |at| at + 1);
    let start = pieces.get(first).map_or(ahead.raw.start, |piece| piece.at.start);
    let end =
        pieces.iter().skip(index).take_while(|piece| !ends(piece)).last().map_or(start, |piece| piece.at.end);
    start..end
}

/// 由A增加到B: the number after this one is the result.
fn next_is_result(reader: &Reader<'_>, pieces: &[Piece], index: usize) -> bool {
    let next = pieces
        .iter()
        .enumerate()
        .skip(index + 1)
        .find(|(_, piece)| matches!(piece.token, Token::Quantity(_)));
    let Some((next, _)) = next else { return false };
    let between = text_of(reader.chars(), pieces, index + 1..next);
    let comma = pieces
        .get(index + 1..next)
        .unwrap_or_default()
        .iter()
        .filter(|piece| piece.token == Token::Comma)
        .count();
    let found = lead(&between, false, reader.lexicon);
    comma <= 1 && found.to && found.base.len() <= 8
}
