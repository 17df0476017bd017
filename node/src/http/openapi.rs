//! The interface described for programs: OpenAPI 3.1 under `/api/openapi.json`.
//!
//! [`OPERATIONS`] is the list of what there is; a test compares it with the routes that answer.

mod parameters;
mod shapes;

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response as Answer};
use axum::routing::get;
use serde_json::Value;
use utoipa::openapi::path::{OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    Components, ContentBuilder, HttpMethod, InfoBuilder, LicenseBuilder, OpenApiBuilder, PathsBuilder, Ref, Required,
    ResponseBuilder,
};

use super::backend::Backend;
use super::downloads::FORMATS;

/// The name of the scheme by which whoever writes shows who they are.
const TOKEN: &str = "token";

/// In place of a shape: an answer that is a file in one of several formats.
const FILE: &str = "file";

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    /// Anybody; with the token the answer also has what is for members.
    Anybody,
    /// Whoever has the token.
    Token,
}

/// One thing that can be asked.
struct Operation {
    method: HttpMethod,
    path: &'static str,
    /// Its name in programs.
    id: &'static str,
    summary: &'static str,
    access: Access,
    /// Parameters behind the question mark.
    query: &'static [&'static [&'static str]],
    /// The shape of the body that it takes.
    body: Option<&'static str>,
    /// The shape of its answer; absent for an answer without a body.
    answer: Option<&'static str>,
}

const fn read(path: &'static str, id: &'static str, summary: &'static str, answer: &'static str) -> Operation {
    Operation {
        method: HttpMethod::Get,
        path,
        id,
        summary,
        access: Access::Anybody,
        query: &[],
        body: None,
        answer: Some(answer),
    }
}

const fn write(path: &'static str, id: &'static str, summary: &'static str, answer: &'static str) -> Operation {
    Operation {
        method: HttpMethod::Post,
        access: Access::Token,
        ..read(path, id, summary, answer)
    }
}

impl Operation {
    const fn guarded(self) -> Self {
        Self {
            access: Access::Token,
            ..self
        }
    }

