//! The source itself: who may name whom, and how large and how called its rooms are.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Longest source file. What is longer holds more than one noun.
const LINES_MAX: usize = 600;

/// Files that may be longer, each with its reason.
const LONG: [(&str, &str); 1] = [(
    "node/src/network/actor.rs",
    "one match over everything that libp2p reports",
)];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every Rust file of the crates, by its path from the root.
fn sources() -> Vec<(String, String)> {
    let mut sources = Vec::new();
    for member in ["protocol", "node", "cli", "tests"] {
        collect(&root().join(member), "rs", &mut sources);
    }
    assert!(sources.len() > 80, "the source is not where it is looked for");
    sources
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<(String, String)>) {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, ending, found);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            let name = path.strip_prefix(root()).expect("below the root").display().to_string();
            found.push((name, std::fs::read_to_string(&path).expect("text")));
        }
    }
}

/// Lines of code that name `word::`, comments left out, as `file:line`.
fn naming(word: &str, sources: &[(String, String)]) -> Vec<String> {
    let wanted = format!("{word}::");
    let mut found = Vec::new();
    for (name, text) in sources {
        for (number, line) in (1..).zip(text.lines()) {
            let code = line.split("//").next().unwrap_or_default();
            let names = code.match_indices(&wanted).any(|(at, _)| {
                !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':')
            });
            if names {
                found.push(format!("{name}:{number}"));
            }
        }
    }
    found
}

#[test]
fn each_library_that_touches_the_world_is_named_in_its_one_room() {
    let sources: Vec<_> = sources()
        .into_iter()
        .filter(|(name, _)| !name.starts_with("tests/"))
        .collect();
    let seams = [
        ("sled", "node/src/store"),
        ("serde_cbor", "protocol/src/cbor.rs"),
        ("libp2p", "node/src/network"),
        ("tantivy", "node/src/search"),
        ("axum", "node/src/http"),
        ("fluent_bundle", "node/src/text.rs"),
        ("pulldown_cmark", "node/src/http/pages/markdown.rs"),
        ("ureq", "cli/src/client.rs"),
        ("comfy_table", "cli/src/ui.rs"),
        ("indicatif", "cli/src/ui.rs"),
        ("qrcode", "cli/src/ui.rs"),
        ("rpassword", "cli/src/ui.rs"),
        ("age", "node/src/backup.rs"),
        ("bip39", "node/src/words.rs"),
    ];
    for (library, room) in seams {
        let found = naming(library, &sources);
        assert!(!found.is_empty(), "nobody names {library}: is this test still right?");
        let strays: Vec<_> = found.iter().filter(|place| !place.starts_with(room)).collect();
        assert!(
            strays.is_empty(),
            "{library} belongs in {room}, but is named at {strays:?}"
        );
    }
}

#[test]
fn crates_name_only_those_below_them() {
    let sources = sources();
    for (library, below) in [
        ("ayni_node", vec!["protocol/"]),
        ("ayni_tests", vec!["protocol/", "node/", "cli/"]),
    ] {
        for place in naming(library, &sources) {
            assert!(
                !below.iter().any(|member| place.starts_with(member)),
                "{place} names {library}"
            );
        }
    }
    let manifest = |member: &str| std::fs::read_to_string(root().join(member).join("Cargo.toml")).expect("a manifest");
    assert!(!manifest("protocol").contains("ayni-node") && !manifest("protocol").contains("tokio"));
    assert!(!manifest("node").contains("ayni-cli"));
}

#[test]
fn only_one_file_of_the_program_prints() {
    let strays: Vec<_> = sources()
        .into_iter()
        .filter(|(name, _)| {
            name.contains("/src/") && !name.starts_with("tests/") && name != "cli/src/ui.rs" && !name.contains("/tests")
        })
        .filter(|(_, text)| {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            ["println!(", "print!("].iter().any(|word| code.contains(word))
        })
        .map(|(name, _)| name)
        .collect();
    assert!(strays.is_empty(), "{strays:?} print");
}

#[test]
fn files_are_short_nouns_and_say_what_they_are() {
    let mut faults = Vec::new();
    for (name, text) in sources() {
        let lines = text.lines().count();
        // Tests are lists: what they hold together is what they test.
        let is_test = name.contains("/tests/") || name.ends_with("/tests.rs");
        let allowed = is_test || LONG.iter().any(|(long, _)| *long == name);
        if lines > LINES_MAX && !allowed {
            faults.push(format!("{name} has {lines} lines"));
        }
        let stem = Path::new(&name)
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default();
        if ["util", "utils", "helper", "helpers", "common", "misc"].contains(&stem) {
            faults.push(format!("{name} is no noun of this field"));
        }
        if !text.starts_with("//!") {
            faults.push(format!("{name} does not begin by saying what it is"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn nothing_is_left_half_done() {
    // Put together here, so that this file does not find itself.
    let stubs = ["todo", "unimplemented", "dbg"].map(|word| format!("{word}!("));
    for (name, text) in sources() {
        assert!(
            !stubs.iter().any(|stub| text.contains(stub)),
            "{name} has a stub or left-over debugging"
        );
    }
}

#[test]
fn every_text_is_used_and_every_refusal_has_its_words() {
    let mut locales = Vec::new();
    collect(&root().join("node/locales/en"), "ftl", &mut locales);
    let keys: BTreeSet<&str> = locales
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
        .collect();
    assert!(keys.len() > 200, "the texts are not where they are looked for");
    let mut missing = Vec::new();
    for (name, text) in sources().into_iter().filter(|(name, _)| !name.starts_with("tests/")) {
        for code in text
            .split("Refusal::new(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            for prefix in ["error", "hint"] {
                let key = format!("{prefix}-{}", code.replace('_', "-"));
                if !keys.contains(key.as_str()) {
                    missing.push(format!("{name}: {key}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    let unused: Vec<_> = keys.into_iter().filter(|key| !is_said(key)).collect();
    assert!(unused.is_empty(), "nobody says {unused:#?}");
}

/// Whether some source or page names the text `key`, as it stands or by the word from which its key is made.
fn is_said(key: &str) -> bool {
    static SAID: OnceLock<String> = OnceLock::new();
    let said = SAID.get_or_init(|| {
        let mut texts: Vec<_> = sources()
            .into_iter()
            .filter(|(name, _)| !name.starts_with("tests/"))
            .collect();
        collect(&root().join("node/templates"), "html", &mut texts);
        collect(&root().join("node/locales/en"), "ftl", &mut texts);
        texts.into_iter().map(|(_, text)| text).collect()
    });
    // Keys that are put together, and what comes before the word that a code or field of ours is.
    let made = [
        "error-",
        "hint-",
        "rule-",
        "fix-",
        "field-",
        "field-comment-",
        "web-answer-",
        "web-filter-",
        "web-link-",
        "web-mention-",
        "web-op-",
        "web-people-",
        "web-quorum-",
        "web-role-",
        "web-status-",
    ];
    // Help follows the command line, which `cli` compares; languages are those that anybody writes in; the words of columns
    // are made from fields, which `exchange` compares, and those of signs from an enum, which `duplicates` compares.
    key.starts_with("help-")
        || key.starts_with("web-sign-")
        || key.starts_with("column-")
        || key.starts_with("language-")
        || said.contains(&format!("\"{key}\""))
        || made.iter().any(|prefix| {
            key.strip_prefix(prefix)
                .is_some_and(|word| said.contains(&format!("\"{}\"", word.replace('-', "_"))))
        })
}
