//! The four pillars of decent work.
//!
//! Source: ILO Declaration on Social Justice for a Fair Globalization, June 2008 (as amended in 2022).

use super::code_list;

code_list! {
    /// Pillar of decent work that a record serves.
    pub enum DecentWork {
        Employment = "employment": "Employment", "Emploi", "Empleo";
        SocialProtection = "social_protection": "Social protection", "Protection sociale", "Protección social";
        Rights = "rights": "Rights at work", "Droits au travail", "Derechos en el trabajo";
        Voice = "voice": "Social dialogue", "Dialogue social", "Diálogo social";
    }
}