    const fn asking(self, query: &'static [&'static [&'static str]]) -> Self {
        Self { query, ..self }
    }

    const fn taking(self, body: &'static str) -> Self {
        Self {
            body: Some(body),
            ..self
        }
    }
}

/// Everything that can be asked, in the order in which it is described.
const OPERATIONS: [Operation; 35] = [
    read(
        "/api/v1/records",
        "list",
        "A page of the records that pass the filters",
        "Page",
    )
    .asking(&[parameters::FILTERS, parameters::PAGES, &["full"]]),
    read(
        "/api/v1/search",
        "search",
        "A page of the records that have some words, and how many there are of what",
        "Results",
    )
    .asking(&[parameters::SEARCH, parameters::FILTERS, parameters::PAGES]),
    read(
        "/api/v1/statistics",
        "statistics",
        "How many records there are of what, and as of which state of the logs",
        "Statistics",
    )
    .asking(&[parameters::FILTERS]),
    read(
        "/api/v1/export",
        "export",
        "The records that pass the filters, whole, in one file; at most 10,000",
        FILE,
    )
    .asking(&[parameters::FILTERS, parameters::EXPORT]),
    read(
        "/api/v1/records/{id}",
        "show",
        "The current version of a record",
        "Record",
    ),
    read(
        "/api/v1/records/{id}/history",
        "history",
        "All versions of a record, the oldest first",
        "History",
    ),
    read(
        "/api/v1/entries/{id}",
        "entry",
        "A signed entry as it travels, to be checked without trusting this node",
        "Entry",
    ),
    read(
        "/api/v1/schemas",
        "schemas",
        "The kinds of records, each with the address of its JSON Schema",
        "Schemas",
    ),
    read(
        "/api/v1/schemas/{kind}",
        "schema",
        "The JSON Schema of a kind of record",
        "Schema",
    ),
    write(
        "/api/v1/records",
        "publish",
        "Signs records as this platform's own",
        "Published",
    )
    .asking(&[&["dry_run", "partial"]])
    .taking("Records"),
    write(
        "/api/v1/records/{id}/withdraw",
        "withdraw",
        "Takes a record of this platform off the lists",
        "Signed",
    ),
    write(
        "/api/v1/withdrawals",
        "withdraw_many",
        "Takes many records of this platform off the lists, all or none",
        "Published",
    )
    .taking("Withdrawals"),
    write(
        "/api/v1/records/{id}/erase",
        "erase",
        "Erases a record of this platform on every node",
        "Signed",
    ),
    read(
        "/api/v1/records/{id}/receipt",
        "receipt",
        "Which platforms have confirmed that a record is erased",
        "Object",
    )
    .guarded(),
    write(
        "/api/v1/records/{id}/review",
        "review",
        "Notes that somebody has looked at a record",
        "Object",
    )
    .taking("Review"),
    write(
        "/api/v1/records/{id}/same",
        "same",
        "Says that another record is of the same thing",
        "Object",
    )
    .taking("Same"),
    read(
        "/api/v1/records/{id}/translation",
        "template",
        "The texts of a record, for a translator",
        "Object",
    )
    .guarded(),
    write(
        "/api/v1/records/{id}/translation",
        "translate",
        "Adds a translation to a record",
        "Object",
    )
    .taking("Translation"),
    write(
        "/api/v1/records/{id}/answer",
        "answer",
        "Says that this platform takes part in a partnership, or does not",
        "Object",
    )
    .taking("Answer"),
    write(
        "/api/v1/records/{id}/flag",
        "flag",
        "Says that a comment should be looked at",
        "Object",
    )
    .taking("Objection"),
    write(
        "/api/v1/records/{id}/hide",
        "hide",
        "Hides a comment on this node",
        "Object",
    )
    .taking("Objection"),
    write(
        "/api/v1/records/{id}/allow",
        "allow",
        "Says that nothing is wrong with a comment",
        "Object",
    ),
    read(
        "/api/v1/stale",
        "stale",
        "This platform's records that are past their review",
        "Object",
    )
    .guarded()
    .asking(&[parameters::FILTERS, &["limit"]]),
    read(
        "/api/v1/duplicates",
        "duplicates",
        "Records that are likely of the same thing",
        "Object",
    )
    .guarded()
    .asking(&[parameters::FILTERS, &["limit", "across"]]),
    read("/api/v1/status", "status", "This node at a glance", "Object").guarded(),
    read(
        "/api/v1/peers",
        "peers",
        "Connections to other platforms; where they are and how they are seen is for the token",
        "Peers",
    ),
    read(
        "/api/v1/charter",
        "charter",
        "The federation and its members",
        "Charter",
    ),
    read(
        "/api/v1/charter/ballots",
        "ballots",
        "How the vote on the next charter stands",
        "Object",
    ),
    write(
        "/api/v1/charter/proposals",
        "propose",
        "Proposes changes of the charter",
        "Object",
    )
    .taking("Proposal"),
    write(
        "/api/v1/charter/votes",
        "vote",
        "Votes for a proposed charter, or for none",
        "Object",
    )
    .taking("Vote"),
    write("/api/v1/invitations", "invite", "Makes a ticket to join", "Ticket").taking("Invitation"),
    write("/api/v1/verify", "verify", "Checks every log", "Object").taking("Check"),
    write(
        "/api/v1/index/rebuild",
        "rebuild_index",
        "Makes the search index anew",
        "Object",
    ),
    Operation {
        answer: None,
        ..read("/healthz", "health", "Whether the program answers", "")
    },
    Operation {
        answer: None,
        ..read("/readyz", "readiness", "Whether the node has listed what it holds", "")
    },
];

/// The description, made once.
static DESCRIPTION: LazyLock<Value> = LazyLock::new(described);

/// The same as text.
static TEXT: LazyLock<String> = LazyLock::new(|| DESCRIPTION.to_string());

/// The description.
pub(super) fn description() -> &'static Value {
    &DESCRIPTION
}

/// The description.
pub(super) fn routes() -> Router<Arc<dyn Backend>> {
    Router::new().route("/api/openapi.json", get(show))
}

async fn show() -> Answer {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, TEXT.as_str()).into_response()
}

fn described() -> Value {
    let info = InfoBuilder::new()
        .title("Ayni")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "The records of a federation of platforms of the social and solidarity economy, each signed by the platform that wrote it. \
             Public records are read without a token; all else needs that of the node. Sentences are in the language of Accept-Language.",
        ))
        .license(Some(
            LicenseBuilder::new()
                .name("MIT OR Apache-2.0")
                .identifier(Some("MIT OR Apache-2.0"))
                .build(),
        ));
    let paths = OPERATIONS.iter().fold(PathsBuilder::new(), |paths, operation| {
        let item = utoipa::openapi::PathItem::new(operation.method.clone(), operation.described());
        paths.path(operation.path, item)
    });
    let mut components = Components::new();
    let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer);
    let scheme = scheme.description(Some("The file api.token in the node's data directory."));
    components.add_security_scheme(TOKEN, SecurityScheme::Http(scheme.build()));
    let tags = [
        ("reading", "What everybody may read, and more with the token"),
        ("looking after", "What the platform's own people and programs do"),
    ];
    let tags = tags.map(|(name, text)| TagBuilder::new().name(name).description(Some(text)).build());
    let document = OpenApiBuilder::new()
        .info(info.build())
        .paths(paths.build())
        .components(Some(components))
        .tags(Some(tags))
        .build();
    let mut document = serde_json::to_value(document).expect("a description is JSON");
    // The shapes of records are JSON Schemas of their own, with words that the builder doesn't know.
    document["components"]["schemas"] = Value::Object(shapes::all());
    document
}

