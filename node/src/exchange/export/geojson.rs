//! Records as features of a map (GeoJSON, RFC 7946): the point is the geometry, everything else a property.

use serde_json::{Map, Value, json};

use super::values::degrees;

/// The feature that a record is. One without a point has no geometry, as §3.2 has it, so that no record is lost on the way.
pub(super) fn feature(record: &Map<String, Value>) -> Value {
    let mut properties = record.clone();
    let point = properties.remove("geo");
    let id = properties.remove("id");
    let geometry = point.as_ref().and_then(|point| {
        let (lat, lon) = degrees(point)?;
        // How exact the point is would be lost otherwise.
        properties.insert("precision".to_owned(), point["precision"].clone());
        Some(json!({ "type": "Point", "coordinates": [lon, lat] }))
    });
    let mut feature = json!({ "type": "Feature", "properties": properties, "geometry": geometry });
    if let Some(id) = id {
        feature["id"] = id;
    }
    feature
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_a_feature_with_its_longitude_first() {
        let record = json!({
            "id": "aa", "title": { "fr": "Réseau" },
            "geo": { "lat": 14_692_778, "lon": -17_446_944, "precision": "city" },
        });
        let feature = feature(record.as_object().unwrap());
        assert_eq!(
            feature,
            json!({
                "type": "Feature", "id": "aa",
                "properties": { "title": { "fr": "Réseau" }, "precision": "city" },
                "geometry": { "type": "Point", "coordinates": [-17.446944, 14.692778] },
            })
        );
    }

    #[test]
    fn a_record_without_a_point_has_no_geometry() {
        let record = json!({ "id": "aa", "kind": "policy" });
        let feature = feature(record.as_object().unwrap());
        assert_eq!(feature["geometry"], Value::Null);
        assert!(feature.as_object().unwrap().contains_key("geometry"));
    }
}
