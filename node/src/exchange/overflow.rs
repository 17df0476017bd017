//! Text that is longer than its field: what does not fit goes on in parts that the record also has, so that nothing is lost.

use ayni_protocol::record::{Kind, Shape};
use serde_json::{Map, Value, json};

/// Longest text of a field by language, in characters; `None` if the kind has no such field.
fn chars_max(kind: Kind, field: &str) -> Option<usize> {
    let member = kind.members().into_iter().find(|member| member.name == field)?;
    match member.shape {
        Shape::Localized { chars_max, .. } => Some(chars_max),
        _ => None,
    }
}

/// Longest `text` of a part of `parts`, in characters; `None` if `parts` is no list of parts with a `title` and a `text`.
pub(super) fn part_chars_max(kind: Kind, parts: &str) -> Option<usize> {
    let member = kind.members().into_iter().find(|member| member.name == parts)?;
    let Shape::List { of, .. } = member.shape else {
        return None;
    };
    let Shape::Object(members) = *of else { return None };
    let titled = members.iter().any(|member| member.name == "title");
    members.iter().filter(|_| titled).find_map(|member| match member.shape {
        Shape::Localized { chars_max, .. } if member.name == "text" => Some(chars_max),
        _ => None,
    })
}

/// Moves what of the text at `path` is beyond its field's bound into `parts`, numbered from 2. Does nothing where it fits.
pub(super) fn spill(record: &mut Map<String, Value>, kind: Kind, path: &str, parts: &str) {
    let Some((field, language)) = path.split_once('.') else {
        return;
    };
    let (Some(whole_max), Some(part_max)) = (chars_max(kind, field), part_chars_max(kind, parts)) else {
        return;
    };
    let Some(text) = record.get(field).and_then(|texts| texts[language].as_str()) else {
        return;
    };
    let (first, mut rest) = split(text, whole_max);
    let first = json!(first);
    let mut more = Vec::new();
    while !rest.is_empty() {
        let (part, behind) = split(rest, part_max);
        let number = (more.len() + 2).to_string();
        more.push(json!({ "title": { language: number }, "text": { language: part } }));
        rest = behind;
    }
    if more.is_empty() {
        return;
    }
    record[field][language] = first;
    match record.get_mut(parts).and_then(Value::as_array_mut) {
        Some(present) => present.extend(more),
        None => _ = record.insert(parts.to_owned(), Value::Array(more)),
    }
}

/// The first `limit` characters of `text`, cut behind a line or else a word, and what follows them.
fn split(text: &str, limit: usize) -> (&str, &str) {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(limit) else {
        return (text, "");
    };
    let head = &text[..end];
    let line = head.rfind('\n').filter(|at| *at > end / 2);
    let at = line
        .or_else(|| head.rfind(char::is_whitespace))
        .filter(|at| *at > 0)
        .unwrap_or(end);
    (text[..at].trim_end(), text[at..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(record: &Map<String, Value>) -> Vec<String> {
        let mut texts = vec![record["approach"]["en"].as_str().unwrap()];
        let blocks = record.get("building_blocks").and_then(Value::as_array);
        texts.extend(
            blocks
                .into_iter()
                .flatten()
                .map(|block| block["text"]["en"].as_str().unwrap()),
        );
        texts
            .iter()
            .flat_map(|text| text.split_whitespace())
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn a_long_text_goes_on_in_parts_and_loses_no_word() {
        let text: String = (0..3_000).map(|number| format!("w{number} ")).collect();
        let mut record = Map::from_iter([("approach".to_owned(), json!({ "en": text.trim() }))]);
        let before = words(&record);
        spill(&mut record, Kind::Practice, "approach.en", "building_blocks");
        assert_eq!(words(&record), before);
        assert!(record["approach"]["en"].as_str().unwrap().chars().count() <= 5_000);
        let blocks = record["building_blocks"].as_array().unwrap();
        assert_eq!(blocks[0]["title"], json!({ "en": "2" }));
        assert!(
            blocks
                .iter()
                .all(|block| block["text"]["en"].as_str().unwrap().chars().count() <= 2_500)
        );
    }

    #[test]
    fn a_text_that_fits_stays_where_it_is() {
        let mut record = Map::from_iter([("approach".to_owned(), json!({ "en": "short" }))]);
        spill(&mut record, Kind::Practice, "approach.en", "building_blocks");
        assert_eq!(record.get("building_blocks"), None);
    }

    #[test]
    fn only_a_list_of_titled_texts_takes_parts() {
        assert_eq!(part_chars_max(Kind::Practice, "building_blocks"), Some(2_500));
        assert_eq!(part_chars_max(Kind::Practice, "organisations"), None);
        assert_eq!(part_chars_max(Kind::Practice, "approach"), None);
    }
}
