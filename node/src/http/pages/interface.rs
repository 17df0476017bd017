//! The page on which the interface for programs is tried out: made from its description, so that none is forgotten.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Map, Value};

use super::{Frame, address, encoded, page};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::reader::Reader;
use crate::http::{openapi, origin, query};
use crate::refusal::Refusal;
use crate::text::say;

/// The parameter that names the operation to be tried.
const OPERATION: &str = "operation";

/// Of more values than this, one is written and not chosen: the list would weigh more than the page.
const OPTIONS_MAX: usize = 40;

/// The address in the examples where this site does not know its own.
const SITE: &str = "https://ayni.example.org";

#[derive(Template)]
#[template(path = "interface.html")]
struct Interface {
    frame: Frame,
    about: String,
    /// What everybody may ask, as forms.
    forms: Vec<Form>,
    /// What needs the token, as commands.
    commands: Vec<Command>,
}

/// Something to ask, with what it can be asked by.
struct Form {
    id: String,
    path: String,
    summary: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    about: String,
    required: bool,
    /// Empty where a value is written.
    options: Vec<String>,
    value: String,
    /// Whether it was left out though it is required.
    is_missing: bool,
}

/// Something to ask at a command line.
struct Command {
    id: String,
    method: String,
    path: String,
    summary: String,
    line: String,
}

