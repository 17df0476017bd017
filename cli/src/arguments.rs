//! The command line: which commands there are. Their texts come from `help`.

use clap::{Parser, Subcommand};

use crate::accept::Accept;
use crate::allow::Allow;
use crate::charter::Charter;
use crate::context::{Context, Options};
use crate::demo::Demo;
use crate::duplicates::Duplicates;
use crate::entry::Entry;
use crate::erase::Erase;
use crate::export::Export;
use crate::failure::Failure;
use crate::federation::Federation;
use crate::flag::Flag;
use crate::hide::Hide;
use crate::history::History;
use crate::import::Import;
use crate::index::Index;
use crate::init::Init;
use crate::invite::Invite;
use crate::join::Join;
use crate::key::Key;
use crate::list::List;
use crate::peers::Peers;
use crate::publish::Publish;
use crate::receipt::Receipt;
use crate::review::Review;
use crate::same::Same;
use crate::schema::Schema;
use crate::search::Search;
use crate::serve::Serve;
use crate::show::Show;
use crate::stale::Stale;
use crate::status::Status;
use crate::translate::Translate;
use crate::verify::Verify;
use crate::withdraw::Withdraw;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "ayni",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// One command, in the order of a platform's first days.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(Init),
    Federation(Federation),
    Invite(Invite),
    Join(Join),
    Serve(Serve),
    Status(Status),
    Peers(Peers),
    Publish(Publish),
    List(List),
    Search(Search),
    Show(Show),
    History(History),
    Withdraw(Withdraw),
    Erase(Erase),
    Receipt(Receipt),
    Stale(Stale),
    Review(Review),
    Translate(Translate),
    Duplicates(Duplicates),
    Same(Same),
    Accept(Accept),
    Flag(Flag),
    Hide(Hide),
    Allow(Allow),
    Import(Import),
    Export(Export),
    Schema(Schema),
    Entry(Entry),
    Charter(Charter),
    Verify(Verify),
    Index(Index),
    Key(Key),
    Demo(Demo),
    Help(Help),
}

/// `ayni help COMMAND`, which is `ayni COMMAND --help`.
#[derive(Debug, clap::Args)]
pub(crate) struct Help {
    /// The command and perhaps its own command.
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Vec<String>,
}

impl Command {
    /// Does what was asked.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        match self {
            Self::Init(init) => init.run(context),
            Self::Federation(federation) => federation.run(context),
            Self::Invite(invite) => invite.run(context),
            Self::Join(join) => join.run(context),
            Self::Serve(serve) => serve.run(context),
            Self::Status(status) => status.run(context),
            Self::Peers(peers) => peers.run(context),
            Self::Publish(publish) => publish.run(context),
            Self::List(list) => list.run(context),
            Self::Search(search) => search.run(context),
            Self::Show(show) => show.run(context),
            Self::History(history) => history.run(context),
            Self::Withdraw(withdraw) => withdraw.run(context),
            Self::Erase(erase) => erase.run(context),
            Self::Receipt(receipt) => receipt.run(context),
            Self::Stale(stale) => stale.run(context),
            Self::Review(review) => review.run(context),
            Self::Translate(translate) => translate.run(context),
            Self::Duplicates(duplicates) => duplicates.run(context),
            Self::Same(same) => same.run(context),
            Self::Accept(accept) => accept.run(context),
            Self::Flag(flag) => flag.run(context),
            Self::Hide(hide) => hide.run(context),
            Self::Allow(allow) => allow.run(context),
            Self::Import(import) => import.run(context),
            Self::Export(export) => export.run(context),
            Self::Schema(schema) => schema.run(context),
            Self::Entry(entry) => entry.run(context),
            Self::Charter(charter) => charter.run(context),
            Self::Index(index) => index.run(context),
            Self::Verify(verify) => verify.run(context),
            Self::Key(key) => key.run(context),
            Self::Demo(demo) => demo.run(context),
            // `main` has turned it into the command's own help already.
            Self::Help(_) => Ok(()),
        }
    }
}
