//! The seventeen Sustainable Development Goals, by number.
//!
//! Source: United Nations General Assembly resolution 70/1, September 2015; short names as the UN prints them on the goals' signs.

use super::in_language;

/// Number of the last goal.
pub const GOAL_MAX: u8 = 17;

/// Short names in English, French and Spanish; the first is goal 1.
const GOALS: [[&str; 3]; GOAL_MAX as usize] = [
    ["No poverty", "Pas de pauvreté", "Fin de la pobreza"],
    ["Zero hunger", "Faim « zéro »", "Hambre cero"],
    [
        "Good health and well-being",
        "Bonne santé et bien-être",
        "Salud y bienestar",
    ],
    ["Quality education", "Éducation de qualité", "Educación de calidad"],
    ["Gender equality", "Égalité entre les sexes", "Igualdad de género"],
    [
        "Clean water and sanitation",
        "Eau propre et assainissement",
        "Agua limpia y saneamiento",
    ],
    [
        "Affordable and clean energy",
        "Énergie propre et d’un coût abordable",
        "Energía asequible y no contaminante",
    ],
    [
        "Decent work and economic growth",
        "Travail décent et croissance économique",
        "Trabajo decente y crecimiento económico",
    ],
    [
        "Industry, innovation and infrastructure",
        "Industrie, innovation et infrastructure",
        "Industria, innovación e infraestructura",
    ],
    [
        "Reduced inequalities",
        "Inégalités réduites",
        "Reducción de las desigualdades",
    ],
    [
        "Sustainable cities and communities",
        "Villes et communautés durables",
        "Ciudades y comunidades sostenibles",
    ],
    [
        "Responsible consumption and production",
        "Consommation et production responsables",
        "Producción y consumo responsables",
    ],
    [
        "Climate action",
        "Mesures relatives à la lutte contre les changements climatiques",
        "Acción por el clima",
    ],
    ["Life below water", "Vie aquatique", "Vida submarina"],
    ["Life on land", "Vie terrestre", "Vida de ecosistemas terrestres"],
    [
        "Peace, justice and strong institutions",
        "Paix, justice et institutions efficaces",
        "Paz, justicia e instituciones sólidas",
    ],
    [
        "Partnerships for the goals",
        "Partenariats pour la réalisation des objectifs",
        "Alianzas para lograr los objetivos",
    ],
];

/// Short name of goal `number` (1 to [`GOAL_MAX`]) for a reader of `language`.
pub fn label(number: u8, language: &str) -> Option<&'static str> {
    let [en, fr, es] = GOALS.get(usize::from(number).checked_sub(1)?)?;
    Some(in_language(language, en, fr, es))
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn the_goals_are_numbered_from_one_to_seventeen() {
        assert_eq!(label(1, "en"), Some("No poverty"));
        assert_eq!(label(17, "es"), Some("Alianzas para lograr los objetivos"));
        assert_eq!(label(0, "en"), None);
        assert_eq!(label(18, "en"), None);
    }
}
