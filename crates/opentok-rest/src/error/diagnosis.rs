use core::fmt;

use opentok_token::UnixSeconds;

/// Why credentials were probably refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Diagnosis {
    /// What the service's message points at.
    pub cause: AuthCause,
    /// When the service answered, by its own clock (header `Date`).
    pub answered_at: Option<UnixSeconds>,
    /// How wrong this side's clock is. Known if the client measured it, which it does whenever there is a `Date`.
    pub skew: Option<ClockSkew>,
}

/// What a message of the service points at.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum AuthCause {
    /// There is no such API key, or it is of the other environment.
    UnknownKey,
    /// The secret or private key is not the one that belongs to the API key or application.
    WrongSignature,
    /// The token's issuer is no API key.
    BadIssuer,
    /// The id in the path is of another project than the token.
    OtherProject,
    /// The token seems to be made in the future: this side's clock is ahead.
    ClockAhead,
    /// The token has expired: this side's clock is behind.
    ClockBehind,
    /// The message says nothing that is known; perhaps the project may not use the feature.
    Unknown,
}

/// The difference between two clocks.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct ClockSkew(i64);

impl Diagnosis {
    pub(super) fn new(message: Option<&str>, answered_at: Option<UnixSeconds>) -> Self {
        Self {
            cause: message.map_or(AuthCause::Unknown, AuthCause::of),
            answered_at,
            skew: None,
        }
    }

    /// Measures this side's clock, which showed `now` when the answer came.
    pub fn measure(&mut self, now: UnixSeconds) {
        self.skew = self.answered_at.map(|answered| ClockSkew::between(now, answered));
    }

    /// Whether the clock explains the refusal: what is measured agrees with the message, or is so large that no token can
    /// be good.
    pub fn is_clock(&self) -> bool {
        let seconds = self.skew.map_or(0, ClockSkew::seconds);
        match self.cause {
            AuthCause::ClockAhead => seconds > 0,
            AuthCause::ClockBehind => seconds < 0,
            AuthCause::Unknown | AuthCause::WrongSignature => seconds.unsigned_abs() >= HOPELESS,
            AuthCause::UnknownKey | AuthCause::BadIssuer | AuthCause::OtherProject => false,
        }
    }
}

/// The skew that makes every token look unborn or expired, in seconds.
const HOPELESS: u64 = 60;

impl AuthCause {
    fn of(message: &str) -> Self {
        const KNOWN: &[(&str, AuthCause)] = &[
            ("issuer not found", AuthCause::UnknownKey),
            ("invalid issuer", AuthCause::BadIssuer),
            ("does not match the one in the url", AuthCause::OtherProject),
            ("issued time", AuthCause::ClockAhead),
            ("expired", AuthCause::ClockBehind),
            ("invalid signature", AuthCause::WrongSignature),
        ];
        let message = message.to_ascii_lowercase();
        let known = KNOWN.iter().find(|(part, _)| message.contains(part));
        known.map_or(Self::Unknown, |(_, cause)| *cause)
    }
}

impl ClockSkew {
    /// How far `ours` is ahead of `theirs`.
    pub fn between(ours: UnixSeconds, theirs: UnixSeconds) -> Self {
        let ahead = i128::from(ours.get()) - i128::from(theirs.get());
        Self(i64::try_from(ahead).unwrap_or(if ahead > 0 { i64::MAX } else { i64::MIN }))
    }

    /// In seconds; below zero if this side's clock is behind. Right to about a second.
    pub const fn seconds(self) -> i64 {
        self.0
    }
}

impl fmt::Display for ClockSkew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("the clock is right"),
            ahead @ 1.. => write!(f, "the clock is {ahead} s ahead"),
            behind => write!(f, "the clock is {} s behind", behind.unsigned_abs()),
        }
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.cause {
            AuthCause::UnknownKey => "the API key is unknown here",
            AuthCause::WrongSignature => "the secret does not belong to the API key",
            AuthCause::BadIssuer => "the issuer is no API key",
            AuthCause::OtherProject => "the path is of another project than the credentials",
            AuthCause::ClockAhead => "the token is from the future",
            AuthCause::ClockBehind => "the token has expired",
            AuthCause::Unknown => "the service does not say why",
        })?;
        match self.skew {
            Some(skew) => write!(f, "; {skew}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_recorded_message_has_a_cause() {
        for (message, cause) in [
            ("Issuer not found", AuthCause::UnknownKey),
            ("Invalid signature", AuthCause::WrongSignature),
            ("Invalid issuer format", AuthCause::BadIssuer),
            (
                "Id in the token does not match the one in the url",
                AuthCause::OtherProject,
            ),
            ("issued time cannot be greater than now", AuthCause::ClockAhead),
            ("Token expired", AuthCause::ClockBehind),
            ("No suitable method", AuthCause::Unknown),
            ("", AuthCause::Unknown),
        ] {
            assert_eq!(AuthCause::of(message), cause, "{message}");
        }
    }

    #[test]
    fn the_skew_is_told_with_its_direction() {
        let (early, late) = (UnixSeconds::new(1_000), UnixSeconds::new(1_090));
        assert_eq!(ClockSkew::between(late, early).to_string(), "the clock is 90 s ahead");
        assert_eq!(ClockSkew::between(early, late).to_string(), "the clock is 90 s behind");
        assert_eq!(
            ClockSkew::between(UnixSeconds::new(u64::MAX), early).seconds(),
            i64::MAX
        );
        assert_eq!(
            ClockSkew::between(early, UnixSeconds::new(u64::MAX)).seconds(),
            i64::MIN
        );
    }
}
