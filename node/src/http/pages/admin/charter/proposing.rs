//! Proposing changes of the charter: any number of them, all in one proposal.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse as _, Redirect, Response};
use ayni_protocol::charter::{Quorum, Role};

use super::super::super::Frame;
use super::super::super::federation::{Ballots, Charter, Member, name};
use super::super::super::filters::{Choosable, Select};
use super::super::super::home::read;
use super::super::super::names::country_name;
use super::super::complaint::Complaint;
use super::super::{Desk, Sent, with_form};
use super::decided;
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::http::session::Staff;
use crate::node::Wish;
use crate::refusal::Refusal;
use crate::text::{Language, say, word};

/// Roles, as the charter names them.
const ROLES: [Role; 3] = [Role::Member, Role::Observer, Role::Mirror];

/// Quorum rules, as the charter names them.
const QUORUMS: [Quorum; 2] = [Quorum::Majority, Quorum::TwoThirds];

/// Longest list of fields that a form of ours sends: several of each member, of which there may be hundreds.
const FIELDS_MAX: usize = 5_000;

#[derive(Template)]
#[template(path = "admin/propose.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    wrong: Option<Complaint>,
    /// The field that is at fault, if one is.
    fault: &'static str,
    cards: String,
    role: Select,
    quorum: Select,
    members: Vec<MemberRow>,
    /// Forked logs: what chooses the branch that counts.
    frozen: Vec<FrozenRow>,
}

/// What can be asked for a member.
struct MemberRow {
    did: String,
    name: String,
    country: String,
    role: String,
    roles: Vec<Choosable>,
    is_removed: bool,
    card: String,
    /// Whether something is asked for.
    is_open: bool,
}

/// A forked log.
struct FrozenRow {
    did: String,
    sentence: String,
    entries: Vec<Choosable>,
}

/// The form as it came: names and values.
type Fields = Vec<(String, String)>;

/// Answers `GET /admin/charter/propose`.
pub(in super::super) async fn show(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    uri: Uri,
) -> Result<Response, Refused> {
    page(&staff, node.as_ref(), reader, &uri, &Vec::new(), None).await
}

/// Answers `POST /admin/charter/propose`: proposes the changes, and signs them where this platform has not voted in this round.
pub(in super::super) async fn propose(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    uri: Uri,
    Sent(fields): Sent<Fields>,
) -> Result<Response, Refused> {
    let language = reader.language;
    let charter: Charter = read(node.charter().await?)?;
    let wanted = wishes(&fields, &charter);
    let refusal = match wanted {
        Err(refusal) => refusal,
        Ok(_) if value(&fields, "sure").is_empty() => Refusal::new("vote_unsure", 422),
        Ok(wishes) => match node.propose(wishes).await {
            Ok(decision) => {
                staff.tell(decided(decision, "admin-proposed", language)?);
                let frame = Frame::new(reader, &uri, String::new());
                return Ok(Redirect::to(&format!("/admin/charter{}", frame.keep)).into_response());
            }
            Err(refusal) => refusal,
        },
    };
    let field = match refusal.code {
        "vote_unsure" => "sure",
        "bad_card" | "already_member" => "cards",
        _ => "",
    };
    let wrong = Complaint::of(&refusal, language).at(field);
    page(&staff, node.as_ref(), reader, &uri, &fields, Some(wrong)).await
}

/// What stands in a field; nothing if it is not there.
fn value<'a>(fields: &'a Fields, name: &str) -> &'a str {
    let found = fields.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.trim()).unwrap_or_default()
}

