//! Sectors of the economy.
//!
//! Sources: `isic:A` to `isic:V`, sections of ISIC Revision 5 (UN Statistical Commission, March 2023; French and Spanish names after the
//! UN's own, shortened); `ica:ICA10` to `ica:ICA290`, activities of the International Cooperative Alliance as in the ESSGlobal vocabulary (RIPESS,
//! CC BY 3.0), edition 2.1 with labels in three languages, March 2026. `local:` and any words is a sector of a platform's own.

use super::{in_language, spelling};

/// What a sector of a platform's own begins with.
pub const LOCAL: &str = "local:";

/// Codes with their names in English, French and Spanish.
#[rustfmt::skip]
const SECTORS: [(&str, [&str; 3]); 51] = [
    ("isic:A", ["Agriculture, forestry and fishing", "Agriculture, sylviculture et pêche", "Agricultura, silvicultura y pesca"]),
    ("isic:B", ["Mining and quarrying", "Industries extractives", "Explotación de minas y canteras"]),
    ("isic:C", ["Manufacturing", "Industrie manufacturière", "Industria manufacturera"]),
    ("isic:D", ["Electricity, gas, steam and air conditioning supply", "Production et distribution d’électricité, de gaz, de vapeur et climatisation", "Suministro de electricidad, gas, vapor y aire acondicionado"]),
    ("isic:E", ["Water supply; sewerage, waste management and remediation", "Eau, assainissement, gestion des déchets et dépollution", "Agua, alcantarillado, gestión de desechos y descontaminación"]),
    ("isic:F", ["Construction", "Construction", "Construcción"]),
    ("isic:G", ["Wholesale and retail trade", "Commerce de gros et de détail", "Comercio al por mayor y al por menor"]),
    ("isic:H", ["Transportation and storage", "Transport et entreposage", "Transporte y almacenamiento"]),
    ("isic:I", ["Accommodation and food service activities", "Hébergement et restauration", "Alojamiento y servicio de comidas"]),
    ("isic:J", ["Publishing, broadcasting, and content production and distribution", "Édition, diffusion, production et distribution de contenus", "Edición, difusión, producción y distribución de contenidos"]),
    ("isic:K", ["Telecommunications, computer programming, computing infrastructure and other information services", "Télécommunications, programmation, infrastructure informatique et autres services d’information", "Telecomunicaciones, programación, infraestructura informática y otros servicios de información"]),
    ("isic:L", ["Financial and insurance activities", "Activités financières et d’assurance", "Actividades financieras y de seguros"]),
    ("isic:M", ["Real estate activities", "Activités immobilières", "Actividades inmobiliarias"]),
    ("isic:N", ["Professional, scientific and technical activities", "Activités professionnelles, scientifiques et techniques", "Actividades profesionales, científicas y técnicas"]),
    ("isic:O", ["Administrative and support service activities", "Activités de services administratifs et d’appui", "Servicios administrativos y de apoyo"]),
    ("isic:P", ["Public administration and defence; compulsory social security", "Administration publique et défense ; sécurité sociale obligatoire", "Administración pública y defensa; seguridad social obligatoria"]),
    ("isic:Q", ["Education", "Éducation", "Enseñanza"]),
    ("isic:R", ["Human health and social work activities", "Santé humaine et action sociale", "Salud humana y asistencia social"]),
    ("isic:S", ["Arts, sports and recreation", "Arts, sports et loisirs", "Artes, deportes y actividades recreativas"]),
    ("isic:T", ["Other service activities", "Autres activités de services", "Otras actividades de servicios"]),
    ("isic:U", ["Activities of households as employers", "Activités des ménages en tant qu’employeurs", "Actividades de los hogares como empleadores"]),
    ("isic:V", ["Activities of extraterritorial organizations and bodies", "Activités des organisations et organismes extraterritoriaux", "Actividades de organizaciones y órganos extraterritoriales"]),
    ("ica:ICA10", ["Agriculture", "Agriculture", "Agricultura"]),
    ("ica:ICA20", ["Dairy", "Industrie laitière", "Industria lechera"]),
    ("ica:ICA30", ["Forestry", "Foresterie", "Silvicultura"]),
    ("ica:ICA40", ["Irrigation", "Irrigation", "Riego"]),
    ("ica:ICA50", ["Fishing", "Pêche", "Pesca"]),
    ("ica:ICA60", ["Artisans", "Artisanat", "Artesanía"]),
    ("ica:ICA70", ["Construction", "Construction", "Construcción"]),
    ("ica:ICA80", ["Industry", "Industrie", "Industria"]),
    ("ica:ICA90", ["Manufacturing", "Industrie manufacturière", "Fabricación"]),
    ("ica:ICA100", ["Mining", "Exploitation minière", "Minería"]),
    ("ica:ICA110", ["Professional", "Cadres et professions libérales", "Actividades profesionales"]),
    ("ica:ICA120", ["Service", "Services", "Servicios"]),
    ("ica:ICA130", ["Tourism", "Tourisme", "Turismo"]),
    ("ica:ICA140", ["Financial Services", "Services financiers", "Servicios financieros"]),
    ("ica:ICA150", ["Insurance", "Assurance", "Seguros"]),
    ("ica:ICA160", ["Education", "Éducation", "Educación"]),
    ("ica:ICA170", ["Health", "Santé", "Salud"]),
    ("ica:ICA180", ["Community", "Action communautaire", "Servicios comunitarios"]),
    ("ica:ICA190", ["Social", "Action sociale", "Acción social"]),
    ("ica:ICA200", ["Social Service", "Services sociaux", "Servicios sociales"]),
    ("ica:ICA210", ["Housing", "Logement", "Vivienda"]),
    ("ica:ICA220", ["Transport", "Transports", "Transporte"]),
    ("ica:ICA230", ["Utilities", "Services publics", "Servicios públicos"]),
    ("ica:ICA240", ["Retail", "Grande distribution", "Comercio minorista"]),
    ("ica:ICA250", ["Production", "Production", "Producción"]),
    ("ica:ICA260", ["Wholesale and retail trade", "Vente de gros et de détail", "Comercio mayorista y minorista"]),
    ("ica:ICA270", ["Education / health / social work", "Éducation / Santé / Travail social", "Educación, salud y trabajo social"]),
    ("ica:ICA280", ["Other Services", "Autres services", "Otros servicios"]),
    ("ica:ICA290", ["All (Services)", "Tous (services)", "Todos los servicios"]),
];

