//! How a platform comes into a federation: a card says who it is, a ticket where to go, an
//! application that it wishes to come in.
//!
//! Cards and tickets are signed texts that people send each other by mail or messenger; an application
//! is sent by the invited node with the ticket's own key. None of them admits anyone: only a charter
//! does.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{Member, Role, check_name};
use crate::cbor::{self, CborError};
use crate::cose::{Content, CoseError, Sign1};
use crate::identity::{Hash, PublicKey, SecretKey};
use crate::limits::{ADDRESS_BYTES_MAX, TICKET_ADDRESSES_MAX};
use crate::vocabulary::country;
use crate::vocabulary::side::Side;

/// Greatest length of a card or ticket in bytes: eight addresses and two names, with room.
const TOKEN_BYTES_MAX: usize = 8 * 1024;

/// Greatest length of an application in bytes: a ticket and a card.
const APPLICATION_BYTES_MAX: usize = 2 * TOKEN_BYTES_MAX;

/// Why a card or ticket is refused.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// Not the text of such a token.
    #[error("it does not begin with `{0}`")]
    Prefix(&'static str),
    /// Damaged on the way: cut short, or with characters that do not belong.
    #[error("it is cut short or has characters that do not belong there")]
    Damaged,
    /// Not a signed structure.
    #[error(transparent)]
    Cose(#[from] CoseError),
    /// Not the payload it should have.
    #[error("its payload: {0}")]
    Payload(CborError),
    /// The signature does not hold.
    #[error("its signature does not verify")]
    Forged,
    /// A name, country or address in it is impossible.
    #[error("{0} in it is not acceptable")]
    Value(&'static str),
}

/// A platform's description of itself, for those who may admit it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The platform's name.
    pub name: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The side it declares.
    pub side: Side,
}

impl Card {
    const PREFIX: &str = "ayni-card:";

    /// The card as signed text.
    pub fn sign(&self, secret: &SecretKey) -> String {
        token(Self::PREFIX, secret, Content::Card, self)
    }

    /// The member that a card describes, for the given role; the card's signature holds.
    ///
    /// # Errors
    /// [`TokenError`] says what is wrong with the text.
    pub fn read(text: &str, role: Role) -> Result<Member, TokenError> {
        let (key, card): (_, Self) = read_token(&token_bytes(Self::PREFIX, text)?, Content::Card)?;
        card.member(key, role)
    }

    fn member(self, key: PublicKey, role: Role) -> Result<Member, TokenError> {
        check_name(&self.name).map_err(|_| TokenError::Value("the name"))?;
        if country::by_code(&self.country).is_none() {
            return Err(TokenError::Value("the country"));
        }
        Ok(Member {
            key,
            name: self.name,
            country: self.country,
            side: self.side,
            role,
        })
    }
}

/// An invitation: which federation, and where to find whoever invites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The federation's id.
    pub federation: Hash,
    /// The federation's name, for people to read.
    pub name: String,
    /// Addresses (multiaddr) of the inviter's node.
    pub addresses: Vec<String>,
    /// The role that the invitation is for.
    pub role: Role,
    /// When it ends, in Unix milliseconds.
    pub expires: i64,
    /// The key with which the invited node opens the one session that it may open before it is a
    /// member. Absent in a ticket for a platform that the charter names already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<PublicKey>,
}

impl Ticket {
    const PREFIX: &str = "ayni-ticket:";

    /// The ticket as signed text.
    pub fn sign(&self, secret: &SecretKey) -> String {
        token(Self::PREFIX, secret, Content::Ticket, self)
    }

    /// The ticket as signed text, with the secret key of its `guest` behind it: whoever has the text
    /// may knock, and the signed part can be shown to others without that.
    ///
    /// # Panics
    /// If `guest` is not the secret of the guest that the ticket names.
    pub fn sign_for(&self, secret: &SecretKey, guest: &SecretKey) -> String {
        assert_eq!(self.guest, Some(guest.public()), "a ticket goes with its own key");
        let seed = URL_SAFE_NO_PAD.encode(&guest.seed()[..]);
        format!("{}.{seed}", self.sign(secret))
    }

    /// The secret key behind the text of a ticket; absent if there is none, or not that of the guest
    /// whom the ticket names.
    pub fn guest_in(text: &str) -> Option<SecretKey> {
        let (_, ticket) = Self::read(text).ok()?;
        let (_, seed) = text.trim().rsplit_once('.')?;
        let joined: String = seed.split_whitespace().collect();
        let seed = Zeroizing::new(URL_SAFE_NO_PAD.decode(joined).ok()?);
        let guest = SecretKey::from_seed(<&[u8; 32]>::try_from(seed.as_slice()).ok()?);
        (ticket.guest == Some(guest.public())).then_some(guest)
    }

