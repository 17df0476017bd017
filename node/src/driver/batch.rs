//! Inputs that are judged together, and what bounds them.

use ayni_protocol::replica::Output;

/// Most inputs judged together: enough to fill a commit, few enough to answer within milliseconds.
pub(super) const BATCH_INPUTS_MAX: usize = 256;

/// Most bytes of entries that the inputs judged together may append, give or take one input: they wait
/// in memory, and whatever is judged next waits until they are on the disk.
const BATCH_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What the inputs that are judged together come to.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) outputs: Vec<Output>,
    inputs: usize,
    /// Bytes of the entries among the outputs.
    bytes: usize,
}

impl Batch {
    /// Whether it is time to perform what there is.
    pub(super) fn is_full(&self) -> bool {
        self.inputs >= BATCH_INPUTS_MAX || self.bytes >= BATCH_BYTES_MAX
    }

    /// Adds the outputs of one more input.
    pub(super) fn add(&mut self, outputs: Vec<Output>) {
        self.inputs += 1;
        for output in &outputs {
            if let Output::Append(run) | Output::Fill(run) | Output::Erase { entries: run, .. } = output {
                self.bytes += run.iter().map(|entry| entry.entry().size()).sum::<usize>();
            }
        }
        self.outputs.extend(outputs);
    }
}

#[cfg(test)]
mod tests {
    use ayni_protocol::entry::Entry;
    use ayni_protocol::identity::{Hash, SecretKey};
    use ayni_protocol::log;

    use super::*;

    #[test]
    fn a_batch_is_full_by_its_inputs_or_by_the_bytes_that_it_appends() {
        let mut batch = Batch::default();
        for _ in 0..BATCH_INPUTS_MAX {
            assert!(!batch.is_full());
            batch.add(Vec::new());
        }
        assert!(batch.is_full());

        let federation = Hash([7; 32]);
        let entry = Entry::sign(
            &SecretKey::from_seed(&[2; 32]),
            &federation,
            1,
            None,
            0,
            vec![0; 60_000],
        );
        let run = log::authenticate(&federation, vec![entry]).expect("authentic");
        let fitting = BATCH_BYTES_MAX.div_ceil(run[0].entry().size());
        let mut batch = Batch::default();
        for _ in 0..fitting {
            assert!(!batch.is_full());
            batch.add(vec![Output::Append(run.clone())]);
        }
        assert!(batch.is_full());
        assert!(batch.inputs < BATCH_INPUTS_MAX);
    }
}
