//! What others say of a record, as its page shows it: why a comment should be looked at, the records that name the record, the comments on it.

use ayni_protocol::vocabulary::moderation::Reason;
use serde_json::Value;

use super::encoded;
use super::names::platform_name;
use super::rows::path;
use super::words::{Choice, Words, moment};
use crate::text::{Language, say, word};

/// Most likely duplicates that a page shows.
const LIKENESSES_MAX: usize = 5;

/// The first of many.
pub(super) struct Listed<T> {
    pub(super) shown: Vec<T>,
    /// Says how many more there are.
    pub(super) more: Option<String>,
}

/// A record that names the one of the page.
pub(super) struct Mention {
    /// Who says what of the record of the page.
    pub(super) said: String,
    pub(super) href: String,
    pub(super) title: Words,
}

/// A record that is likely of the same thing as the one of the page.
pub(super) struct Likeness {
    pub(super) href: String,
    pub(super) title: Words,
    pub(super) platform: String,
    /// What speaks for it.
    pub(super) signs: String,
}

/// A comment on the record of the page.
pub(super) struct Comment {
    /// Whoever has written it, and the platform that has published it.
    pub(super) by: String,
    pub(super) time: String,
    pub(super) href: String,
    /// Where the comment is that it answers.
    pub(super) parent: Option<String>,
    pub(super) body: Words,
    pub(super) flagged: bool,
}

/// How many platforms say that a comment should be looked at, and why; `None` where nobody does.
pub(super) fn flagged(moderation: &Value, language: Language) -> Option<String> {
    let words = moderation.as_array().filter(|words| !words.is_empty())?;
    let reason = |word: &Value| word["reason"].as_str().and_then(Reason::parse).unwrap_or(Reason::Other);
    let mut reasons: Vec<Reason> = words.iter().map(reason).collect();
    reasons.sort_unstable();
    reasons.dedup();
    let labels: Vec<&str> = reasons.iter().map(|reason| reason.label(language.as_str())).collect();
    let args = [("count", words.len().to_string()), ("reasons", labels.join("; "))];
    Some(say(language, "web-flagged", &args))
}

/// The records that name this one; links keep what `keep` says.
pub(super) fn mentions(naming: &Value, language: Language, keep: &str) -> Listed<Mention> {
    listed(naming, "web-mentions-more", language, |record| {
        let predicate = record["predicate"].as_str()?.replace('_', "-");
        let name = platform_name(&record["platform"], language);
        Some(Mention {
            said: say(language, &format!("web-mention-{predicate}"), &[("name", name)]),
            href: href(&record["id"], keep)?,
            title: Choice::of(record, language).words(&record["title"])?,
        })
    })
}

/// The comments on this one, the oldest first; links keep what `keep` says.
pub(super) fn comments(naming: &Value, language: Language, keep: &str) -> Listed<Comment> {
    listed(naming, "web-comments-more", language, |comment| {
        Comment::of(comment, language, keep)
    })
}

impl Comment {
    /// `None` for what is no comment.
    pub(super) fn of(comment: &Value, language: Language, keep: &str) -> Option<Self> {
        let mut choice = Choice::of(comment, language);
        comment["language"].as_str()?.clone_into(&mut choice.original);
        let name = platform_name(&comment["platform"], language);
        let by = match comment["handle"].as_str() {
            Some(handle) => {
                let args = [("handle", handle.to_owned()), ("name", name)];
                say(language, "web-comment-by", &args)
            }
            None => name,
        };
        Some(Self {
            by,
            time: moment(comment["time"].as_str()?, language),
            href: href(&comment["id"], keep)?,
            parent: href(&comment["parent"], keep),
            body: choice.words(&comment["body"])?,
            flagged: comment["flagged"].as_bool().unwrap_or_default(),
        })
    }
}

/// The records that are likely of the same thing, each with what speaks for that; links keep what `keep` says.
pub(super) fn likenesses(alike: &Value, language: Language, keep: &str) -> Vec<Likeness> {
    let alike = alike.as_array().into_iter().flatten();
    let alike = alike.filter_map(|likeness| {
        let record = &likeness["record"];
        let reasons = likeness["reasons"].as_array().into_iter().flatten();
        let speaking = reasons.filter(|reason| reason["points"].as_i64().is_some_and(|points| points > 0));
        Some(Likeness {
            href: format!("{}{keep}", path(record, &[])),
            title: Choice::of(record, language).words(&record["title"])?,
            platform: platform_name(&record["platform"], language),
            signs: speaking
                .filter_map(|reason| sign(reason, false, language))
                .collect::<Vec<String>>()
                .join(", "),
        })
    });
    alike.take(LIKENESSES_MAX).collect()
}

/// What speaks for two records being of the same thing, or against it: how many metres, or else the same what, and which with `in_full`.
pub(super) fn sign(reason: &Value, in_full: bool, language: Language) -> Option<String> {
    let sign = reason["sign"].as_str()?;
    let words = word(language, "sign", sign);
    Some(match reason["value"].as_str() {
        Some(metres) if ["near", "far_apart"].contains(&sign) => format!("{metres} {words}"),
        Some(value) if in_full => format!("{words} ({value})"),
        _ => words,
    })
}

/// Where the record with this id is; `None` for what is no id.
pub(super) fn href(id: &Value, keep: &str) -> Option<String> {
    Some(format!("/records/{}{keep}", encoded(id.as_str()?)))
}

fn listed<T>(naming: &Value, more: &str, language: Language, read: impl Fn(&Value) -> Option<T>) -> Listed<T> {
    let shown: Vec<T> = naming["records"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(read)
        .collect();
    let total = naming["total"].as_u64().unwrap_or_default();
    let left = total.saturating_sub(shown.len() as u64);
    Listed {
        more: (left > 0).then(|| say(language, more, &[("count", left.to_string())])),
        shown,
    }
}
