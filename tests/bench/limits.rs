//! What this machine can do at most: the same bytes, with nothing of this program in between.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::time::{Duration, Instant};

use ayni_protocol::identity::SecretKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Bytes of what is hashed, signed and stored.
const VALUE_BYTES: usize = 1_024;

/// Values in one batch of the store.
const BATCH: usize = 1_000;

/// How long each limit is measured at least.
const TIME_LEAST: Duration = Duration::from_millis(700);

/// Most values in the store at the end: more than enough that its cache and its log have to work.
const STORED_MAX: u64 = 100_000;

/// What one core, the store alone or the loopback alone can do.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Limits {
    /// Values of 1 KiB that sled takes in a second under the keys of logs, in batches of 1,000, each flushed and its file fsynced.
    pub(crate) sled_insert_per_s: f64,
    /// Hashes of 1 KiB in a second, on one core.
    pub(crate) sha256_per_s: f64,
    /// Strict checks of a signature in a second, on one core.
    pub(crate) ed25519_verify_per_s: f64,
    /// Signatures in a second, on one core.
    pub(crate) ed25519_sign_per_s: f64,
    /// Cores that this program may use.
    pub(crate) cores: usize,
    /// MB of 10⁶ bytes that pass in a second between two processes, over TCP, Noise and Yamux.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) loopback_mb_per_s: Option<f64>,
    /// Records in a second that a node takes without a spreadsheet and without HTTP: the workload `ingest`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ingest_per_s: Option<f64>,
}

impl Limits {
    /// Measures those that each workload is set beside, the store with as many records of as many authors; writes below `dir`.
    pub(crate) fn measure(dir: &Path, records: u64, authors: u64) -> Result<Self, String> {
        let secret = SecretKey::from_seed(&[7; 32]);
        let message = [9; VALUE_BYTES];
        let signature = secret.sign(&message);
        let public = secret.public();
        Ok(Self {
            sled_insert_per_s: sled_insert_per_s(dir, records.min(STORED_MAX), authors)
                .map_err(|error| format!("the store's limit: {error}"))?,
            sha256_per_s: per_second(|| {
                std::hint::black_box(Sha256::digest(std::hint::black_box(message)));
            }),
            ed25519_verify_per_s: per_second(|| {
                assert!(public.verifies(&message, &signature), "its own signature");
            }),
            ed25519_sign_per_s: per_second(|| {
                std::hint::black_box(secret.sign(std::hint::black_box(&message)));
            }),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            loopback_mb_per_s: None,
            ingest_per_s: None,
        })
    }

    /// A rate as a part of each limit, and what passed on the wire in a second as a part of what the loopback can do.
    pub(crate) fn ratios(&self, per_s: f64, wire_mb_per_s: Option<f64>) -> BTreeMap<String, f64> {
        let verify_all_cores = self.ed25519_verify_per_s * self.cores as f64;
        let limits = [
            ("sled_insert_per_s", Some(self.sled_insert_per_s)),
            ("sha256_per_s", Some(self.sha256_per_s)),
            ("ed25519_verify_per_s", Some(self.ed25519_verify_per_s)),
            ("ed25519_verify_per_s_all_cores", Some(verify_all_cores)),
            ("ed25519_sign_per_s", Some(self.ed25519_sign_per_s)),
            ("ingest_per_s", self.ingest_per_s),
        ];
        let ratios = limits
            .into_iter()
            .filter_map(|(name, limit)| Some((name, per_s / limit?)));
        let wire = wire_mb_per_s.zip(self.loopback_mb_per_s);
        let wire = wire.map(|(wire, loopback)| ("loopback_mb_per_s", wire / loopback));
        ratios
            .chain(wire)
            .map(|(name, ratio)| (name.to_owned(), ratio))
            .collect()
    }
}

/// How often a second `work` can be done, one after the other.
fn per_second(mut work: impl FnMut()) -> f64 {
    let began = Instant::now();
    let mut times = 0_u32;
    while began.elapsed() < TIME_LEAST {
        (0..64).for_each(|_| work());
        times += 64;
    }
    f64::from(times) / began.elapsed().as_secs_f64()
}

/// Each batch has the next entries of one log, and the logs take turns: so they come when a node gets them from another.
fn sled_insert_per_s(dir: &Path, records: u64, authors: u64) -> Result<f64, Box<dyn std::error::Error>> {
    let path = dir.join("limit");
    let database = sled::Config::new()
        .path(&path)
        .cache_capacity(64 * 1024 * 1024)
        .open()?;
    let file = File::open(path.join("db"))?;
    let mut chance = fastrand::Rng::with_seed(1);
    let values: Vec<Vec<u8>> = (0..BATCH)
        .map(|_| std::iter::repeat_with(|| chance.u8(..)).take(VALUE_BYTES).collect())
        .collect();
    let logs: Vec<_> = (0..authors)
        .map(|author| Sha256::digest(author.to_be_bytes()))
        .collect();
    let batches = records.div_ceil(BATCH as u64);
    let began = Instant::now();
    for number in 0..batches {
        let log = &logs[(number % authors) as usize];
        let first = number / authors * BATCH as u64;
        let mut batch = sled::Batch::default();
        for (seq, value) in (first..).zip(&values) {
            batch.insert([log.as_slice(), &seq.to_be_bytes()].concat(), value.as_slice());
        }
        database.apply_batch(batch)?;
        database.flush()?;
        file.sync_data()?;
    }
    let rate = batches as f64 * BATCH as f64 / began.elapsed().as_secs_f64();
    drop(database);
    std::fs::remove_dir_all(&path)?;
    Ok(rate)
}
