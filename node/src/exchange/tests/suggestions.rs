//! What staff write over their columns is understood, whatever the kind and in each language.

use std::collections::{BTreeMap, BTreeSet};

use ayni_protocol::record::Kind;

use crate::exchange::meaning::Words;
use crate::exchange::{Suggestions, fields};
use crate::text::{Language, is_known};

/// The fields of the columns of a table whose header is `header`; `?` where nothing is suggested, and all where several may be meant.
fn fields_of(kind: Kind, header: &str) -> Vec<String> {
    let columns: Vec<String> = header.split('|').map(|column| column.trim().to_owned()).collect();
    let suggestions = Suggestions::new(kind, &columns);
    let shown = |column: &String| suggestions.shown(column).unwrap_or_else(|| "?".to_owned());
    columns.iter().map(shown).collect()
}

#[test]
fn every_column_of_every_kind_is_suggested_by_its_own_name_and_by_a_word_in_each_language() {
    let mut lacking = Vec::new();
    for kind in Kind::ALL {
        let words = Words::of(*kind);
        for column in fields::columns(*kind) {
            // The field's own name, which is that of a column unless texts have one for each language.
            let own = column.replace('*', "fr");
            let found: Vec<String> = words.meanings(&own).iter().map(|meaning| meaning.path(None)).collect();
            // What people call "ID" is a number of their own.
            if found != [own.as_str()] && own != "id" {
                lacking.push(format!("{kind}: {own} suggests {found:?}"));
            }
            let alone = words.that_mean_only(column.trim_end_matches(".*"));
            for language in Language::ALL {
                if !alone.iter().any(|(_, languages)| languages.contains(&language)) {
                    let key = column.trim_end_matches(".*").replace(['.', '_'], "-");
                    lacking.push(format!(
                        "{kind}: no word in {language} means {column} alone: say one in column-{key} or column-{kind}-{key} of columns.ftl"
                    ));
                }
            }
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn every_list_of_words_is_one_of_a_field_that_exists() {
    let mut known = BTreeSet::new();
    for kind in Kind::ALL {
        for column in fields::columns(*kind) {
            let name = column.trim_end_matches(".*").replace(['.', '_'], "-");
            let own = format!("column-{kind}-{name}");
            // Words of others are not looked at where a kind has its own.
            known.insert(if is_known(&own) { own } else { format!("column-{name}") });
        }
    }
    let texts = include_str!("../../../locales/en/columns.ftl");
    let keys = texts.lines().filter_map(|line| line.split_once(" = "));
    for (key, _) in keys.filter(|(key, _)| key.starts_with("column-")) {
        assert!(known.contains(key), "{key} is no field's");
    }
}

/// Words that mean two fields of one kind, where only who made the table can tell which; a language where it is a word of one
/// language for each settles it by the other columns.
const DOUBTFUL: [(&str, &str); 17] = [
    ("canton", "address.locality / address.region"),
    ("estado", "status / in_force | status / stage"),
    ("etat", "status / in_force | status / stage"),
    ("idioma", "original / languages"),
    ("labels", "tags / qualifiers"),
    ("language", "original / languages"),
    ("langue", "original / languages"),
    ("lengua", "original / languages"),
    ("lieu", "place.street / place.locality"),
    ("location", "place.street / place.locality"),
    ("lugar", "place.street / place.locality"),
    ("nombre", "title / value"),
    ("place", "place.street / place.locality"),
    ("reference", "oid / citation"),
    ("state", "status / address.region | status / place.region"),
    ("status", "status / in_force | status / stage"),
    ("statut", "status / in_force | status / stage"),
];

#[test]
fn a_word_means_two_fields_of_one_kind_only_where_that_is_so() {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for kind in Kind::ALL {
        for (word, fields) in Words::of(*kind).doubtful() {
            found.entry(word.to_owned()).or_default().insert(fields.join(" / "));
        }
    }
    // The Spanish word for a reference is the English one but for its last letter.
    found.remove("referencia");
    let found: Vec<(String, String)> = found
        .into_iter()
        .map(|(word, fields)| (word, fields.into_iter().collect::<Vec<_>>().join(" | ")))
        .collect();
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(word, fields)| (word.as_str(), fields.as_str()))
        .collect();
    assert_eq!(found, DOUBTFUL);
}

#[test]
fn headers_as_people_write_them_are_understood_whatever_the_kind() {
    for (kind, header, expected) in HEADERS {
        let expected: Vec<&str> = expected.split('|').map(str::trim).collect();
        assert_eq!(fields_of(kind, header), expected, "{kind}: {header}");
    }
}

#[test]
fn a_word_with_two_meanings_is_said_to_have_both_unless_the_other_columns_settle_it() {
    assert_eq!(
        fields_of(Kind::Policy, "Titre|Statut"),
        ["title.fr", "status / in_force"]
    );
    assert_eq!(
        fields_of(Kind::Policy, "Titre|Statut|En vigueur"),
        ["title.fr", "status", "in_force"],
        "another column has the other meaning"
    );
    let columns = ["Titre", "État", "En vigueur", "Statut"].map(str::to_owned);
    let last = Suggestions::new(Kind::Policy, &columns).columns.pop();
    assert_eq!(
        last.and_then(|last| last.taken).as_deref(),
        Some("status"),
        "other columns have both already"
    );
    assert_eq!(
        fields_of(Kind::Statistic, "Nombre|Indicador|Año")[0],
        "title.es",
        "in Spanish it is the name"
    );
    assert_eq!(
        fields_of(Kind::Statistic, "Nombre|Indicateur|Année")[0],
        "value",
        "in French it is the number"
    );
    assert_eq!(fields_of(Kind::Enterprise, "Name|Region")[1], "region / address.region");
    assert_eq!(
        fields_of(Kind::Enterprise, "name|region")[1],
        "region",
        "as an export calls it"
    );
}

/// A header for each kind in each language, as staff write them, and the fields in their order.
const HEADERS: [(Kind, &str, &str); 39] = [
    (
        Kind::Platform,
        "Name|Title|COUNTRY|North or South|Web site|Languages spoken|Mission|Countries covered",
        "name|title.en|country|side|web_site|languages|mandate.en|countries",
    ),
    (
        Kind::Platform,
        "Nom|Titre|Pays|Côté|Site internet :|Langues parlées|Mandat|Pays d’intervention",
        "name|title.fr|country|side|web_site|languages|mandate.fr|countries",
    ),
    (
        Kind::Platform,
        "Nombre|Título|PAIS|Norte o Sur|Página web|Idiomas hablados|Misión|Países cubiertos",
        "name|title.es|country|side|web_site|languages|mandate.es|countries",
    ),
    (
        Kind::Enterprise,
        "Reg. No|Registered Name|Type of Co-operative|Date Established|Post Code|E-MAIL|Staff|State|Part of|Keywords",
        "registrations|title.en|coop_type|founded|address.postcode|?|workers.total|status / address.region|parent|tags",
    ),
    (
        Kind::Enterprise,
        "N° |Raison sociale *|Forme juridique|CP|Commune|Nb salariés|Date d'immatriculation|SIRET|Agréments|Activité principale",
        "oid|title.fr|legal_form|address.postcode|address.locality|workers.total|founded|registrations|qualifiers|sectors",
    ),
    (
        Kind::Enterprise,
        "Núm.|Razón Social|Figura jurídica|Municipio|R.U.C.|Número de socios|Año de creación|Página Web|Cooperativa|Departamento",
        "oid|title.es|legal_form|address.locality|registrations|members.total|founded|urls|?|address.region",
    ),
    (
        Kind::Contact,
        "Full name|Job title|E-mail address|Mobile|Consent given on|Legal basis|Consent until",
        "name|role|email|phone|consent.date|consent.basis|consent.expires",
    ),
    (
        Kind::Contact,
        "Nom et prénom|Titre|Fonction|Courriel|Tél.|Date du consentement|Pays",
        "name|title.fr|role|email|phone|consent.date|countries",
    ),
    (
        Kind::Contact,
        "Nombre y apellidos|Cargo|Correo electrónico|Celular|Fecha de consentimiento|País",
        "name|role|email|phone|consent.date|countries",
    ),
    (
        Kind::Practice,
        "Title of the practice|Objectives|Background|Methodology|Results|Implementing partners|Target group|Challenges|Total cost|Currency|Start date|Case study",
        "title.en|objective.en|context.en|approach.en|results.en|organisations|beneficiaries.en|constraints.en|cost.amount|cost.currency|period.start|case_study",
    ),
    (
        Kind::Practice,
        "Intitulé de la pratique|Objectifs|Contexte|Démarche|Résultats obtenus|Structure porteuse|Public visé|Difficultés|Coût total|Devise|Date de début|Pérennité|Étude de cas",
        "title.fr|objective.fr|context.fr|approach.fr|results.fr|organisations|beneficiaries.fr|constraints.fr|cost.amount|cost.currency|period.start|sustainability.fr|case_study",
    ),
    (
        Kind::Practice,
        "Nombre de la práctica|Objetivo general|Antecedentes|Metodología|Logros|Entidad ejecutora|Población meta|Dificultades|Presupuesto|Moneda|Fecha de inicio|Sostenibilidad|Enfoque de género",
        "title.es|objective.es|context.es|approach.es|results.es|organisations|beneficiaries.es|constraints.es|cost.amount|cost.currency|period.start|sustainability.es|gender.es",
    ),
    (
        Kind::Partnership,
        "Project title|Partner organisations|Purpose|Starting date|Completion date|Phase|Deliverables|Budget (EUR)|Status",
        "title.en|participants|purpose.en|start|end|stage|outputs.en|budget.amount|status",
    ),
    (
        Kind::Partnership,
        "Nom du partenariat|Partenaires|Objet|Date de début|Date de fin|État d'avancement|Livrables|Financement|Devise",
        "title.fr|participants|purpose.fr|start|end|stage|outputs.fr|budget.amount|budget.currency",
    ),
    (
        Kind::Partnership,
        "Nombre del proyecto|Organizaciones socias|Propósito|Fecha inicio|Fecha de término|Etapa|Entregables|Monto (USD)",
        "title.es|participants|purpose.es|start|end|stage|outputs.es|budget.amount",
    ),
    (
        Kind::Opportunity,
        "Call title|Type of opportunity|Funder|Application deadline|Maximum amount|Currency|Who can apply|How to apply",
        "title.en|type|issuer|deadline|amount.amount|amount.currency|eligibility.en|apply_url",
    ),
    (
        Kind::Opportunity,
        "Intitulé de l'appel|Nature|Bailleur de fonds|Date limite|Montant (XOF)|Conditions d’éligibilité|Lien de candidature|Descriptif",
        "title.fr|type|issuer|deadline|amount.amount|eligibility.fr|apply_url|description.fr",
    ),
    (
        Kind::Opportunity,
        "Convocatoria|Tipo|Entidad convocante|FECHA LÍMITE|Monto máximo|Moneda|Requisitos|Cómo postular",
        "title.es|type|issuer|deadline|amount.amount|amount.currency|eligibility.es|apply_url",
    ),
    (
        Kind::Resource,
        "Document title|Type of document|Author(s)|Publication year|Languages|Target audience|File format|ISBN|D.O.I.|Link",
        "title.en|type|authors|year|languages|audience.en|format|isbn|doi|urls",
    ),
    (
        Kind::Resource,
        "1. Titre du document|2. Type de ressource|3. Auteurs|4. Année de parution|5. Langue|6. Langues|7. Public cible|8. Lien",
        "title.fr|type|authors|year|original|languages|audience.fr|urls",
    ),
    (
        Kind::Resource,
        "Título (español)|Título (inglés)|Tipo de recurso|Autores y autoras|Año de publicación|Idioma|Público meta",
        "title.es|title.en|type|authors|year|original / languages|audience.es",
    ),
    (
        Kind::Learning,
        "Course title|Training provider|Level|Duration (hours)|Learning outcomes|Pre-requisites|Mode of delivery|Working languages",
        "title.en|provider|level|duration_hours|outcomes.en|prerequisites.en|formats|languages",
    ),
    (
        Kind::Learning,
        "Intitulé de la formation|Organisme de formation|Niveau|Volume horaire|Compétences visées|Pré-requis|Modalités|Conditions d'accès",
        "title.fr|provider|level|duration_hours|outcomes.fr|prerequisites.fr|formats|access",
    ),
    (
        Kind::Learning,
        "Nombre del curso|Entidad formadora|Nivel|Carga horaria|Objetivos de aprendizaje|Requisitos previos|Modalidad|Idiomas",
        "title.es|provider|level|duration_hours|outcomes.es|prerequisites.es|formats|languages",
    ),
    (
        Kind::Event,
        "Event name|Organised by|Start date|End date|Time zone|Venue|City|Registration link|Zoom link|Registration deadline",
        "title.en|organiser|start|end|time_zone|place.street|place.locality|registration_url|online_url|deadline",
    ),
    (
        Kind::Event,
        "Nom de l'évènement|Organisateur|Date de début|Date de fin|Fuseau horaire|Lieu|Ville|Lien d'inscription|Lien Zoom|Date limite d'inscription",
        "title.fr|organiser|start|end|time_zone|place.street|place.locality|registration_url|online_url|deadline",
    ),
    (
        Kind::Event,
        "Nombre del evento|Organiza|Fecha de inicio|Fecha de finalización|Zona horaria|Lugar|Formulario de inscripción|Idiomas de trabajo|Edición",
        "title.es|organiser|start|end|time_zone|place.street / place.locality|registration_url|languages|edition",
    ),
    (
        Kind::Policy,
        "Title of the law|Type of law|Jurisdiction|Date of adoption|In force?|Law number|Link to the text|Legal forms covered",
        "title.en|type|jurisdiction|adopted|in_force|citation|official_url|covers",
    ),
    (
        Kind::Policy,
        "Intitulé de la loi|Type de texte|Territoire d'application|Date d'adoption|En vigueur ?|Journal officiel|Texte intégral|Formes juridiques visées",
        "title.fr|type|jurisdiction|adopted|in_force|citation|official_url|covers",
    ),
    (
        Kind::Policy,
        "Nombre de la ley|Tipo de norma|Ámbito territorial|Fecha de promulgación|¿Vigente?|Gaceta oficial|Texto íntegro|Formas jurídicas",
        "title.es|type|jurisdiction|adopted|in_force|citation|official_url|covers",
    ),
    (
        Kind::Expertise,
        "Name|Organization|Areas of expertise|Languages|Countries of experience|Availability|Country|Consent|Date of consent",
        "name|organisation|fields|languages|experience_countries|availability.en|countries|consent.basis|consent.date",
    ),
    (
        Kind::Expertise,
        "Prénom et nom|Structure|Domaines d'expertise|Langues|Pays d'expérience|Disponibilité|Pays de résidence|Base légale",
        "name|organisation|fields|languages|experience_countries|availability.fr|countries|consent.basis",
    ),
    (
        Kind::Expertise,
        "Nombre completo|Institución|Especialidades|Idiomas|Países de experiencia|Disponibilidad|País de residencia|Título",
        "name|organisation|fields|languages|experience_countries|availability.es|countries|title.es",
    ),
    (
        Kind::Comment,
        "Subject|Comment|Language|Written by|Comment on|Reply to|Country",
        "title.en|body.en|language|handle|about|parent|countries",
    ),
    (
        Kind::Comment,
        "Objet|Commentaire|Langue|Pseudo|Fiche commentée|En réponse à|Pays",
        "title.fr|body.fr|language|handle|about|parent|countries",
    ),
    (
        Kind::Comment,
        "Asunto|Comentario|Idioma|Seudónimo|Ficha comentada|Respuesta a|País",
        "title.es|body.es|language|handle|about|parent|countries",
    ),
    (
        Kind::Statistic,
        "Indicator|Value|Unit of measure|Year|Area|Sex|Legal form|Data source|Methodology",
        "indicator.en|value|unit|year|area|by.sex|by.form|source|method.en",
    ),
    (
        Kind::Statistic,
        "Indicateur|Valeur|Unité|Année|Territoire|Sexe|Forme juridique|Source des données|Mode de calcul",
        "indicator.fr|value|unit|year|area|by.sex|by.form|source|method.fr",
    ),
    (
        Kind::Statistic,
        "Indicador|Valor|Unidad de medida|Año|Territorio|Sexo|Forma jurídica|Fuente|Método",
        "indicator.es|value|unit|year|area|by.sex|by.form|source|method.es",
    ),
];
