//! Session ids: what is read is what is printed, and everything about them agrees with a naive reading.

use opentok_token::{ApiKey, SessionId};

use crate::naive;

/// The first line is an id, the rest, if any, a key to compare it with.
pub fn run(data: &[u8]) {
    let Ok(text) = core::str::from_utf8(data) else { return };
    let (text, key) = text.split_once('\n').unwrap_or((text, "123456"));

    let fields = naive::session_fields(text);
    let Ok(id) = text.parse::<SessionId>() else {
        assert!(fields.is_none(), "refused, but has the fields {fields:?}");
        return;
    };
    let fields = fields.expect("accepted, but no session id to the naive reader");

    assert_eq!(id.as_str(), text);
    assert_eq!(id.to_string().parse(), Ok(id));
    assert!(id.payload().fields().eq(fields.iter()));
    assert_eq!(id.payload().owner(), fields[1]);
    // Only has to return.
    let _ = (id.payload().created(), id.payload().random());

    let owner = fields[1].as_str();
    let longer = format!("{owner}0");
    let shorter = owner.char_indices().next_back().map_or("", |(at, _)| &owner[..at]);
    for candidate in [owner, &longer, shorter, "1", &fields[3], key] {
        let Ok(key) = candidate.parse::<ApiKey>() else { continue };
        assert_eq!(
            id.belongs_to(&key),
            candidate == owner,
            "{candidate:?} against {owner:?}"
        );
        assert_eq!(SessionId::parse_for(text, &key).is_ok(), candidate == owner);
    }
}
