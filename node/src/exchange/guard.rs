//! Text that a spreadsheet program would take for a formula, or this import for an empty cell.
//!
//! Whoever can publish a record can choose its title, and whoever opens an export in a spreadsheet would run
//! `=HYPERLINK(…)`. An apostrophe in front keeps the text a text in every spreadsheet program, and comes off again at
//! import: [`take_off`] undoes [`put_on`] for every text, also for those that begin with an apostrophe themselves. In a cell
//! that is marked as a text nothing is run, so that [`put_on_typed`] leaves more of them as they are.

use std::borrow::Cow;

use ayni_protocol::vocabulary::placeholder::is_placeholder;

/// `text` with an apostrophe in front where it needs one.
pub(super) fn put_on(text: &str) -> Cow<'_, str> {
    if needs_guard(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// `text` with an apostrophe in front where a cell that is known to be a text needs one: where this import would read it
/// otherwise than as it stands.
pub(super) fn put_on_typed(text: &str) -> Cow<'_, str> {
    let bare = text.trim_start_matches('\'');
    if is_misread(bare) || bare.len() < text.len() && needs_guard(bare) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text behind the apostrophe that [`put_on`] had added; `None` if it had added none.
pub(super) fn take_off(cell: &str) -> Option<&str> {
    let text = cell.strip_prefix('\'')?;
    needs_guard(text.trim_start_matches('\'')).then_some(text)
}

fn needs_guard(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) || is_misread(text)
}

/// Whether an import would trim `text`, or take it for nothing.
fn is_misread(text: &str) -> bool {
    text.trim() != text || is_placeholder(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_formula_is_text_and_comes_back_as_it_was() {
        for text in [
            "=1+1", "+33 1", "-", "@home", "\tx", "\rx", "'=1", "''=1", "'", "", "it's", "NA", " x ",
        ] {
            let cell = put_on(text);
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell:?} would be a formula"
            );
            assert_eq!(take_off(&cell).unwrap_or(&cell), text);
        }
        assert_eq!(put_on("Baobab 2000"), "Baobab 2000");
        assert_eq!(take_off("'s-Hertogenbosch"), None);
        assert_eq!(put_on_typed("+221 33 800 00 00"), "+221 33 800 00 00");
        assert_eq!(put_on_typed("NA"), "'NA");
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "['=+@\\-\t\r na/]{0,6}\\PC{0,5}") {
            for cell in [put_on(&text), put_on_typed(&text)] {
                prop_assert_eq!(take_off(&cell).unwrap_or(&cell), text.as_str());
            }
        }
    }
}
