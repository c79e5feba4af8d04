//! The manifest of 2011.

use opentok_archive::Counted;
use opentok_archive::manifest::{self, Element, ReadManifestError};

use crate::all_say;

#[test]
fn warnings_of_the_manifest_of_2011_name_their_place() {
    use manifest::Warning::{
        DanglingEvent, DuplicateElement, DuplicateVideo, MissingAttribute, MissingElement, NamespaceIgnored,
        RepairedQuotes, RepeatedPlay, UnexpectedText, UnknownAttribute, UnknownElement, UnknownEventType,
        UnknownVersion,
    };
    let id = || "a".into();
    let element = Element::Timeline;
    all_say(&[
        (
            &DanglingEvent { id: id(), index: 1 },
            r#"event 1 names an unknown video "a""#,
        ),
        (&DuplicateElement { element }, "second timeline"),
        (&DuplicateVideo { id: id(), index: 2 }, r#"video 2 repeats the id "a""#),
        (
            &MissingAttribute {
                element: Element::Video,
                attribute: "name",
                index: Some(0),
            },
            "video 0: name is missing",
        ),
        (
            &MissingAttribute {
                element: Element::Manifest,
                attribute: "version",
                index: None,
            },
            "manifest: version is missing",
        ),
        (&MissingElement { element }, "timeline is missing"),
        (&NamespaceIgnored { element }, "namespace of timeline is ignored"),
        (
            &RepairedQuotes { count: 3 },
            "typographic quotes of 3 values are repaired",
        ),
        (&RepeatedPlay { id: id(), index: 4 }, r#"event 4 plays "a" again"#),
        (&UnexpectedText { element }, "text in timeline"),
        (
            &UnknownAttribute {
                element: Element::Event,
                attribute: "x".into(),
                index: Some(5),
            },
            "event 5: x is unknown",
        ),
        (
            &UnknownElement {
                name: "x".into(),
                parent: Element::Resources,
            },
            r#"unknown element "x" in resources"#,
        ),
        (
            &UnknownEventType {
                value: "STOP".into(),
                index: 6,
            },
            r#"event 6 is of unknown type "STOP""#,
        ),
        (&UnknownVersion { value: "0.2".into() }, r#"unknown version "0.2""#),
    ]);
}

#[test]
fn errors_of_the_manifest_of_2011_name_their_place() {
    use ReadManifestError::{InvalidNumber, InvalidValue, MissingAttribute, MissingElement, TooMany, UnexpectedRoot};
    let (element, attribute) = (Element::Event, "offset");
    all_say(&[
        (
            &InvalidNumber {
                element,
                attribute,
                index: 1,
                value: "-1".into(),
            },
            r#"event 1: offset is not a number: "-1""#,
        ),
        (
            &InvalidValue {
                element,
                attribute: "id",
                index: Some(2),
            },
            "event 2: id is empty",
        ),
        (
            &MissingAttribute {
                element,
                attribute,
                index: Some(3),
            },
            "event 3: offset is missing",
        ),
        (
            &MissingAttribute {
                element: Element::Manifest,
                attribute: "archiveid",
                index: None,
            },
            "manifest: archiveid is missing",
        ),
        (
            &MissingElement {
                element: Element::Resources,
            },
            "resources is missing",
        ),
        (
            &TooMany {
                what: Counted::Events,
                limit: 9,
            },
            "more than 9 events",
        ),
        (
            &UnexpectedRoot { name: "html".into() },
            r#"root is "html" instead of "manifest""#,
        ),
    ]);
}