    /// A ticket and the key of its inviter; the signature holds. Whether it has expired is for the
    /// caller, who has a clock.
    ///
    /// # Errors
    /// [`TokenError`] says what is wrong with the text.
    pub fn read(text: &str) -> Result<(PublicKey, Self), TokenError> {
        Self::read_bytes(&token_bytes(Self::PREFIX, text)?)
    }

    fn read_bytes(bytes: &[u8]) -> Result<(PublicKey, Self), TokenError> {
        let (inviter, ticket): (_, Self) = read_token(bytes, Content::Ticket)?;
        check_name(&ticket.name).map_err(|_| TokenError::Value("the name"))?;
        let too_long = |address: &String| address.len() > ADDRESS_BYTES_MAX;
        if ticket.addresses.len() > TICKET_ADDRESSES_MAX || ticket.addresses.iter().any(too_long) {
            return Err(TokenError::Value("the list of addresses"));
        }
        Ok((inviter, ticket))
    }
}

/// A platform's wish to be admitted, signed with its own key, within the federation.
///
/// The inviter's signature on the ticket vouches for it: nobody who was not invited can apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Who applies, in the role that the ticket is for.
    pub member: Member,
    /// Who has invited it.
    pub inviter: PublicKey,
    /// When the invitation ends, in Unix milliseconds.
    pub expires: i64,
    /// The key that came with the invitation.
    pub guest: Option<PublicKey>,
}

#[derive(Serialize, Deserialize)]
struct ApplicationPayload {
    card: Card,
    #[serde(with = "serde_bytes")]
    ticket: Vec<u8>,
}

/// Why an application is refused.
#[derive(Debug, thiserror::Error)]
pub enum ApplicationError {
    /// Not a signed application.
    #[error("application: {0}")]
    Token(#[from] TokenError),
    /// The ticket is for another federation.
    #[error("the ticket is for federation {0}")]
    Federation(Hash),
}

impl Application {
    /// The signed bytes by which `secret` applies with the text of a ticket.
    ///
    /// # Errors
    /// [`TokenError`] if the ticket is none.
    pub fn sign(secret: &SecretKey, card: &Card, ticket: &str) -> Result<Vec<u8>, TokenError> {
        let (_, read) = Ticket::read(ticket)?;
        let payload = ApplicationPayload {
            card: card.clone(),
            ticket: token_bytes(Ticket::PREFIX, ticket)?,
        };
        let payload = cbor::encode(&payload);
        Ok(Sign1::sign(secret, Content::Application, &read.federation.0, &payload))
    }

    /// The application in `bytes`, whose signature holds in `federation`, as does its ticket's.
    ///
    /// Whether the inviter may invite, and whether the ticket has expired, is for the caller.
    ///
    /// # Errors
    /// [`ApplicationError`] says what is wrong with it.
    pub fn verify(bytes: &[u8], federation: &Hash) -> Result<Self, ApplicationError> {
        let sign1 =
            Sign1::decode(bytes, Content::Application, APPLICATION_BYTES_MAX, None).map_err(TokenError::from)?;
        let payload: ApplicationPayload =
            cbor::decode(sign1.payload(), APPLICATION_BYTES_MAX).map_err(TokenError::Payload)?;
        let (inviter, ticket) = Ticket::read_bytes(&payload.ticket)?;
        if ticket.federation != *federation {
            return Err(ApplicationError::Federation(ticket.federation));
        }
        if !sign1.verifies(&federation.0) {
            return Err(TokenError::Forged.into());
        }
        Ok(Self {
            member: payload.card.member(sign1.signer(), ticket.role)?,
            inviter,
            expires: ticket.expires,
            guest: ticket.guest,
        })
    }
}

/// Cards and tickets are said outside any federation, so nothing else is signed along.
const NO_FEDERATION: &[u8] = &[];

fn token<T: Serialize>(prefix: &str, secret: &SecretKey, content: Content, value: &T) -> String {
    let bytes = Sign1::sign(secret, content, NO_FEDERATION, &cbor::encode(value));
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))
}

/// The bytes that the text of a card or ticket stands for.
fn token_bytes(prefix: &'static str, text: &str) -> Result<Vec<u8>, TokenError> {
    let encoded = text.trim().strip_prefix(prefix).ok_or(TokenError::Prefix(prefix))?;
    // Behind a dot stands what is not signed.
    let encoded = encoded.split('.').next().unwrap_or_default();
    if encoded.len() > TOKEN_BYTES_MAX * 4 / 3 {
        return Err(TokenError::Damaged);
    }
    // Mail programs break long lines.
    let joined: String = encoded.split_whitespace().collect();
    URL_SAFE_NO_PAD.decode(joined).map_err(|_| TokenError::Damaged)
}

