//! How a practice was validated.
//!
//! Source: our own list after the "level of validation" asked for in the FAO's template for good practices (2016); November 2026.

use super::code_list;

code_list! {
    /// Who says that a practice is good.
    pub enum Validation {
        SelfAssessed = "self": "Described by those who did it", "Décrite par ses auteurs", "Descrita por sus autores";
        PeerReviewed = "peer_reviewed": "Reviewed by peers", "Examinée par des pairs", "Revisada por pares";
        Evaluated = "evaluated": "Evaluated by an outside party", "Évaluée par un tiers", "Evaluada por terceros";
    }
}
