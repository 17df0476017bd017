//! Partnerships: who does what in one, how far it is, and what kind of cooperation it is.
//!
//! Source: roles and the definition of triangular cooperation after the United Nations' framework of operational guidelines on South–South
//! and triangular cooperation (SSC/19/3, 2016), where the developing country that leads is the pivotal partner; stages are our own
//! list. November 2026.

use super::code_list;

code_list! {
    /// What a participant does.
    pub enum Role {
        Provider = "provider": "Provider", "Fournisseur", "Proveedor";
        Pivotal = "pivotal": "Pivotal partner", "Partenaire pivot", "Socio pivote";
        Beneficiary = "beneficiary": "Beneficiary", "Bénéficiaire", "Beneficiario";
        Supporter = "supporter": "Supporter", "Soutien", "Colaborador de apoyo";
    }
}

code_list! {
    /// Where a participant stands: on a side, or with many countries, as an agency of the United Nations does.
    pub enum Standing {
        North = "north": "North", "Nord", "Norte";
        South = "south": "South", "Sud", "Sur";
        Multilateral = "multilateral": "Multilateral", "Multilatéral", "Multilateral";
    }
}

code_list! {
    /// How far it is.
    pub enum Stage {
        Proposed = "proposed": "Proposed", "Proposé", "Propuesta";
        Ongoing = "ongoing": "Ongoing", "En cours", "En curso";
        Suspended = "suspended": "Suspended", "Suspendu", "Suspendida";
        Completed = "completed": "Completed", "Achevé", "Concluida";
    }
}

code_list! {
    /// What kind of cooperation it is. Derived from the participants, never stated.
    pub enum Modality {
        NorthSouth = "north_south": "North–South", "Nord-Sud", "Norte-Sur";
        SouthSouth = "south_south": "South–South", "Sud-Sud", "Sur-Sur";
        Triangular = "triangular": "Triangular", "Triangulaire", "Triangular";
        NorthNorth = "north_north": "North–North", "Nord-Nord", "Norte-Norte";
    }
}