impl Operation {
    fn described(&self) -> utoipa::openapi::path::Operation {
        let tag = match self.access {
            Access::Anybody => "reading",
            Access::Token => "looking after",
        };
        let mut operation = OperationBuilder::new()
            .operation_id(Some(self.id))
            .summary(Some(self.summary))
            .tag(tag)
            .response("default", problem());
        operation = match self.answer {
            None => operation
                .response("204", ResponseBuilder::new().description("Yes"))
                .response("200", ResponseBuilder::new().description("Yes"))
                .response("503", ResponseBuilder::new().description("Not yet")),
            Some(FILE) => {
                let ok = FORMATS
                    .iter()
                    .fold(ResponseBuilder::new().description("Done"), |ok, format| {
                        ok.content(format.media_type, ContentBuilder::new().build())
                    });
                operation.response("200", ok)
            }
            Some(shape) => {
                let media_type = if shape == "Schema" {
                    "application/schema+json"
                } else {
                    "application/json"
                };
                let ok = ResponseBuilder::new()
                    .description("Done")
                    .content(media_type, shaped(shape));
                operation.response("200", ok)
            }
        };
        for name in placeholders(self.path) {
            let (description, shape) = parameters::in_path(name);
            operation = operation.parameter(
                ParameterBuilder::new()
                    .name(name)
                    .parameter_in(ParameterIn::Path)
                    .required(Required::True)
                    .description(Some(description))
                    .schema(Some(shapes::schema(shape))),
            );
        }
        for name in self.query.iter().flat_map(|names| names.iter()) {
            let (description, shape) = parameters::described(name);
            operation = operation.parameter(
                ParameterBuilder::new()
                    .name(*name)
                    .parameter_in(ParameterIn::Query)
                    .required(Required::False)
                    .description(Some(description))
                    .schema(Some(shapes::schema(shape))),
            );
        }
        if let Some(body) = self.body {
            let body = RequestBodyBuilder::new()
                .content("application/json", shaped(body))
                .required(Some(if shapes::may_be_absent(body) {
                    Required::False
                } else {
                    Required::True
                }));
            operation = operation.request_body(Some(body.build()));
        }
        match self.access {
            // An empty requirement beside it: it works without a token too.
            Access::Anybody => operation
                .security(SecurityRequirement::default())
                .security(SecurityRequirement::new::<_, [&str; 0], &str>(TOKEN, [])),
            Access::Token => operation.security(SecurityRequirement::new::<_, [&str; 0], &str>(TOKEN, [])),
        }
        .build()
    }
}

fn shaped(shape: &str) -> utoipa::openapi::Content {
    ContentBuilder::new().schema(Some(Ref::from_schema_name(shape))).build()
}

/// Every refusal: RFC 9457.
fn problem() -> utoipa::openapi::Response {
    ResponseBuilder::new()
        .description("Refused: `code` is a stable word, `detail` and `hint` are sentences in the reader's language")
        .content("application/problem+json", shaped("Problem"))
        .build()
}

/// The names between braces.
fn placeholders(path: &'static str) -> impl Iterator<Item = &'static str> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use serde_json::json;
    use tower::ServiceExt;

    use super::*;
    use crate::http::tests::MadeUp;

    #[test]
    fn every_reference_leads_to_a_shape_and_every_shape_is_referred_to() {
        let document = described();
        let text = document.to_string();
        assert_eq!(document["openapi"].as_str().map(|version| &version[..3]), Some("3.1"));
        let shapes = document["components"]["schemas"].as_object().expect("shapes");
        let mut referred = BTreeSet::new();
        for part in text.split("#/components/schemas/").skip(1) {
            let name = part.split('"').next().expect("a name");
            assert!(shapes.contains_key(name), "{name}");
            referred.insert(name.to_owned());
        }
        let all: BTreeSet<String> = shapes.keys().cloned().collect();
        assert_eq!(referred, all);
    }

    #[tokio::test]
    async fn what_is_described_is_what_answers() {
        for Operation { method, path, .. } in &OPERATIONS {
            let (method, address) = match method {
                HttpMethod::Post => ("POST", path.replace(['{', '}'], "")),
                _ => ("GET", path.replace(['{', '}'], "")),
            };
            let request = Request::builder().method(method).uri(&address).body(Body::empty());
            let routes = crate::http::routes(Arc::new(MadeUp));
            let answer = routes
                .oneshot(request.expect("a request"))
                .await
                .expect("routes never fail");
            // Where nothing is, nobody asks for the token, and each method is another one.
            assert_ne!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{address}");
            let is_nowhere =
                answer.status() == StatusCode::NOT_FOUND && !address.contains("/id") && !address.contains("/kind");
            assert!(!is_nowhere, "{address}");
        }
    }

    #[test]
    fn each_operation_has_a_name_of_its_own() {
        let ids: BTreeSet<&str> = OPERATIONS.iter().map(|operation| operation.id).collect();
        assert_eq!(ids.len(), OPERATIONS.len());
        let document = described();
        let paths = document["paths"].as_object().expect("paths");
        let methods: usize = paths
            .values()
            .map(|item| item.as_object().map_or(0, serde_json::Map::len))
            .sum();
        assert_eq!(methods, OPERATIONS.len());
        assert_eq!(
            document["paths"]["/api/v1/records"]["post"]["security"],
            json!([{ "token": [] }])
        );
    }
}
