//! Endpoints, bases and bodies through transports that need no network.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

use alloc::sync::Arc;
use core::error::Error;

use bytes::Bytes;
use http_endpoint::{
    AnyTransport, Base, BlockingBody, BlockingTransport, Body, BuildRequestError, DEFAULT_MAX_BODY, Endpoint,
    ExchangeError, FnTransport, Safety, Transport, TransportError, TransportErrorKind, exchange, exchange_blocking,
};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;

/// Asks for a note by its id.
struct ReadNote<'a>(&'a str);

#[derive(Debug, PartialEq)]
struct NoSuchNote(u16);

impl core::fmt::Display for NoSuchNote {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("no such note")
    }
}

impl Error for NoSuchNote {}

impl Endpoint for ReadNote<'_> {
    type Output = String;
    type Error = NoSuchNote;

    fn request(&self, base: &Base) -> http::Request<Bytes> {
        base.get(&["note", self.0]).build()
    }

    fn parse(&self, response: http::Response<Bytes>) -> Result<String, NoSuchNote> {
        match response.status().as_u16() {
            200 => Ok(String::from_utf8_lossy(response.body()).into_owned()),
            status => Err(NoSuchNote(status)),
        }
    }

    fn safety(&self) -> Safety {
        Safety::Safe
    }

    fn max_body(&self) -> usize {
        100
    }
}

/// Says which note it was asked for.
fn notes() -> impl Transport {
    FnTransport(|request: http::Request<Bytes>| async move {
        assert_eq!(Safety::of(&request), Safety::Safe);
        let (mut status, mut body) = (200, decoded(request.uri()).pop().unwrap());
        if body == "missing" {
            status = 404;
        }
        if body == "long" {
            body = "a".repeat(101);
        }
        Ok(http::Response::builder().status(status).body(Body::from(body)).unwrap())
    })
}

fn base() -> Base {
    Base::new("https://notes.example/v1").unwrap()
}

/// The segments as a server sees them.
fn decoded(uri: &http::Uri) -> Vec<String> {
    let segments = uri.path().strip_prefix("/v1/").unwrap().split('/');
    segments
        .map(|segment| percent_decode_str(segment).decode_utf8().unwrap().into_owned())
        .collect()
}

