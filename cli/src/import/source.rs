//! The file that is imported: how it is laid out, and how much of it has been read.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ayni_node::exchange::{Format, Rows};
use ayni_node::import;

use crate::failure::Failure;
use crate::ui::Ui;

/// As `asked`, else as the file is called.
pub(super) fn format(file: &Path, asked: Option<&str>) -> Result<Format, Failure> {
    if let Some(word) = asked {
        return word.parse().map_err(Failure::usage);
    }
    Ok(import::format(file)?)
}

/// Says how the file was understood, unless it is as most are.
pub(super) fn tell(ui: &Ui, rows: &Rows) {
    if let Some(sheet) = rows.sheet() {
        ui.status("cli-import-sheet", &[("sheet", sheet.to_owned())]);
    }
    let encoding = rows.encoding().map(|encoding| encoding.to_string()).unwrap_or_default();
    match rows.separator().map(|separator| separator.to_string()) {
        Some(separator) if encoding != "UTF-8" || separator != "comma" => {
            let mark = match separator.as_str() {
                "comma" => ui.say("cli-separator-comma", &[]),
                "semicolon" => ui.say("cli-separator-semicolon", &[]),
                "tab" => ui.say("cli-separator-tab", &[]),
                "pipe" => ui.say("cli-separator-pipe", &[]),
                other => other.to_owned(),
            };
            ui.status("cli-import-table", &[("encoding", encoding), ("separator", mark)]);
        }
        None if !["UTF-8", ""].contains(&encoding.as_str()) => {
            ui.status("cli-import-text", &[("encoding", encoding)]);
        }
        _ => {}
    }
}

/// A file that says how far it has been read, that place, and its size in bytes.
pub(super) fn counted(path: &Path) -> Result<(Counted, Arc<AtomicU64>, u64), Failure> {
    let file = File::open(path).map_err(|cause| Failure::unreadable(path, cause))?;
    let metadata = file.metadata().map_err(|cause| Failure::unreadable(path, cause))?;
    if metadata.is_dir() {
        return Err(Failure::unreadable(
            path,
            std::io::Error::from(std::io::ErrorKind::IsADirectory),
        ));
    }
    let passed = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        file,
        passed: Arc::clone(&passed),
    };
    Ok((counted, passed, metadata.len()))
}

/// A file that is read.
pub(super) struct Counted {
    file: File,
    passed: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.passed.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let place = self.file.seek(to)?;
        self.passed.store(place, Ordering::Relaxed);
        Ok(place)
    }
}
