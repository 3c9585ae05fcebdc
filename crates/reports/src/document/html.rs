//! HTML: only the tokenizer of html5ever is used. It builds no tree, so nesting costs nothing; nothing that a page links
//! to is fetched, and scripts are text that is left out.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states,
};

/// The text of a page, a line for each block; cells of a row are separated by tabs.
pub(super) fn text(page: &str) -> String {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.text.into_inner()
}

#[derive(Default)]
struct Sink {
    text: RefCell<String>,
    /// The element whose text is left out: script, style.
    hidden: RefCell<Option<String>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) if self.hidden.borrow().is_none() => {
                // Line ends of the source are spaces; spaces around Chinese mean nothing.
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let mut out = self.text.borrow_mut();
                if text.starts_with(char::is_whitespace) && !out.ends_with(['\n', '\t', ' ']) {
                    out.push(' ');
                }
                out.push_str(&words);
                if text.ends_with(char::is_whitespace) && !words.is_empty() {
                    out.push(' ');
                }
            }
            Token::TagToken(tag) => return self.tag(tag.kind, &tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Sink {
    fn tag(&self, kind: TagKind, name: &str) -> TokenSinkResult<()> {
        let start = kind == TagKind::StartTag;
        match name {
            "script" | "style" | "noscript" | "template" | "svg" | "head" => {
                // `head` hides all but the title; its end, or the start of the body, shows again.
                let mut hidden = self.hidden.borrow_mut();
                if start && hidden.is_none() {
                    *hidden = Some(name.to_owned());
                } else if !start && hidden.as_deref() == Some(name) {
                    *hidden = None;
                }
            }
            "title" | "body" if self.hidden.borrow().as_deref() == Some("head") => {
                *self.hidden.borrow_mut() = None;
            }
            "td" | "th" => {
                let mut out = self.text.borrow_mut();
                if start && !out.is_empty() && !out.ends_with(['\n', '\t']) {
                    out.push('\t');
                }
            }
            "p" | "div" | "br" | "tr" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table"
            | "title" | "section" | "article" | "ul" | "ol" | "blockquote" | "header" | "footer" | "pre" => {
                let mut out = self.text.borrow_mut();
                while out.ends_with(' ') {
                    out.pop();
                }
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            _ => {}
        }
        // Inside a script `<b>` is no tag.
        match name {
            "script" if start => TokenSinkResult::RawData(states::RawKind::ScriptData),
            "style" if start => TokenSinkResult::RawData(states::RawKind::Rawtext),
            _ => TokenSinkResult::Continue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_scripts_are_left_out() {
        let page = "<html><head><title>公报</title><script>var x='<b>1亿元</b>'</script></head><body><p>全市&nbsp;GDP\n<b>100</b>亿元</p>\
                    <table><tr><td>指标</td><td>2023</td></tr></table><iframe src='http://x/'></iframe></body></html>";
        let text = text(page);
        assert_eq!(text.trim(), "公报\n全市 GDP 100亿元\n指标\t2023");
    }

    #[test]
    fn deep_nesting_costs_nothing() {
        let page = format!("<html>{}甲{}", "<div><b>".repeat(200_000), "</b></div>".repeat(200_000));
        assert_eq!(text(&page).trim(), "甲");
    }
}