/// What the form asks for.
fn wishes(fields: &Fields, charter: &Charter) -> Result<Vec<Wish>, Refusal> {
    if fields.len() > FIELDS_MAX {
        return Err(Refusal::new("form_broken", 400));
    }
    let role = Some(value(fields, "role").to_owned()).filter(|role| !role.is_empty());
    let cards = value(fields, "cards").split_whitespace();
    let mut wishes: Vec<Wish> = cards
        .map(|card| Wish::Admit {
            card: card.to_owned(),
            role: role.clone(),
        })
        .collect();
    for member in &charter.members {
        let platform = member.did.clone();
        let own = |what: &str| value(fields, &format!("{what}-{platform}"));
        if !own("remove").is_empty() {
            wishes.push(Wish::Remove {
                platform: platform.clone(),
            });
        }
        let role = own("role");
        if !role.is_empty() && role != member.role {
            wishes.push(Wish::Role {
                platform: platform.clone(),
                role: role.to_owned(),
            });
        }
        let card = own("card");
        if !card.is_empty() {
            wishes.push(Wish::Replace {
                platform: platform.clone(),
                card: card.to_owned(),
            });
        }
        let entry = own("entry");
        if !entry.is_empty() {
            wishes.push(Wish::Unfreeze {
                platform: platform.clone(),
                entry: entry.to_owned(),
            });
        }
    }
    let quorum = value(fields, "quorum");
    if !quorum.is_empty() && quorum != charter.quorum {
        wishes.push(Wish::Quorum(quorum.to_owned()));
    }
    Ok(wishes)
}

async fn page(
    staff: &Staff,
    node: &dyn Backend,
    reader: Reader,
    uri: &Uri,
    fields: &Fields,
    wrong: Option<Complaint>,
) -> Result<Response, Refused> {
    query::parameters(uri, &["lang"])?;
    let language = reader.language;
    let charter: Charter = read(node.charter().await?)?;
    let ballots: Ballots = read(node.ballots().await?)?;
    let frame = Frame::new(reader, uri, say(language, "admin-propose", &[]));
    let quorum = match value(fields, "quorum") {
        "" => &charter.quorum,
        chosen => chosen,
    };
    let status = wrong.as_ref().map(|wrong| wrong.status);
    let page = Page {
        desk: Desk::new(staff, &frame, uri),
        cards: value(fields, "cards").to_owned(),
        role: Select {
            name: "role",
            label: say(language, "admin-card-role", &[]),
            any: None,
            options: roles(value(fields, "role"), language),
        },
        quorum: Select {
            name: "quorum",
            label: say(language, "admin-quorum", &[]),
            any: None,
            options: QUORUMS
                .iter()
                .map(|rule| option(rule.as_str(), word(language, "quorum", rule.as_str()), quorum))
                .collect(),
        },
        members: charter
            .members
            .iter()
            .map(|member| member_row(member, fields, language))
            .collect(),
        frozen: frozen(&ballots, fields, language),
        fault: wrong.as_ref().map_or("", |wrong| wrong.field),
        wrong,
        frame,
    };
    Ok(with_form(&page, status, language)?)
}

fn member_row(member: &Member, fields: &Fields, language: Language) -> MemberRow {
    let own = |what: &str| value(fields, &format!("{what}-{}", member.did));
    let role = match own("role") {
        "" => &member.role,
        chosen => chosen,
    };
    MemberRow {
        name: member.name.clone(),
        country: country_name(&member.country, language),
        role: word(language, "role", &member.role),
        roles: roles(role, language),
        is_removed: !own("remove").is_empty(),
        card: own("card").to_owned(),
        is_open: [own("remove"), own("card")].iter().any(|asked| !asked.is_empty()) || *role != member.role,
        did: member.did.clone(),
    }
}

fn frozen(ballots: &Ballots, fields: &Fields, language: Language) -> Vec<FrozenRow> {
    let frozen = ballots.frozen.iter();
    frozen
        .map(|frozen| {
            let args = [
                ("name", name(&frozen.author, ballots, language)),
                ("seq", frozen.seq.to_string()),
            ];
            let chosen = value(fields, &format!("entry-{}", frozen.author.did));
            let entries = frozen.entries.iter();
            FrozenRow {
                did: frozen.author.did.clone(),
                sentence: say(language, "web-frozen", &args),
                entries: entries.map(|entry| option(entry, entry.clone(), chosen)).collect(),
            }
        })
        .collect()
}

/// The roles, of which one is chosen.
pub(super) fn roles(chosen: &str, language: Language) -> Vec<Choosable> {
    let roles = ROLES.iter();
    roles
        .map(|role| option(role.as_str(), word(language, "role", role.as_str()), chosen))
        .collect()
}

fn option(value: &str, label: String, chosen: &str) -> Choosable {
    Choosable {
        value: value.to_owned(),
        label,
        chosen: value == chosen,
    }
}
