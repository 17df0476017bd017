//! Markdown in the long texts of records: a small part of it, as pieces that templates write escaped.
//!
//! What is HTML in a text is shown as text, a picture is its description, and a link leads to the web or to an address of mail or is none.
//! A line break stays one: many who write here do not know that there is Markdown.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::fields::leads_to_web;

/// Lists within lists; what is deeper stands in the line of the list around it.
const LISTS_DEEP_MAX: usize = 4;

/// Emphasis within emphasis, as above.
const STRESSES_DEEP_MAX: usize = 4;

/// The names of headings, by their level from 1.
const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// A piece of a text. Whatever is opened is closed again, in the right order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words.
    Text(String),
    /// The end of a line.
    Break,
    /// An element begins: one of those that are named below, never what a text says.
    Open(&'static str),
    /// It ends.
    Close(&'static str),
    /// A numbered list begins, with this number.
    Numbered(u64),
    /// A link begins, to this address.
    Link(String),
    /// A link to another site is about to end: here stands the mark that it leaves.
    Away,
}

/// The pieces of a text that stands under a heading of the level `below`, 1 to 6.
pub(super) fn pieces(text: &str, below: usize) -> Vec<Piece> {
    let mut writing = Writing {
        below,
        ..Writing::default()
    };
    for event in Parser::new(text) {
        writing.take(event);
    }
    writing.pieces
}

#[derive(Default)]
struct Writing {
    below: usize,
    pieces: Vec<Piece>,
    /// What was opened in the text and is not closed yet: the element it has become, if any.
    open: Vec<Option<&'static str>>,
    lists: usize,
    stresses: usize,
    in_link: bool,
    is_away: bool,
    /// Headings of the text that the present one stands under, by their level in the text.
    headings: Vec<u8>,
}

impl Writing {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.pieces.push(Piece::Break),
            // Lines across say nothing, and boxes to tick are not read.
            Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn text(&mut self, text: &str) {
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.pieces.push(Piece::Break);
            }
            match self.pieces.last_mut() {
                _ if line.is_empty() => {}
                Some(Piece::Text(before)) => before.push_str(line),
                _ => self.pieces.push(Piece::Text(line.to_owned())),
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let element = match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                self.opened("p")
            }
            Tag::Heading { level, .. } => {
                let level = level as u8;
                self.headings.retain(|above| *above < level);
                self.headings.push(level);
                // Below the page's own, and never a level left out.
                let level = (self.below + self.headings.len()).min(HEADINGS.len());
                self.opened(HEADINGS[level - 1])
            }
            Tag::List(first) => {
                self.lists += 1;
                match (self.lists > LISTS_DEEP_MAX, first) {
                    (true, _) => None,
                    (_, None) => self.opened("ul"),
                    (_, Some(first)) => {
                        self.pieces.push(Piece::Numbered(first));
                        Some("ol")
                    }
                }
            }
            Tag::Item if self.lists > LISTS_DEEP_MAX => {
                self.pieces.push(Piece::Break);
                None
            }
            Tag::Item => self.opened("li"),
            Tag::Emphasis => self.stressed("em"),
            Tag::Strong => self.stressed("strong"),
            Tag::Link { dest_url, .. } if !self.in_link => self.link(&dest_url),
            // Of what is quoted, and of a picture, the words; the rest is no part of what is read here.
            _ => None,
        };
        self.open.push(element);
    }

    fn opened(&mut self, element: &'static str) -> Option<&'static str> {
        self.pieces.push(Piece::Open(element));
        Some(element)
    }

    fn stressed(&mut self, element: &'static str) -> Option<&'static str> {
        self.stresses += 1;
        match self.stresses > STRESSES_DEEP_MAX {
            true => None,
            false => self.opened(element),
        }
    }

    fn link(&mut self, address: &str) -> Option<&'static str> {
        let is_mail = address
            .get(.."mailto:".len())
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
        self.is_away = leads_to_web(address);
        if !self.is_away && !is_mail {
            return None;
        }
        self.in_link = true;
        self.pieces.push(Piece::Link(address.to_owned()));
        Some("a")
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => self.lists -= 1,
            TagEnd::Emphasis | TagEnd::Strong => self.stresses -= 1,
            // The last line of a block of code has an end too.
            TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.pieces.pop_if(|last| *last == Piece::Break);
            }
            _ => {}
        }
        let Some(element) = self.open.pop().flatten() else {
            return;
        };
        if element == "a" {
            self.in_link = false;
            if self.is_away {
                self.pieces.push(Piece::Away);
            }
        }
        self.pieces.push(Piece::Close(element));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces in short.
    fn read(text: &str) -> String {
        let shown = pieces(text, 2).into_iter().map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Break => "|".to_owned(),
            Piece::Open(element) => format!("<{element}>"),
            Piece::Close(element) => format!("</{element}>"),
            Piece::Numbered(first) => format!("<ol {first}>"),
            Piece::Link(address) => format!("<a {address}>"),
            Piece::Away => "^".to_owned(),
        });
        shown.collect()
    }

    #[test]
    fn paragraphs_lists_emphasis_and_links_are_read() {
        for (text, shown) in [
            ("One.\nTwo.\n\nThree.", "<p>One.|Two.</p><p>Three.</p>"),
            ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> c</p>"),
            ("- a\n- b\n", "<ul><li>a</li><li>b</li></ul>"),
            ("3. a\n4. b\n", "<ol 3><li>a</li><li>b</li></ol>"),
            ("> quoted", "<p>quoted</p>"),
            ("    code\n    more\n", "<p>code|more</p>"),
            ("[a](https://a.example/?x=1)", "<p><a https://a.example/?x=1>a^</a></p>"),
            (
                "<mailto:a@b.example>",
                "<p><a mailto:a@b.example>mailto:a@b.example</a></p>",
            ),
            ("a_b_c 1 * 2", "<p>a_b_c 1 * 2</p>"),
        ] {
            assert_eq!(read(text), shown, "{text}");
        }
    }

    #[test]
    fn what_could_do_harm_is_text() {
        for (text, shown) in [
            ("<script>alert(1)</script>", "<p><script>alert(1)</script></p>"),
            ("a <b onclick=x>b</b>", "<p>a <b onclick=x>b</b></p>"),
            ("[a](javascript:alert(1))", "<p>a</p>"),
            ("[a](JaVaScRiPt:alert(1))", "<p>a</p>"),
            ("[a](data:text/html,x) [b](//evil.example) [c](/admin)", "<p>a b c</p>"),
            ("![a picture](https://a.example/p.png)", "<p>a picture</p>"),
            (
                "[![x [y](https://c.example)](https://b.example)](https://a.example)",
                "<p>[x <a https://c.example>y^</a>](https://a.example)</p>",
            ),
        ] {
            // Only the pieces that are no text matter: none of them is an element that the text names.
            assert_eq!(read(text), shown, "{text}");
        }
        let named = pieces("<script>a</script> <img src=x>", 2);
        assert!(
            named
                .iter()
                .all(|piece| !matches!(piece, Piece::Open("script" | "img")))
        );
    }

    #[test]
    fn headings_stand_below_those_of_the_page_without_gaps() {
        assert_eq!(read("# a\n### b\n# c"), "<h3>a</h3><h4>b</h4><h3>c</h3>");
        assert_eq!(read("#### a\n## b"), "<h3>a</h3><h3>b</h3>");
        let all: String = (1..7).map(|level| format!("{} x\n", "#".repeat(level))).collect();
        assert_eq!(
            read(&all).matches("<h6>").count(),
            3,
            "there is none below the sixth: {}",
            read(&all)
        );
    }

    #[test]
    fn however_deep_a_text_is_nested_the_page_is_not() {
        let times = 10_000;
        let nested: String = (0..100).map(|level| format!("{}- a\n", "  ".repeat(level))).collect();
        for text in [
            ">".repeat(times),
            "- ".repeat(times),
            "*a **b ".repeat(times),
            "[".repeat(times),
            "![".repeat(times),
            "<".repeat(times),
            "`".repeat(times),
            "\\".repeat(times),
            format!("{}a{}", "*".repeat(times), "*".repeat(times)),
            nested,
        ] {
            let (mut open, mut deepest) = (Vec::new(), 0);
            for piece in pieces(&text, 2) {
                match piece {
                    Piece::Open(element) => open.push(element),
                    Piece::Numbered(_) => open.push("ol"),
                    Piece::Link(_) => open.push("a"),
                    Piece::Close(element) => assert_eq!(open.pop(), Some(element)),
                    Piece::Text(_) | Piece::Break | Piece::Away => {}
                }
                deepest = deepest.max(open.len());
            }
            assert!(open.is_empty());
            let deep_max = 2 * LISTS_DEEP_MAX + STRESSES_DEEP_MAX + 2;
            assert!(deepest <= deep_max, "{deepest} in {}", &text[..20]);
        }
    }
}
