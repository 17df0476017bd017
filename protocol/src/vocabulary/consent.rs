//! On which ground a person's data may be shared.
//!
//! Source: Regulation (EU) 2016/679, Article 6(1) (a), (b), (c), (e), (f); read in November 2026. Data protection acts of the South
//! (Senegal's law 2008-12, Ecuador's organic law of 2021) know the same grounds. `vital interests`, (d), has no place in a directory.

use super::code_list;

code_list! {
    /// Ground on which a contact is shared.
    pub enum ConsentBasis {
        Consent = "consent": "Consent of the person", "Consentement de la personne", "Consentimiento de la persona";
        Contract = "contract": "Contract", "Contrat", "Contrato";
        LegalObligation = "legal_obligation": "Legal obligation", "Obligation légale", "Obligación legal";
        PublicTask = "public_task": "Public task", "Mission d’intérêt public", "Misión de interés público";
        LegitimateInterest = "legitimate_interest": "Legitimate interest", "Intérêt légitime", "Interés legítimo";
    }
}
