//! How a platform comes into a federation: a card says who it is, a ticket where to go.
//!
//! Both are signed texts that people send each other by mail or messenger. Neither admits anyone:
//! only a charter does.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Member, Role, check_name};
use crate::cbor::{self, CborError};
use crate::cose::{Content, CoseError, Sign1};
use crate::identity::{Hash, PublicKey, SecretKey};
use crate::limits::{ADDRESS_BYTES_MAX, TICKET_ADDRESSES_MAX};
use crate::vocabulary::country;
use crate::vocabulary::side::Side;

/// Greatest length of a card or ticket in bytes: eight addresses and two names, with room.
const TOKEN_BYTES_MAX: usize = 8 * 1024;

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
        let (key, card): (_, Self) = read_token(Self::PREFIX, text, Content::Card)?;
        check_name(&card.name).map_err(|_| TokenError::Value("the name"))?;
        if country::by_code(&card.country).is_none() {
            return Err(TokenError::Value("the country"));
        }
        Ok(Member {
            key,
            name: card.name,
            country: card.country,
            side: card.side,
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
}

impl Ticket {
    const PREFIX: &str = "ayni-ticket:";

    /// The ticket as signed text.
    pub fn sign(&self, secret: &SecretKey) -> String {
        token(Self::PREFIX, secret, Content::Ticket, self)
    }

    /// A ticket and the key of its inviter; the signature holds. Whether it has expired is for the
    /// caller, who has a clock.
    ///
    /// # Errors
    /// [`TokenError`] says what is wrong with the text.
    pub fn read(text: &str) -> Result<(PublicKey, Self), TokenError> {
        let (inviter, ticket): (_, Self) = read_token(Self::PREFIX, text, Content::Ticket)?;
        check_name(&ticket.name).map_err(|_| TokenError::Value("the name"))?;
        let too_long = |address: &String| address.len() > ADDRESS_BYTES_MAX;
        if ticket.addresses.len() > TICKET_ADDRESSES_MAX || ticket.addresses.iter().any(too_long) {
            return Err(TokenError::Value("the list of addresses"));
        }
        Ok((inviter, ticket))
    }
}

/// Cards and tickets are said outside any federation, so nothing else is signed along.
const NO_FEDERATION: &[u8] = &[];

fn token<T: Serialize>(prefix: &str, secret: &SecretKey, content: Content, value: &T) -> String {
    let bytes = Sign1::sign(secret, content, NO_FEDERATION, &cbor::encode(value));
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))
}

fn read_token<T: Serialize + DeserializeOwned>(
    prefix: &'static str,
    text: &str,
    content: Content,
) -> Result<(PublicKey, T), TokenError> {
    let encoded = text.trim().strip_prefix(prefix).ok_or(TokenError::Prefix(prefix))?;
    if encoded.len() > TOKEN_BYTES_MAX * 4 / 3 {
        return Err(TokenError::Damaged);
    }
    // Mail programs break long lines.
    let joined: String = encoded.split_whitespace().collect();
    let bytes = URL_SAFE_NO_PAD.decode(joined).map_err(|_| TokenError::Damaged)?;
    let sign1 = Sign1::decode(&bytes, content, TOKEN_BYTES_MAX)?;
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
        };
        let (inviter, read) = Ticket::read(&ticket.sign(&secret())).expect("own ticket");
        assert_eq!((inviter, read), (secret().public(), ticket));
    }
}
