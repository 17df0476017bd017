//! Proposing changes of the charter: any number of them, all in one proposal.

use askama::Template;
use axum::response::Response;
use ayni_protocol::charter::{Quorum, Role};

use super::super::super::Frame;
use super::super::super::answers::{Ballots, Charter, Member, read};
use super::super::super::federation::name;
use super::super::super::filters::{Choosable, Select};
use super::super::super::names::country_name;
use super::super::complaint::Complaint;
use super::super::form::Posted;
use super::super::visit::Visit;
use super::super::{Desk, Sent, with_form};
use super::decided;
use crate::http::answer::Refused;
use crate::http::query;
use crate::node::Wish;
use crate::refusal::Refusal;
use crate::text::{Language, say, word};

/// Roles, as the charter names them.
const ROLES: [Role; 3] = [Role::Member, Role::Observer, Role::Mirror];

/// Quorum rules, as the charter names them.
const QUORUMS: [Quorum; 2] = [Quorum::Majority, Quorum::TwoThirds];

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

/// Answers `GET /admin/charter/propose`.
pub(in super::super) async fn show(visit: Visit) -> Result<Response, Refused> {
    page(&visit, &Posted::default(), None).await
}

/// Answers `POST /admin/charter/propose`: proposes the changes, and signs them where this platform has not voted in this round.
pub(in super::super) async fn propose(visit: Visit, Sent(posted): Sent<Posted>) -> Result<Response, Refused> {
    let language = visit.reader.language;
    let charter: Charter = read(visit.node.charter().await?)?;
    let refusal = match posted.has("sure") {
        false => Refusal::new("vote_unsure", 422),
        true => match visit.node.propose(wishes(&posted, &charter)).await {
            Ok(decision) => {
                visit.staff.tell(decided(decision, "admin-proposed", language)?);
                return Ok(visit.on_to("/admin/charter"));
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
    page(&visit, &posted, Some(wrong)).await
}

/// What was typed under a name, without spaces around.
fn typed<'p>(posted: &'p Posted, name: &str) -> &'p str {
    posted.one(name).trim()
}

/// What the form asks for.
fn wishes(posted: &Posted, charter: &Charter) -> Vec<Wish> {
    let role = Some(typed(posted, "role").to_owned()).filter(|role| !role.is_empty());
    let cards = typed(posted, "cards").split_whitespace();
    let mut wishes: Vec<Wish> = cards
        .map(|card| Wish::Admit {
            card: card.to_owned(),
            role: role.clone(),
        })
        .collect();
    for member in &charter.members {
        let platform = member.did.clone();
        let own = |what: &str| typed(posted, &format!("{what}-{platform}"));
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
    let quorum = typed(posted, "quorum");
    if !quorum.is_empty() && quorum != charter.quorum {
        wishes.push(Wish::Quorum(quorum.to_owned()));
    }
    wishes
}

async fn page(visit: &Visit, posted: &Posted, wrong: Option<Complaint>) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    let language = visit.reader.language;
    let charter: Charter = read(visit.node.charter().await?)?;
    let ballots: Ballots = read(visit.node.ballots().await?)?;
    let frame = visit.frame(say(language, "admin-propose", &[]));
    let quorum = match typed(posted, "quorum") {
        "" => &charter.quorum,
        chosen => chosen,
    };
    let quorums = QUORUMS.map(|rule| (rule.as_str(), word(language, "quorum", rule.as_str())));
    let status = wrong.as_ref().map(|wrong| wrong.status);
    let page = Page {
        desk: visit.desk(&frame),
        cards: typed(posted, "cards").to_owned(),
        role: Select::new(
            "role",
            "admin-card-role",
            None,
            roles(language),
            typed(posted, "role"),
            language,
        ),
        quorum: Select::new("quorum", "admin-quorum", None, quorums, quorum, language),
        members: charter
            .members
            .iter()
            .map(|member| member_row(member, posted, language))
            .collect(),
        frozen: frozen(&ballots, posted, language),
        fault: wrong.as_ref().map_or("", |wrong| wrong.field),
        wrong,
        frame,
    };
    Ok(with_form(&page, status, language)?)
}

fn member_row(member: &Member, posted: &Posted, language: Language) -> MemberRow {
    let own = |what: &str| typed(posted, &format!("{what}-{}", member.did));
    let role = match own("role") {
        "" => &member.role,
        chosen => chosen,
    };
    MemberRow {
        name: member.name.clone(),
        country: country_name(&member.country, language),
        role: word(language, "role", &member.role),
        roles: Choosable::all(roles(language), role),
        is_removed: !own("remove").is_empty(),
        card: own("card").to_owned(),
        is_open: [own("remove"), own("card")].iter().any(|asked| !asked.is_empty()) || *role != member.role,
        did: member.did.clone(),
    }
}

fn frozen(ballots: &Ballots, posted: &Posted, language: Language) -> Vec<FrozenRow> {
    let frozen = ballots.frozen.iter();
    frozen
        .map(|frozen| {
            let args = [
                ("name", name(&frozen.author, ballots, language)),
                ("seq", frozen.seq.to_string()),
            ];
            let chosen = typed(posted, &format!("entry-{}", frozen.author.did));
            let entries = frozen.entries.iter().map(|entry| (entry.clone(), entry.clone()));
            FrozenRow {
                did: frozen.author.did.clone(),
                sentence: say(language, "web-frozen", &args),
                entries: Choosable::all(entries, chosen),
            }
        })
        .collect()
}

/// The roles, with what the reader calls them.
pub(super) fn roles(language: Language) -> [(&'static str, String); 3] {
    ROLES.map(|role| (role.as_str(), word(language, "role", role.as_str())))
}
