//! XML itself, and the session in it.

use core::error::Error;

use opentok_archive::Counted;
use opentok_archive::session::{ReadSessionError, Session};
use opentok_archive::xml::XmlError;

use crate::all_say;

#[test]
fn errors_of_xml_say_what_is_wrong() {
    let limit = 9;
    all_say(&[
        (&XmlError::DtdForbidden, "document has a DOCTYPE"),
        (&XmlError::EmptyDocument, "document is empty"),
        (&XmlError::InvalidCharRef, "reference to a character that XML forbids"),
        (&XmlError::InvalidEncoding, "bytes do not decode"),
        (&XmlError::Malformed { at: 7 }, "not well-formed XML at about byte 7"),
        (&XmlError::TooDeep { limit }, "elements are nested deeper than 9"),
        (
            &XmlError::TooLarge { limit, actual: 10 },
            "document is 10 bytes; the limit is 9",
        ),
        (
            &XmlError::TooMany {
                what: Counted::Attributes,
                limit,
            },
            "more than 9 attributes",
        ),
        (
            &XmlError::UnknownEntity { name: "nbsp".into() },
            r#"unknown entity "nbsp""#,
        ),
        (
            &XmlError::UnsupportedEncoding { name: "EBCDIC".into() },
            r#"unsupported encoding "EBCDIC""#,
        ),
        (&XmlError::ValueTooLong { limit }, "value is longer than 9 bytes"),
    ]);
}

#[test]
fn an_answer_that_describes_no_session_is_told_in_words() {
    let limit = 9;
    all_say(&[
        (
            &ReadSessionError::InvalidJson,
            "not JSON, nested too deep, or a key comes twice",
        ),
        (
            &ReadSessionError::InvalidValue { element: "session_id" },
            "session_id is empty or no text",
        ),
        (
            &ReadSessionError::MissingElement { element: "Session" },
            "Session is missing",
        ),
        (
            &ReadSessionError::TooLarge { limit, actual: 10 },
            "document is 10 bytes; the limit is 9",
        ),
        (
            &ReadSessionError::UnexpectedRoot { name: "html".into() },
            r#"root is "html" instead of "Sessions""#,
        ),
    ]);
    let error = Session::parse(b"<Sessions>").unwrap_err();
    assert_eq!(error.to_string(), "not a document that can be read");
    assert_eq!(
        error.source().unwrap().downcast_ref::<XmlError>().unwrap().code(),
        "malformed_xml"
    );
}