/// The codes of both lists.
pub fn codes() -> impl Iterator<Item = &'static str> {
    SECTORS.iter().map(|(code, _)| *code)
}

/// True for a code of either list and for `local:` followed by words.
pub fn is_code(text: &str) -> bool {
    let local = text.strip_prefix(LOCAL).is_some_and(|words| !words.trim().is_empty());
    local || codes().any(|code| code == text)
}

/// What people call a sector; a platform's own is called by its own words. `None` if there is no such code.
pub fn label<'a>(code: &'a str, language: &str) -> Option<&'a str> {
    if let Some(words) = code.strip_prefix(LOCAL) {
        return Some(words.trim());
    }
    let (_, [en, fr, es]) = SECTORS.iter().find(|(known, _)| *known == code)?;
    Some(in_language(language, en, fr, es))
}

/// The code that somebody may have meant by `text`: without its prefix, in another case, or by its name in one of the three languages.
pub fn suggest(text: &str) -> Option<String> {
    let folded = spelling::fold(text);
    let meant = SECTORS.iter().find(|(code, names)| {
        let bare = code.split(':').next_back().unwrap_or(code);
        spelling::fold(code) == folded
            || bare.eq_ignore_ascii_case(text.trim())
            || names.iter().any(|name| spelling::fold(name) == folded)
    });
    meant.map(|(code, _)| (*code).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{codes, is_code, label, suggest};

    #[test]
    fn every_code_has_a_name_in_three_languages() {
        assert_eq!(codes().filter(|code| code.starts_with("isic:")).count(), 22);
        assert_eq!(codes().filter(|code| code.starts_with("ica:")).count(), 29);
        for code in codes() {
            assert!(
                ["en", "fr", "es"]
                    .iter()
                    .all(|language| label(code, language).is_some_and(|name| !name.is_empty()))
            );
        }
        assert_eq!(label("ica:ICA10", "es"), Some("Agricultura"));
        assert_eq!(label("isic:Q", "fr"), Some("Éducation"));
    }

    #[test]
    fn a_platform_may_name_sectors_of_its_own() {
        assert!(is_code("local:petite pêche"));
        assert_eq!(label("local:petite pêche", "en"), Some("petite pêche"));
        assert!(!is_code("local:"));
    }

    #[test]
    fn a_code_of_no_list_is_refused_and_the_likely_one_offered() {
        for (text, code) in [
            ("A", "isic:A"),
            ("ICA10", "ica:ICA10"),
            ("isic:a", "isic:A"),
            ("Agricultura", "ica:ICA10"),
        ] {
            assert!(!is_code(text), "{text}");
            assert_eq!(suggest(text).as_deref(), Some(code), "{text}");
        }
        assert!(!is_code("isic:W"));
        assert_eq!(suggest("alchemy"), None);
    }
}
