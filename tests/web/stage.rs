//! The federation on which all walks go: three platforms that write in three languages, with the sample records and one of each other kind.

use std::ffi::OsStr;
use std::io::BufRead as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::SystemTime;

use ayni_protocol::record::{Kind, example};
use ayni_tests::api::Api;
use ayni_tests::patience::sooner_or_later;
use ayni_tests::program;
use ayni_tests::records;
use serde_json::{Value, json};

use crate::attended::Attended;

/// Sample records of each platform: more than one page of the directory holds, of all kinds that the sample has.
const RECORDS: &str = "40";

/// Seconds of a month of the mean length.
const MONTH_S: u64 = 2_629_746;

/// The platforms and the driver of the browser.
#[derive(Debug)]
pub(crate) struct Stage {
    /// Where chromedriver listens.
    pub(crate) driver: String,
    /// Senegal, which writes French.
    pub(crate) senegal: Site,
    /// Ecuador, which writes Spanish.
    pub(crate) ecuador: Site,
    /// The United Kingdom, which writes English.
    pub(crate) kingdom: Site,
    /// The ids of one record of Senegal's of each kind.
    pub(crate) furnished: Vec<(Kind, String)>,
    _programs: [Attended; 2],
}

/// One platform's node.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) name: String,
    /// `address:port` of its web site.
    pub(crate) http: String,
    dir: PathBuf,
}

impl Site {
    /// The address of a page.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.http)
    }

    /// What its staff log in with.
    pub(crate) fn token(&self) -> String {
        let token = std::fs::read_to_string(self.dir.join("api.token")).expect("a token");
        token.trim().to_owned()
    }

    /// Its API for its own programs.
    pub(crate) fn api(&self) -> Api {
        Api::with_token(&self.http, &self.dir)
    }

    /// What the program answers on this platform's machine.
    pub(crate) fn ask(&self, arguments: &[&str]) -> Value {
        program::ask(&self.dir, arguments)
    }

    /// Publishes a record and says its id.
    pub(crate) fn publish(&self, record: &Value) -> String {
        let (status, answer) = self.api().post("/api/v1/records", &json!([record])).expect("an answer");
        let id = answer["results"][0]["id"].as_str();
        let id = id.filter(|_| status == 200);
        id.unwrap_or_else(|| panic!("{status} {answer}: {record}")).to_owned()
    }
}

/// The stage, set by whoever comes first.
pub(crate) fn stage() -> &'static Stage {
    static STAGE: OnceLock<Stage> = OnceLock::new();
    STAGE.get_or_init(|| {
        let (driver, chromedriver) = driver();
        let (sites, demo) = federation();
        let [senegal, ecuador, kingdom] = sites;
        let mut stage = Stage {
            driver,
            furnished: Vec::new(),
            senegal,
            ecuador,
            kingdom,
            _programs: [chromedriver, demo],
        };
        stage.furnished = stage.furnish();
        let last = stage.leave_work();
        last.iter().for_each(|id| stage.everywhere(id));
        stage
    })
}

/// The month that is so many after this one.
fn month(after: i64) -> String {
    let seconds = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .expect("a clock");
    let months = after + i64::try_from(seconds.as_secs() / MONTH_S).expect("a number of months");
    format!("{:04}-{:02}", 1970 + months / 12, months % 12 + 1)
}

/// Runs chromedriver, and says where.
fn driver() -> (String, Attended) {
    let (attended, printed) = Attended::start(Path::new("chromedriver"), &[OsStr::new("--port=0")], Attended::place());
    let port = printed.lines().map_while(Result::ok).find_map(|line| {
        Some(
            line.split_once("started successfully on port ")?
                .1
                .trim_end_matches('.')
                .to_owned(),
        )
    });
    let port = port.expect("chromedriver is installed and starts");
    (format!("http://127.0.0.1:{port}"), attended)
}

