//! Cuts many records into requests that a node takes.

use serde_json::Value;

use crate::failure::Failure;
use ayni_node::refusal::Refusal;

/// Most records of one request: half of what a node takes, so that an answer comes within seconds.
pub(crate) const RECORDS_MAX: usize = 500;

/// Most bytes of one request: half of what a node takes.
const BYTES_MAX: usize = 8 * 1024 * 1024;

/// Records of one request, each with what its sender wants to remember of it.
pub(crate) struct Batch<T> {
    body: Vec<u8>,
    items: Vec<T>,
}

impl<T> Batch<T> {
    /// No records yet.
    pub(crate) fn new() -> Self {
        Self {
            body: Vec::new(),
            items: Vec::new(),
        }
    }

    /// Adds `record`. Gives back the records before it if they are to be sent first.
    pub(crate) fn add(&mut self, record: &Value, item: T) -> Result<Option<Self>, Failure> {
        let text = serde_json::to_vec(record).map_err(Refusal::internal)?;
        let full = self.items.len() == RECORDS_MAX || self.body.len() + text.len() + 2 > BYTES_MAX;
        let before = (full && !self.items.is_empty()).then(|| std::mem::replace(self, Self::new()));
        self.body.push(if self.items.is_empty() { b'[' } else { b',' });
        self.body.extend(text);
        self.items.push(item);
        Ok(before)
    }

    /// The request's body, and what was remembered of each record in it; `None` if there are no records.
    pub(crate) fn request(mut self) -> Option<(Vec<u8>, Vec<T>)> {
        if self.items.is_empty() {
            return None;
        }
        self.body.push(b']');
        Some((self.body, self.items))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_record_is_in_one_request_and_none_is_too_large() {
        let mut requests = Vec::new();
        let mut batch = Batch::new();
        for number in 0..1_201 {
            requests.extend(batch.add(&json!({ "n": number }), number).expect("JSON"));
        }
        requests.push(batch);
        let mut seen = Vec::new();
        for (body, items) in requests.into_iter().filter_map(Batch::request) {
            let records: Vec<Value> = serde_json::from_slice(&body).expect("a JSON array");
            assert_eq!(records.len(), items.len());
            assert!(records.len() <= RECORDS_MAX);
            seen.extend(records.iter().map(|record| record["n"].as_i64().expect("a number")));
        }
        assert_eq!(seen, (0..1_201).collect::<Vec<_>>());
    }

    #[test]
    fn large_records_travel_in_small_numbers() {
        let mut batch = Batch::new();
        let record = json!({ "text": "x".repeat(BYTES_MAX / 3) });
        assert!(batch.add(&record, ()).expect("JSON").is_none());
        assert!(batch.add(&record, ()).expect("JSON").is_none());
        let first = batch.add(&record, ()).expect("JSON").expect("two are enough");
        assert_eq!(first.request().map(|(_, items)| items.len()), Some(2));
        assert!(Batch::<()>::new().request().is_none());
    }
}
