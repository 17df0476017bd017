//! Answering partnerships: a platform takes part in a version of one that names it, or does not.

use ayni_protocol::operation::Operation;
use ayni_protocol::record::Kind;

use super::handle::NodeHandle;
use super::view::Signed;
use crate::catalogue::Audience;
use crate::keystore::random;
use crate::refusal::Refusal;

impl NodeHandle {
    /// Signs that this platform takes part in the current version of a partnership, or that it does not.
    ///
    /// # Errors
    /// `not_found`, `ambiguous_id`; `not_a_partnership`; `own_partnership` for one that this platform has published, which is its word;
    /// `not_a_partner` where the partnership doesn't name this platform; `record_withdrawn`; `already_answered`; or why this node cannot
    /// sign now.
    pub async fn answer(&self, id: &str, accepted: bool) -> Result<Signed, Refusal> {
        let id = id.to_owned();
        self.in_turn(move |node| async move { node.answer_alone(&id, accepted).await })
            .await
    }

    async fn answer_alone(&self, id: &str, accepted: bool) -> Result<Signed, Refusal> {
        let row = self.row(id, Audience::Federation, None).await?;
        let refused = |code, status| Err(Refusal::new(code, status).with("id", id));
        if row.current.kind != Kind::Partnership {
            return refused("not_a_partnership", 422);
        }
        if row.current.withdrawn {
            return refused("record_withdrawn", 409);
        }
        let me = self.me();
        if row.author == me {
            return refused("own_partnership", 409);
        }
        if !row.current.partners.contains(&me) {
            return refused("not_a_partner", 403);
        }
        if self.parts().catalogue.answers().said(&row, &me) == Some(accepted) {
            return refused("already_answered", 409);
        }
        let (id, entry) = (row.id, row.current.entry);
        let operation = match accepted {
            true => Operation::Accept { id, entry },
            false => Operation::Decline { id, entry },
        };
        let signed = self.sign(vec![operation.encode(random()?)]).await?.pop();
        signed.ok_or_else(|| Refusal::internal("one body gave no entry"))
    }
}
