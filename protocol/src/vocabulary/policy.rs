//! Laws and policies.
//!
//! Source: our own lists after what the ILO's and OECD's legal guides on the social and solidarity economy tell apart; November 2026.

use super::code_list;

code_list! {
    /// What kind of text it is.
    pub enum PolicyType {
        Law = "law": "Law", "Loi", "Ley";
        Policy = "policy": "Policy", "Politique", "Política";
        Strategy = "strategy": "Strategy", "Stratégie", "Estrategia";
        Regulation = "regulation": "Regulation", "Règlement", "Reglamento";
    }
}

code_list! {
    /// Whether it is in force.
    pub enum Force {
        InForce = "yes": "In force", "En vigueur", "En vigor";
        Partly = "partly": "Partly in force", "Partiellement en vigueur", "Parcialmente en vigor";
        Repealed = "repealed": "Repealed", "Abrogé", "Derogado";
        Draft = "draft": "Draft", "Projet", "Proyecto";
    }
}