fn read_token<T: Serialize + DeserializeOwned>(bytes: &[u8], content: Content) -> Result<(PublicKey, T), TokenError> {
    let sign1 = Sign1::decode(bytes, content, TOKEN_BYTES_MAX, None)?;
    if !sign1.verifies(NO_FEDERATION) {
        return Err(TokenError::Forged);
    }
    let value = cbor::decode(sign1.payload(), TOKEN_BYTES_MAX).map_err(TokenError::Payload)?;
    Ok((sign1.signer(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> Card {
        Card {
            name: "RESOPP".to_owned(),
            country: "SN".to_owned(),
            side: Side::South,
        }
    }

    fn secret() -> SecretKey {
        SecretKey::from_seed(&[1; 32])
    }

    #[test]
    fn a_card_names_its_signer_as_the_member() {
        let member = Card::read(&card().sign(&secret()), Role::Observer).expect("own card");
        assert_eq!(member.key, secret().public());
        assert_eq!((member.name.as_str(), member.role), ("RESOPP", Role::Observer));
    }

    #[test]
    fn a_token_survives_the_line_breaks_of_a_mail() {
        let text = card().sign(&secret());
        let broken = format!(" {}\r\n {}\n", &text[..60], &text[60..]);
        assert!(Card::read(&broken, Role::Member).is_ok());
    }

    #[test]
    fn a_damaged_or_foreign_token_is_refused() {
        let text = card().sign(&secret());
        assert!(matches!(Card::read("hello", Role::Member), Err(TokenError::Prefix(_))));
        assert!(matches!(
            Card::read(&text[..text.len() - 9], Role::Member),
            Err(TokenError::Damaged | TokenError::Cose(_))
        ));
        assert!(matches!(Ticket::read(&text), Err(TokenError::Prefix(_))));
        let renamed = text.replace("ayni-card:", "ayni-ticket:");
        assert!(matches!(
            Ticket::read(&renamed),
            Err(TokenError::Cose(CoseError::Header(_)))
        ));
        let nowhere = Card {
            country: "UK".to_owned(),
            ..card()
        }
        .sign(&secret());
        assert!(matches!(
            Card::read(&nowhere, Role::Member),
            Err(TokenError::Value("the country"))
        ));
    }

    #[test]
    fn a_ticket_reads_back_with_its_inviter() {
        let ticket = Ticket {
            federation: Hash([3; 32]),
            name: "Red".to_owned(),
            addresses: vec!["/ip4/127.0.0.1/tcp/4001".to_owned()],
            role: Role::Member,
            expires: 1,
            guest: None,
        };
        let (inviter, read) = Ticket::read(&ticket.sign(&secret())).expect("own ticket");
        assert_eq!((inviter, read), (secret().public(), ticket));
    }

    fn ticket_with_guest() -> (SecretKey, String) {
        let guest = SecretKey::from_seed(&[9; 32]);
        let ticket = Ticket {
            federation: Hash([3; 32]),
            name: "Red".to_owned(),
            addresses: Vec::new(),
            role: Role::Observer,
            expires: 1,
            guest: Some(guest.public()),
        };
        let text = ticket.sign_for(&secret(), &guest);
        (guest, text)
    }

    #[test]
    fn only_the_whole_text_of_a_ticket_holds_its_guests_secret() {
        let (guest, text) = ticket_with_guest();
        assert_eq!(Ticket::guest_in(&text).expect("it is there").public(), guest.public());
        let (signed, _) = text.split_once('.').expect("two parts");
        assert!(Ticket::read(signed).is_ok() && Ticket::guest_in(signed).is_none());
        let other = format!("{signed}.{}", URL_SAFE_NO_PAD.encode([8; 32]));
        assert!(Ticket::guest_in(&other).is_none(), "another key than the ticket names");
    }

    #[test]
    fn an_application_names_its_signer_in_the_role_of_the_ticket_and_holds_no_secret() {
        let (guest, text) = ticket_with_guest();
        let newcomer = SecretKey::from_seed(&[5; 32]);
        let bytes = Application::sign(&newcomer, &card(), &text).expect("a ticket");
        let seed = guest.seed();
        assert!(!bytes.windows(32).any(|window| window == &seed[..]));
        let application = Application::verify(&bytes, &Hash([3; 32])).expect("own application");
        assert_eq!(application.member.key, newcomer.public());
        assert_eq!(
            (application.member.role, application.inviter),
            (Role::Observer, secret().public())
        );
    }

    #[test]
    fn an_application_to_another_federation_or_with_a_changed_card_is_refused() {
        let (_, text) = ticket_with_guest();
        let newcomer = SecretKey::from_seed(&[5; 32]);
        let bytes = Application::sign(&newcomer, &card(), &text).expect("a ticket");
        assert!(matches!(
            Application::verify(&bytes, &Hash([4; 32])),
            Err(ApplicationError::Federation(_))
        ));
        let position = bytes
            .windows(6)
            .position(|window| window == b"RESOPP")
            .expect("its name");
        let mut changed = bytes;
        changed[position] = b'B';
        assert!(matches!(
            Application::verify(&changed, &Hash([3; 32])),
            Err(ApplicationError::Token(TokenError::Forged))
        ));
    }
}
