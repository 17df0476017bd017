//! Legal forms of the social and solidarity economy.
//!
//! Source: the ILO's definition of the social economy (Johannesburg, October 2009): cooperatives, mutual benefit societies, associations,
//! foundations, social enterprises; self-help groups were added by the resolution of the 110th International Labour Conference, June 2022.

use super::code_list;

code_list! {
    /// Legal form of an enterprise; the form's own name in its country stands in `national_form`.
    pub enum LegalForm {
        Cooperative = "cooperative": "Cooperative", "Coopérative", "Cooperativa";
        MutualSociety = "mutual_society": "Mutual society", "Mutuelle", "Mutualidad";
        Association = "association": "Association", "Association", "Asociación";
        Foundation = "foundation": "Foundation", "Fondation", "Fundación";
        SocialEnterprise = "social_enterprise": "Social enterprise", "Entreprise sociale", "Empresa social";
        SelfHelpGroup = "self_help_group": "Self-help group", "Groupe d’entraide", "Grupo de autoayuda";
        Other = "other": "Other", "Autre", "Otra";
    }
}
