use serde::{Deserialize, de::Error};

use crate::{ConnectionId, SipCallId, json::lenient, words::words};

/// Something happened to a call to a telephone. Wire: [`WIRE.md`, "SIP events"](crate::wire#sip-events).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SipEvent {
    /// The session that the call joins.
    pub session_id: Box<str>,
    /// Whose session it is: an API key, or an application's id.
    pub owner: Option<Box<str>>,
    /// When, in milliseconds since 1970.
    pub timestamp: Option<u64>,
    /// The call.
    pub call: SipCall,
    /// What happened.
    pub change: SipChange,
}

/// A call to a telephone.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SipCall {
    /// Its id, as the answer to the dialling gave it.
    pub id: SipCallId,
    /// Its connection to the session.
    #[serde(default, deserialize_with = "lenient::id")]
    pub connection_id: Option<ConnectionId>,
    /// When it began, in milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub created_at: Option<u64>,
}

/// What happened to a call.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SipChange {
    /// It began.
    Created,
    /// It is in another state now.
    Updated {
        /// Which.
        state: Option<CallState>,
    },
    /// It ended.
    Destroyed {
        /// How.
        hangup: Hangup,
    },
    /// It was muted by a moderator. Told only if the dialling asked for it.
    MuteForced,
}

words! {
    /// How far a call is.
    CallState {
        /// Asking.
        Dialing = "DIALING",
        /// The telephone rings.
        Ringing = "RINGING",
        /// Waiting.
        OnHold = "ON_HOLD",
        /// Talking.
        Active = "ACTIVE",
        /// Over.
        Hangup = "HANGUP",
    }
}

/// How a call ended.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Hangup {
    /// A status of SIP (486 is busy), or one of the service's own from 700 on.
    pub code: Option<u16>,
    /// The same as a sentence, whose wording varies.
    pub message: Option<Box<str>>,
}

/// What the code of a [`Hangup`] stands for.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum HangupCause {
    /// The SIP side said so, with this status.
    Sip(u16),
    /// 700: somebody hung up.
    Normal,
    /// 703: something went wrong.
    Unexpected,
    /// 704: neither side was heard.
    MediaTimeout,
    /// 705: the call took as long as a call may.
    MaxDuration,
    /// 706: nothing happened for too long.
    MaxInactivity,
    /// Another code of the service's.
    Other(u16),
}

impl Hangup {
    /// What the code stands for.
    pub fn cause(&self) -> Option<HangupCause> {
        Some(match self.code? {
            code @ 0..700 => HangupCause::Sip(code),
            700 => HangupCause::Normal,
            703 => HangupCause::Unexpected,
            704 => HangupCause::MediaTimeout,
            705 => HangupCause::MaxDuration,
            706 => HangupCause::MaxInactivity,
            code => HangupCause::Other(code),
        })
    }
}

impl SipChange {
    /// The event's name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Created => "callCreated",
            Self::Updated { .. } => "callUpdated",
            Self::Destroyed { .. } => "callDestroyed",
            Self::MuteForced => "muteForced",
        }
    }
}

#[derive(Deserialize)]
struct Raw {
    event: Box<str>,
    #[serde(rename = "sessionId")]
    session_id: Box<str>,
    #[serde(default, rename = "projectId", deserialize_with = "lenient::text")]
    project_id: Option<Box<str>>,
    #[serde(default, rename = "applicationId", deserialize_with = "lenient::text")]
    application_id: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::whole")]
    timestamp: Option<u64>,
    call: SipCall,
    #[serde(default, deserialize_with = "lenient::word")]
    state: Option<CallState>,
    // These two are in snake case where all others are not.
    #[serde(default, deserialize_with = "lenient::whole")]
    reason_code: Option<u64>,
    #[serde(default, deserialize_with = "lenient::text")]
    reason_message: Option<Box<str>>,
}

impl<'de> Deserialize<'de> for SipEvent {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw::deserialize(deserializer)?;
        let change = match &*raw.event {
            "callCreated" => SipChange::Created,
            "callUpdated" => SipChange::Updated { state: raw.state },
            "callDestroyed" => SipChange::Destroyed {
                hangup: Hangup {
                    code: raw.reason_code.and_then(|code| code.try_into().ok()),
                    message: raw.reason_message,
                },
            },
            "muteForced" => SipChange::MuteForced,
            _ => return Err(D::Error::custom("not an event of calls")),
        };
        Ok(Self {
            session_id: raw.session_id,
            owner: raw.project_id.or(raw.application_id),
            timestamp: raw.timestamp,
            call: raw.call,
            change,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_documented_meaning() {
        let cause = |code| Hangup { code, message: None }.cause();
        for (code, expected) in [
            (486, HangupCause::Sip(486)),
            (699, HangupCause::Sip(699)),
            (700, HangupCause::Normal),
            (701, HangupCause::Other(701)),
            (703, HangupCause::Unexpected),
            (704, HangupCause::MediaTimeout),
            (705, HangupCause::MaxDuration),
            (706, HangupCause::MaxInactivity),
            (u16::MAX, HangupCause::Other(u16::MAX)),
        ] {
            assert_eq!(cause(Some(code)), Some(expected));
        }
        assert_eq!(cause(None), None);
    }
}