/// Answers `GET /api`: the page, or with an operation in the address, the way to its answer.
pub(super) async fn show(
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Refused> {
    let document = openapi::description();
    let given = query::pairs(&uri).unwrap_or_default();
    let asked = given
        .iter()
        .find(|(name, _)| name == OPERATION)
        .map(|(_, id)| id.as_str());
    let mut known = vec![OPERATION.to_owned(), "lang".to_owned()];
    if let Some(asked) = asked {
        let tried =
            operations(document).find(|(_, _, operation)| operation["operationId"] == asked && is_open(operation));
        let (path, _, operation) = tried.ok_or_else(|| Refusal::new("not_found", 404).with("id", asked))?;
        known.extend(parameters(operation).filter_map(|parameter| Some(parameter["name"].as_str()?.to_owned())));
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let given = query::parameters(&uri, &known)?;
        if let Some(address) = asked_for(path, operation, &given) {
            return Ok(Redirect::to(&address).into_response());
        }
    } else {
        query::parameters(&uri, &["lang"])?;
    }
    let language = reader.language;
    let site = origin::site(&headers, node.as_ref()).unwrap_or_else(|| SITE.to_owned());
    let (mut forms, mut commands) = (Vec::new(), Vec::new());
    for (path, method, operation) in operations(document) {
        match method == "get" && is_open(operation) {
            true => forms.push(form(path, operation, asked, &given)),
            false => commands.push(command(&site, path, method, operation)),
        }
    }
    let interface = Interface {
        frame: Frame::new(reader, &uri, say(language, "site-api", &[])),
        about: text(&document["info"]["description"]),
        forms,
        commands,
    };
    let shown = page(&interface, language)?;
    Ok(match asked {
        // Something that is required was left out.
        Some(_) => (StatusCode::UNPROCESSABLE_ENTITY, shown).into_response(),
        None => shown,
    })
}

/// Every operation: its path, its method, and how it is described.
fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

fn parameters(operation: &Value) -> impl Iterator<Item = &Value> {
    operation["parameters"].as_array().into_iter().flatten()
}

/// Whether it answers without the token: then one of the ways to show who asks is to show nothing.
fn is_open(operation: &Value) -> bool {
    let ways = operation["security"].as_array().into_iter().flatten();
    let mut ways = ways.filter_map(Value::as_object);
    ways.any(Map::is_empty)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The address that asks for an operation by what is given; `None` if something required is not.
fn asked_for(path: &str, operation: &Value, given: &[(String, String)]) -> Option<String> {
    let (mut path, mut behind) = (path.to_owned(), Vec::new());
    for parameter in parameters(operation) {
        let name = parameter["name"].as_str()?;
        let mut values = given.iter().filter(|(given, value)| given == name && !value.is_empty());
        if parameter["in"] == "path" {
            let (_, value) = values.next()?;
            path = path.replace(&format!("{{{name}}}"), &encoded(value));
        } else {
            behind.extend(values.cloned());
        }
    }
    Some(address(&path, &behind))
}

fn form(path: &str, operation: &Value, asked: Option<&str>, given: &[(String, String)]) -> Form {
    let id = text(&operation["operationId"]);
    let is_asked = asked == Some(id.as_str());
    let field = |parameter: &Value| {
        let name = text(&parameter["name"]);
        let value = given.iter().find(|(given, _)| is_asked && *given == name);
        let value = value.map(|(_, value)| value.clone()).unwrap_or_default();
        let required = parameter["required"].as_bool().unwrap_or_default();
        Field {
            about: text(&parameter["description"]),
            options: options(&parameter["schema"]),
            is_missing: is_asked && required && value.is_empty(),
            name,
            required,
            value,
        }
    };
    Form {
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        fields: parameters(operation).map(field).collect(),
        id,
    }
}

/// The values of a parameter, where they are few.
fn options(schema: &Value) -> Vec<String> {
    if schema["type"] == "boolean" {
        return vec!["true".to_owned(), "false".to_owned()];
    }
    let codes = schema["enum"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let codes: Vec<String> = codes.map(str::to_owned).collect();
    if codes.len() > OPTIONS_MAX { Vec::new() } else { codes }
}

/// The line for `curl` that asks for an operation. The token stays out of it: it is read from the node's own file.
fn command(site: &str, path: &str, method: &str, operation: &Value) -> Command {
    let mut line = "curl".to_owned();
    if method != "get" {
        line.push_str(&format!(" -X {}", method.to_uppercase()));
    }
    if !is_open(operation) {
        line.push_str(" -H \"Authorization: Bearer $(cat api.token)\"");
    }
    let body = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
    if let Some((_, shape)) = body.as_str().and_then(|reference| reference.rsplit_once('/')) {
        line.push_str(&format!(
            " -H 'Content-Type: application/json' --data-binary @{shape}.json"
        ));
    }
    line.push_str(&format!(" '{site}{path}'"));
    Command {
        id: text(&operation["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(id: &str, given: &[(&str, &str)]) -> Option<String> {
        let mut operations = operations(openapi::description());
        let (path, _, operation) = operations
            .find(|(_, _, operation)| operation["operationId"] == id)
            .expect("it is described");
        let given: Vec<(String, String)> = given
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        asked_for(path, operation, &given)
    }

    #[test]
    fn what_a_form_sends_becomes_the_address_of_the_answer() {
        assert_eq!(
            tried("list", &[("kind", ""), ("limit", "")]).as_deref(),
            Some("/api/v1/records")
        );
        assert_eq!(
            tried("list", &[("kind", "practice"), ("q", "not of this one")]).as_deref(),
            Some("/api/v1/records?kind=practice")
        );
        assert_eq!(
            tried("show", &[("id", "../x?y")]).as_deref(),
            Some("/api/v1/records/..%2Fx%3Fy")
        );
        assert_eq!(tried("show", &[("id", "")]), None, "it is required");
    }

    #[test]
    fn a_command_shows_the_token_only_where_it_is_needed() {
        for (path, method, operation) in operations(openapi::description()) {
            let command = command(SITE, path, method, operation);
            assert_eq!(command.line.contains("Bearer"), !is_open(operation), "{}", command.line);
            assert_eq!(command.line.contains("-X POST"), method == "post", "{}", command.line);
            let has_body = !operation["requestBody"].is_null();
            assert_eq!(command.line.contains("--data-binary"), has_body, "{}", command.line);
        }
    }
}
