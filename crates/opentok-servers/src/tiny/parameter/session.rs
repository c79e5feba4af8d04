//! What sessions and tokens can be told.

use core::net::Ipv4Addr;

use opentok_sdk::token::limits::{DEFAULT_LIFETIME, MAX_CONNECTION_DATA, MAX_LIFETIME};
use opentok_sdk::token::{Role, UnixSeconds};

use super::{Kind, Parameter, optional};
use crate::http::{ApiError, Fields};
use crate::tiny::MediaMode;

pub(crate) const MEDIA_MODE: Parameter = Parameter {
    kind: Kind::OneOf(&["routed", "relayed"]),
    error: "invalid_media_mode",
    ..optional("mediaMode", "how streams travel; routed unless given")
};
pub(crate) const LOCATION: Parameter = Parameter {
    kind: Kind::Ipv4,
    error: "invalid_location",
    ..optional(
        "location",
        "IPv4 address near which the session's media servers should be",
    )
};
pub(crate) const ROLE: Parameter = Parameter {
    kind: Kind::OneOf(&["publisher", "subscriber", "moderator", "publisheronly"]),
    error: "invalid_role",
    ..optional("role", "what the token's bearer may do; publisher unless given")
};
pub(crate) const EXPIRES_AT: Parameter = Parameter {
    kind: Kind::Expiry,
    alias: Some("expires_at"),
    error: "invalid_expires_at",
    ..optional(
        "expiresAt",
        "when the token ends, in seconds since 1970; in 24 hours unless given, in 30 days at most",
    )
};
pub(crate) const DATA: Parameter = Parameter {
    kind: Kind::Text {
        least: 0,
        most: MAX_CONNECTION_DATA,
    },
    error: "invalid_data",
    ..optional("data", "text that every client in the session sees with this one")
};

/// `mediaMode`.
pub(crate) fn media_mode(fields: &Fields<'_>) -> Result<MediaMode, ApiError> {
    let text = MEDIA_MODE.text(fields)?;
    text.map_or(Ok(MediaMode::Routed), |text| {
        text.parse().map_err(|()| MEDIA_MODE.refuse())
    })
}

/// `location`.
pub(crate) fn location(fields: &Fields<'_>) -> Result<Option<Ipv4Addr>, ApiError> {
    let text = LOCATION.text(fields)?;
    text.map(|text| text.parse().map_err(|_| LOCATION.refuse())).transpose()
}

/// `role`.
pub(crate) fn role(fields: &Fields<'_>) -> Result<Role, ApiError> {
    let text = ROLE.text(fields)?;
    text.map_or(Ok(Role::Publisher), |text| text.parse().map_err(|_| ROLE.refuse()))
}

/// `expiresAt`, or its alias; if both are given they must agree.
pub(crate) fn expires_at(fields: &Fields<'_>, now: UnixSeconds) -> Result<UnixSeconds, ApiError> {
    let read = |name| -> Result<Option<u64>, ApiError> {
        let field = fields.get(name)?;
        field
            .map(|field| field.unsigned().ok_or_else(|| EXPIRES_AT.refuse()))
            .transpose()
    };
    let alias = EXPIRES_AT.alias.map_or(Ok(None), read)?;
    let seconds = match (read(EXPIRES_AT.name)?, alias) {
        (Some(one), Some(other)) if one != other => return Err(EXPIRES_AT.refuse()),
        (Some(seconds), _) | (None, Some(seconds)) => seconds,
        (None, None) => return Ok(now.plus(DEFAULT_LIFETIME)),
    };
    if (now.get()..=now.get() + MAX_LIFETIME).contains(&seconds) {
        Ok(UnixSeconds::new(seconds))
    } else {
        Err(EXPIRES_AT.refuse())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::MediaType;

    fn fields(json: &str) -> Fields<'_> {
        Fields::read(MediaType::Json, json.as_bytes()).unwrap()
    }

    #[test]
    fn the_words_of_the_table_are_those_of_the_types() {
        let Kind::OneOf(roles) = &ROLE.kind else { panic!() };
        assert_eq!(roles.to_vec(), Role::ALL.map(Role::as_str));
        let Kind::OneOf(modes) = &MEDIA_MODE.kind else { panic!() };
        assert!(modes.iter().all(|mode| mode.parse::<MediaMode>().is_ok()));
        assert_eq!(
            ROLE.refuse().into_reply("").body(),
            r#"{"error":"invalid_role","message":"role must be publisher, subscriber, moderator or publisheronly","parameter":"role","requestId":""}"#
        );
    }

    #[test]
    fn an_expiry_lies_between_now_and_thirty_days() {
        let now = UnixSeconds::new(1_700_000_000);
        let at = |seconds: u64| expires_at(&fields(&format!("{{\"expiresAt\":{seconds}}}")), now).map(UnixSeconds::get);
        assert_eq!(at(1_700_000_000), Ok(1_700_000_000));
        assert_eq!(at(1_702_592_000), Ok(1_702_592_000));
        assert!(at(1_699_999_999).is_err());
        assert!(at(1_702_592_001).is_err());
        assert_eq!(expires_at(&fields("{}"), now).map(UnixSeconds::get), Ok(1_700_086_400));
    }

    #[test]
    fn two_spellings_of_the_expiry_must_agree() {
        let now = UnixSeconds::new(1_000);
        let read = |json: &str| expires_at(&fields(json), now).map(UnixSeconds::get);
        assert_eq!(read(r#"{"expiresAt":2000,"expires_at":"2000"}"#), Ok(2_000));
        assert_eq!(read(r#"{"expires_at":2000}"#), Ok(2_000));
        assert_eq!(
            read(r#"{"expiresAt":2000,"expires_at":2001}"#).unwrap_err().word(),
            "invalid_expires_at"
        );
    }

    #[test]
    fn data_is_counted_in_characters() {
        let data = |count: usize| format!("{{\"data\":\"{}\"}}", "é".repeat(count));
        assert!(DATA.text(&fields(&data(1000))).is_ok());
        assert_eq!(DATA.text(&fields(&data(1001))).unwrap_err().word(), "invalid_data");
    }

    #[test]
    fn addresses_are_four_decimal_numbers() {
        let read = |text: &str| location(&fields(&format!("{{\"location\":\"{text}\"}}")));
        assert_eq!(read("10.1.200.30"), Ok(Some(Ipv4Addr::new(10, 1, 200, 30))));
        for text in [
            "010.1.1.1",
            " 10.0.0.1",
            "10.0.0.0/8",
            "2001:db8::1",
            "1.2.3",
            "256.1.1.1",
            "",
        ] {
            assert_eq!(read(text).unwrap_err().word(), "invalid_location", "{text}");
        }
    }
}
