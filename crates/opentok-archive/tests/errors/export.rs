//! Exports.

use opentok_archive::export::ExportError;

#[test]
fn errors_of_exports_say_what_cannot_be_expressed() {
    for (error, code, text) in [
        (ExportError::Empty, "empty", "nobody is ever live"),
        (
            ExportError::Gap { at_ms: 7 },
            "gap",
            "the gap at 7 ms cannot be expressed",
        ),
        (
            ExportError::Overlap,
            "overlap",
            "segments that overlap cannot be expressed",
        ),
        (
            ExportError::PastMidnight,
            "past_midnight",
            "recording goes past 24 hours",
        ),
        (
            ExportError::TooLong,
            "too_long",
            "result would be longer than 268435456 bytes",
        ),
        (
            ExportError::TooManyEvents { track: 2 },
            "too_many_events",
            "track 2 has more than 999 events",
        ),
        (
            ExportError::UnsafeMedia { segment: 3 },
            "unsafe_media",
            "media of segment 3 is no plain file name",
        ),
    ] {
        assert_eq!((error.code(), error.to_string().as_str()), (code, text));
    }
}
