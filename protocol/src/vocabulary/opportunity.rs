//! Opportunities.
//!
//! Source: our own list after what the ILO's work on the social and solidarity economy names: public procurement (PPPSE), access to finance,
//! and the search for partners; November 2026.

use super::code_list;

code_list! {
    /// What is offered or sought.
    pub enum OpportunityType {
        Procurement = "procurement": "Public procurement", "Marché public", "Contratación pública";
        Grant = "grant": "Grant", "Subvention", "Subvención";
        Loan = "loan": "Loan", "Prêt", "Préstamo";
        Microinsurance = "microinsurance": "Microinsurance", "Microassurance", "Microseguro";
        PartnerCall = "partner_call": "Call for partners", "Appel à partenaires", "Búsqueda de socios";
        Offer = "offer": "Offer", "Offre", "Oferta";
        Need = "need": "Need", "Besoin", "Necesidad";
        Competition = "competition": "Competition", "Concours", "Concurso";
    }
}