#[tokio::test]
async fn an_exchange_ends_in_output_answer_or_failure() {
    let transport = notes();
    assert_eq!(exchange(&transport, &base(), &ReadNote("a/b")).await.unwrap(), "a/b");
    let error = exchange(&transport, &base(), &ReadNote("missing")).await.unwrap_err();
    assert!(matches!(error, ExchangeError::Answer(NoSuchNote(404))));
    assert_eq!(error.source().unwrap().to_string(), "no such note");
    for (id, kind) in [
        ("long", TransportErrorKind::TooLarge),
        ("..", TransportErrorKind::Request),
    ] {
        match exchange(&transport, &base(), &ReadNote(id)).await.unwrap_err() {
            ExchangeError::Transport(error) => assert_eq!(error.kind(), kind),
            error => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn whatever_holds_a_transport_is_one() {
    let any = AnyTransport::new(Arc::new(Box::new(notes())));
    let transports = (&any, any.clone(), Arc::new(any.clone()), Box::new(any.clone()));
    let endpoint = &ReadNote("a");
    assert_eq!(exchange(&transports.0, &base(), endpoint).await.unwrap(), "a");
    assert_eq!(exchange(&transports.1, &base(), endpoint).await.unwrap(), "a");
    assert_eq!(exchange(&transports.2, &base(), endpoint).await.unwrap(), "a");
    assert_eq!(exchange(&transports.3, &base(), &endpoint).await.unwrap(), "a");
    fn travels<T: Send + Sync + 'static>(_: T) {}
    travels(any);
}

#[test]
fn the_same_endpoint_works_for_threads_that_wait() {
    struct Waiting;

    impl BlockingTransport for Waiting {
        fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
            let body = decoded(request.uri()).pop().unwrap().repeat(20);
            Ok(http::Response::new(BlockingBody::from(body)))
        }
    }

    let transport: Box<dyn BlockingTransport> = Box::new(Waiting);
    assert_eq!(
        exchange_blocking(&transport, &base(), &ReadNote("abc")).unwrap().len(),
        60
    );
    let error = exchange_blocking(&transport, &base(), &ReadNote("abcdef")).unwrap_err();
    assert!(matches!(error, ExchangeError::Transport(error) if error.kind() == TransportErrorKind::TooLarge));
}

#[tokio::test]
async fn a_body_is_read_up_to_its_limit_and_no_further() {
    for len in [0, 1, 99, 100] {
        assert_eq!(Body::from(vec![b'a'; len]).collect(100).await.unwrap().len(), len);
    }
    let error = Body::from(vec![b'a'; 101]).collect(100).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
    let mut body = Body::from("abc");
    assert_eq!(body.chunk().await.unwrap().unwrap(), "abc");
    assert!(body.chunk().await.is_none() && Body::empty().chunk().await.is_none());
}

#[test]
fn errors_show_neither_url_nor_header_nor_body() {
    let secret = "hunter2";
    let request = base()
        .post(&[secret, ""])
        .query("q", secret)
        .header("authorization", secret)
        .json_body(secret);
    assert!(!format!("{request:?}").contains(secret));
    let error = TransportError::from(request.try_build().unwrap_err());
    assert!(!format!("{error}{error:?}").contains(secret));
    let url = format!("https://user:{secret}@h");
    assert!(!format!("{:?}", Base::new(&url).unwrap_err()).contains(secret));
    let body = Body::from(secret);
    assert!(!format!("{body:?}").contains(secret));
}

#[test]
fn the_usual_cap_is_eight_mebibytes() {
    struct Usual;

    impl Endpoint for Usual {
        type Output = ();
        type Error = ();

        fn request(&self, base: &Base) -> http::Request<Bytes> {
            base.get(&["a"]).build()
        }

        fn parse(&self, _: http::Response<Bytes>) -> Result<(), ()> {
            Ok(())
        }

        fn safety(&self) -> Safety {
            Safety::Idempotent
        }
    }

    assert_eq!((Usual.max_body(), DEFAULT_MAX_BODY), (8_388_608, 8_388_608));
    assert_eq!(Safety::of(&Usual.prepare(&base())), Safety::Idempotent);
}

/// Any text, with a liking for what is dangerous in a path.
fn hostile_id() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("../".to_owned()),
        Just("..".to_owned()),
        Just(".".to_owned()),
        Just("?".to_owned()),
        Just("#".to_owned()),
        Just("%2f".to_owned()),
        Just("%2e%2e".to_owned()),
        Just("\0".to_owned()),
        Just("\n".to_owned()),
        Just("\\".to_owned()),
        Just("//".to_owned()),
        any::<String>(),
    ];
    proptest::collection::vec(part, 0..4).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_id_arrives_exactly_or_is_refused(id in hostile_id(), other in hostile_id()) {
        let built = base().get(&["project", &id, "item", &other]).query(&id, &other).try_build();
        let special = |text: &str| matches!(text, "" | "." | "..");
        match built {
            Err(BuildRequestError::DotSegment { .. } | BuildRequestError::EmptySegment { .. }) => {
                prop_assert!(special(&id) || special(&other));
            }
            Err(error) => prop_assert!(false, "{error}"),
            Ok(request) => {
                prop_assert!(!special(&id) && !special(&other));
                prop_assert_eq!(decoded(request.uri()), ["project", &id, "item", &other]);
                let (name, value) = request.uri().query().unwrap().split_once('=').unwrap();
                let decode = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
                prop_assert_eq!((decode(name), decode(value)), (id, other));
                prop_assert_eq!(request.uri().host(), Some("notes.example"));
            }
        }
    }
}