/// Runs a federation, and waits until all platforms hold all records.
fn federation() -> ([Site; 3], Attended) {
    let place = Attended::place();
    let arguments = [
        OsStr::new("--json"),
        OsStr::new("--data"),
        place.as_os_str(),
        OsStr::new("demo"),
        OsStr::new("--platforms"),
        OsStr::new("3"),
        OsStr::new("--records"),
        OsStr::new(RECORDS),
    ];
    let (attended, mut printed) = Attended::start(program::path(), &arguments, place.clone());
    let mut line = String::new();
    printed.read_line(&mut line).expect("text");
    let standing: Value = serde_json::from_str(&line).expect("how the platforms stand");
    assert_eq!(standing["converged"], true, "{standing}");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let sites = [(1, "SN"), (2, "EC"), (3, "GB")].map(|(number, country)| {
        let shown = &standing["platforms"][number - 1];
        assert_eq!(shown["country"], country);
        Site {
            name: text(&shown["name"]),
            http: text(&shown["http"]),
            dir: attended
                .own_place()
                .join(format!("{number:02}-{}", country.to_lowercase())),
        }
    });
    (sites, attended)
}

impl Stage {
    /// All platforms.
    pub(crate) fn sites(&self) -> [&Site; 3] {
        [&self.senegal, &self.ecuador, &self.kingdom]
    }

    /// Waits until a record is held, or none is held any more, everywhere.
    pub(crate) fn everywhere(&self, id: &str) {
        for site in self.sites() {
            sooner_or_later(&format!("{id} at {}", site.name), || {
                match site.api().get(&format!("/api/v1/records/{id}"))? {
                    (200, _) => Ok(()),
                    answer => Err(format!("{answer:?}")),
                }
            });
        }
    }

    /// Gives Senegal what its pages for staff are about: a partnership that waits for its answer, a record that nobody has looked at for
    /// long, and two that may be the same. Says what each platform has published last.
    fn leave_work(&self) -> [String; 2] {
        let did = self.senegal.ask(&["status"])["did"].clone();
        let waiting = self.ecuador.publish(&json!({
            "kind": "partnership", "oid": "stage-waiting", "original": "es", "title": { "es": "Intercambio de semillas" }, "countries": ["EC"],
            "licence": "CC0-1.0", "purpose": { "es": "Aprender unas de otras." },
            "participants": [
                { "name": "Ecuador", "country": "EC", "role": "provider" },
                { "name": "Senegal", "platform": did, "country": "SN", "role": "pivotal" },
            ],
        }));
        let mut old = records::enterprise("SN", "stage-old");
        old["review_by"] = json!("2025-01-02");
        self.senegal.publish(&old);
        let twin = |number| {
            let mut twin = records::enterprise("SN", &format!("stage-twin-{number}"));
            twin["title"] = json!({ "fr": "Coopérative des jumelles de Thiès" });
            self.senegal.publish(&twin)
        };
        twin(1);
        [waiting, twin(2)]
    }

    /// Gives Senegal one record of each kind, with all that such a record can say.
    fn furnish(&self) -> Vec<(Kind, String)> {
        let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Platform);
        let records = kinds.map(|kind| {
            let mut record = example::of(*kind, &mut |choices| choices - 1);
            record["oid"] = json!(format!("stage-{kind}"));
            if !matches!(kind, Kind::Contact | Kind::Expertise) {
                record["visibility"] = json!("public");
            }
            if *kind == Kind::Comment {
                let practices = self.senegal.api().get("/api/v1/records?kind=practice&limit=1");
                let (_, practices) = practices.expect("an answer");
                record["about"] = practices["records"][0]["id"].clone();
                record.as_object_mut().expect("a record").remove("parent");
            }
            // What an example says of a person may have ended long ago.
            record.as_object_mut().expect("a record").remove("expires");
            if let Some(consent) = record.get_mut("consent").and_then(Value::as_object_mut) {
                consent.remove("expires");
                consent.insert("date".to_owned(), json!(month(-1)));
                record["expires"] = json!(month(6));
            }
            (*kind, self.senegal.publish(&record))
        });
        records.collect()
    }
}
