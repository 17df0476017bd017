//! Moderating comments: a platform says that one should be looked at, that it does not show it, or that it has nothing against it.

use ayni_protocol::operation::Operation;
use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::moderation::Reason;

use super::handle::{NodeHandle, parse_id};
use super::view::Signed;
use crate::catalogue::{Act, Audience, WORDS_PER_PLATFORM_MAX};
use crate::keystore::random;
use crate::refusal::Refusal;

impl NodeHandle {
    /// Signs what this platform has against a comment, with the code of a [`Reason`], or that it has nothing against it.
    ///
    /// # Errors
    /// `unknown_reason`; `not_found`, `ambiguous_id`; `not_a_comment`; `record_withdrawn`; `already_said`; `too_many_words`; or why this node
    /// cannot sign now.
    pub async fn moderate(&self, id: &str, against: Option<(Act, &str)>) -> Result<Signed, Refusal> {
        let unknown = |reason: &str| {
            let known: Vec<&str> = Reason::ALL.iter().map(|reason| reason.as_str()).collect();
            Refusal::new("unknown_reason", 422)
                .with("reason", reason.chars().take(100).collect::<String>())
                .with("known", known.join(", "))
        };
        let read = |(act, reason)| Ok((act, Reason::parse(reason).ok_or_else(|| unknown(reason))?));
        let against: Option<(Act, Reason)> = against.map(read).transpose()?;
        let id = id.to_owned();
        self.in_turn(move |node| async move { node.moderate_alone(&id, against).await })
            .await
    }

    async fn moderate_alone(&self, id: &str, against: Option<(Act, Reason)>) -> Result<Signed, Refusal> {
        let (words, me) = (self.parts().catalogue.words(), self.me());
        let refused = |code, status| Err(Refusal::new(code, status).with("id", id));
        let id = match (self.row(id, Audience::Federation, None).await, parse_id(id)) {
            (Ok(row), _) => {
                if row.current.kind != Kind::Comment {
                    return refused("not_a_comment", 422);
                }
                if row.current.withdrawn && against.is_some() {
                    return refused("record_withdrawn", 409);
                }
                row.id
            }
            // What was said of a comment that is erased or has expired since can still be taken back.
            (Err(_), Some((record, _))) if against.is_none() && words.of(&record, &me).is_some() => record,
            (Err(refusal), _) => return Err(refusal),
        };
        let said = words.of(&id, &me);
        if said.map(|word| (word.act, word.reason)) == against {
            return refused("already_said", 409);
        }
        if said.is_none() && words.are_full(&me) {
            return Err(Refusal::new("too_many_words", 409).with("limit", WORDS_PER_PLATFORM_MAX));
        }
        let operation = match against.map(|(act, reason)| (act, reason.as_str().to_owned())) {
            Some((Act::Flag, reason)) => Operation::Flag { id, reason },
            Some((Act::Hide, reason)) => Operation::Hide { id, reason },
            None => Operation::Allow { id },
        };
        let signed = self.sign(vec![operation.encode(random()?)]).await?.pop();
        signed.ok_or_else(|| Refusal::internal("one body gave no entry"))
    }
}
