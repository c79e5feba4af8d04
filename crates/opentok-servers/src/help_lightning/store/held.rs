use alloc::borrow::Cow;
use core::time::Duration;

use helplightning::SessionId;
use serde::{Deserialize, Serialize};

/// What is kept for a PIN: where the session is, and nothing secret.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Held {
    /// The session.
    pub session: SessionId,
    /// Where native clients find it.
    pub url: Box<str>,
    /// Where browsers find it.
    pub ws_url: Option<Box<str>>,
    /// When the PIN was put into use, since 1970.
    pub created: Duration,
    /// When it goes out of use, since 1970.
    pub expires: Duration,
}

/// The record as stores keep it.
#[derive(Deserialize, Serialize)]
struct Wire<'a> {
    #[serde(borrow)]
    session: Cow<'a, str>,
    #[serde(borrow)]
    url: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    ws_url: Option<Cow<'a, str>>,
    created_ms: u64,
    expires_ms: u64,
}

impl Held {
    /// What is kept for a PIN from `created` on, for `ttl`.
    pub fn new(session: SessionId, url: Box<str>, ws_url: Option<Box<str>>, created: Duration, ttl: Duration) -> Self {
        Self {
            session,
            url,
            ws_url,
            created,
            expires: created.saturating_add(ttl),
        }
    }

    /// Whether the PIN is out of use. Before it was put into use counts too: the clock was set back.
    pub fn is_over(&self, now: Duration) -> bool {
        now >= self.expires || now < self.created.saturating_sub(CLOCKS_DIFFER)
    }

    /// The record as text.
    pub fn to_json(&self) -> String {
        let wire = Wire {
            session: self.session.as_str().into(),
            url: (&*self.url).into(),
            ws_url: self.ws_url.as_deref().map(Into::into),
            created_ms: millis(self.created),
            expires_ms: millis(self.expires),
        };
        serde_json::to_string(&wire).expect("a record has texts for names")
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    pub fn from_json(text: &[u8]) -> Option<Self> {
        let wire: Wire<'_> = serde_json::from_slice(text).ok()?;
        Some(Self {
            session: wire.session.parse().ok()?,
            url: wire.url.into(),
            ws_url: wire.ws_url.map(Into::into),
            created: Duration::from_millis(wire.created_ms),
            expires: Duration::from_millis(wire.expires_ms),
        })
    }
}

/// By how much the clocks of several servers may differ.
const CLOCKS_DIFFER: Duration = Duration::from_secs(60);

pub(super) fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(1_700_000_000);

    fn held(ws_url: Option<&str>) -> Held {
        let url = "gss://h \"quoted\"".into();
        Held::new(
            "7612-a".parse().unwrap(),
            url,
            ws_url.map(Into::into),
            NOW,
            Duration::from_secs(900),
        )
    }

    #[test]
    fn a_record_reads_back_as_written() {
        for held in [held(None), held(Some("wss://h"))] {
            assert_eq!(Held::from_json(held.to_json().as_bytes()), Some(held));
        }
        for text in [
            "",
            "{}",
            "[]",
            r#"{"session":"../a","url":"u","created_ms":1,"expires_ms":2}"#,
        ] {
            assert_eq!(Held::from_json(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn it_is_over_at_its_end_and_not_a_moment_before() {
        let held = held(None);
        assert!(!held.is_over(NOW) && !held.is_over(held.expires - Duration::from_millis(1)));
        assert!(held.is_over(held.expires));
        assert!(!held.is_over(NOW - Duration::from_secs(60)));
        assert!(held.is_over(NOW - Duration::from_secs(61)));
    }
}
