//! libp2p's errors in this project's words.

use std::io;

use libp2p::request_response::OutboundFailure;
use libp2p::swarm::{ConnectionDenied, DialError, ListenError};
use libp2p_allow_block_list::NotAllowed;

use super::{DialFailure, RefusalReason, RequestFailure, peering};

/// Longest text of a reason that is passed on; libp2p names each address it tried.
const REASON_CHARS_MAX: usize = 300;

/// Why a dial led nowhere.
pub(super) fn dial(error: &DialError) -> DialFailure {
    match error {
        DialError::LocalPeerId { .. } => DialFailure::Ourselves,
        DialError::NoAddresses => DialFailure::NoAddress("none is known".to_owned()),
        DialError::WrongPeerId { obtained, .. } => DialFailure::WrongPeer(
            peering::public_key(obtained).map_or_else(|| obtained.to_string(), |key| key.to_string()),
        ),
        DialError::Denied { cause } if is_stranger(cause) => DialFailure::NotAllowed,
        DialError::Denied { .. } => DialFailure::Busy,
        DialError::Transport(tried) => {
            let reasons: Vec<String> = tried
                .iter()
                .map(|(address, error)| {
                    let address = peering::bare(address, None).unwrap_or_default();
                    format!("{address} ({})", root_cause(error))
                })
                .collect();
            DialFailure::Unreachable(shortened(reasons.join(", ")))
        }
        DialError::Aborted | DialError::DialPeerConditionFalse(_) => {
            DialFailure::Unreachable(shortened(error.to_string()))
        }
    }
}

/// Why someone who connected was turned away.
pub(super) fn refusal(error: &ListenError) -> RefusalReason {
    match error {
        ListenError::Denied { cause } if is_stranger(cause) => RefusalReason::Stranger,
        ListenError::Denied { .. } => RefusalReason::Busy,
        other => RefusalReason::Handshake(shortened(root_cause(other))),
    }
}

/// Why a request has no answer.
pub(super) fn request(error: &OutboundFailure) -> RequestFailure {
    match error {
        OutboundFailure::DialFailure => RequestFailure::NotConnected,
        OutboundFailure::Timeout => RequestFailure::Timeout,
        OutboundFailure::ConnectionClosed => RequestFailure::Closed,
        OutboundFailure::UnsupportedProtocols => RequestFailure::Unsupported,
        OutboundFailure::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            RequestFailure::Malformed(shortened(error.to_string()))
        }
        OutboundFailure::Io(_) => RequestFailure::Closed,
    }
}

fn is_stranger(cause: &ConnectionDenied) -> bool {
    cause.downcast_ref::<NotAllowed>().is_some()
}

/// The text of the error that caused the others; libp2p wraps the plain one many times.
pub(super) fn root_cause(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

/// At most [`REASON_CHARS_MAX`] characters of a text that a peer may have a part in.
pub(super) fn shortened(text: String) -> String {
    match text.char_indices().nth(REASON_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_reason_is_cut_between_characters() {
        assert_eq!(shortened("né".to_owned()), "né");
        let long = shortened("é".repeat(1_000));
        assert_eq!(long.chars().count(), REASON_CHARS_MAX + 1);
    }

    #[test]
    fn the_plain_error_is_found_below_the_others() {
        let plain = io::Error::from(io::ErrorKind::ConnectionRefused);
        let wrapped = io::Error::other(io::Error::other(plain));
        assert!(root_cause(&wrapped).contains("refused"));
    }
}
