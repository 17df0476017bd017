//! How much one address may ask: enough for people and for programs that take everything page by page, not enough to keep others out.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::answer::Refused;
use crate::refusal::Refusal;

/// Requests of one address in a second, over longer.
const PER_SECOND: NonZeroU32 = NonZeroU32::new(20).expect("more than none");

/// Requests of one address at once: a page with all that is on it, for a whole office behind one address.
const AT_ONCE: NonZeroU32 = NonZeroU32::new(200).expect("more than none");

/// Addresses that are remembered before those that have been quiet are forgotten.
const ADDRESSES_MAX: usize = 10_000;

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Remote(pub(super) IpAddr);

/// See the module.
#[derive(Clone)]
pub(super) struct Limiter(Arc<DefaultKeyedRateLimiter<IpAddr>>);

impl Limiter {
    /// Nobody has asked yet.
    pub(super) fn new() -> Self {
        Self(Arc::new(RateLimiter::keyed(
            Quota::per_second(PER_SECOND).allow_burst(AT_ONCE),
        )))
    }

    /// Seconds that this address has to wait for its next request; none if it need not.
    fn wait_s(&self, address: IpAddr) -> Option<u64> {
        // What is on this machine is its admin, or a web server before this one that has its own bounds and asks for many people.
        if address.is_loopback() {
            return None;
        }
        if self.0.len() > ADDRESSES_MAX {
            self.0.retain_recent();
        }
        let refused = self.0.check_key(&of_one(address)).err()?;
        Some(refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1)
    }
}

/// The part of an address that is one customer's: of IPv6 the first 64 bits.
fn of_one(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => IpAddr::V4(address),
            None => {
                let [a, b, c, d, ..] = address.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        },
        address => address,
    }
}

/// Refuses whoever asks too often.
pub(super) async fn limited(State(limiter): State<Limiter>, request: Request, next: Next) -> Response {
    let from = request
        .extensions()
        .get::<Remote>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |Remote(address)| *address);
    match limiter.wait_s(from) {
        None => next.run(request).await,
        Some(seconds) => {
            let refusal = Refusal::new("too_many_requests", 429).with("seconds", seconds);
            let mut response = Refused(refusal).into_response();
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            response
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn whoever_asks_too_often_waits_and_others_do_not() {
        let limiter = Limiter::new();
        let asked = |from: &str| limiter.wait_s(address(from));
        let (mut answered, mut wait) = (0, None);
        while wait.is_none() && answered < 10_000 {
            wait = asked("203.0.113.7");
            answered += u32::from(wait.is_none());
        }
        assert!((AT_ONCE.get()..1_000).contains(&answered), "{answered}");
        assert_eq!(wait, Some(1));
        assert_eq!(asked("203.0.113.8"), None, "another one");
        assert_eq!(asked("::ffff:203.0.113.7"), Some(1), "the same one by another name");
        assert!((0..10_000).all(|_| asked("127.0.0.1").is_none()));
    }

    #[test]
    fn a_customer_has_one_share_however_many_addresses() {
        assert_eq!(
            of_one(address("2001:db8:1:2:3::9")),
            of_one(address("2001:db8:1:2:ffff::1"))
        );
        assert_ne!(of_one(address("2001:db8:1:2::1")), of_one(address("2001:db8:1:3::1")));
    }
}
