//! Which requests a receiver takes.

use alloc::sync::Arc;

use bytes::Bytes;
use http::{Request, StatusCode};
use opentok_rest::webhook::{
    Family, ParseEventError, ReceiveError, Receiver, RecentCallbacks, ReplayGuard, ReplayKey, Verifier,
};
use opentok_token::UnixSeconds;

use crate::{BODY, NOW, SECRET, now, receiver, request, signed};

#[test]
fn a_callback_is_received_once() {
    let receiver = receiver(Verifier::new(SECRET)).guard(RecentCallbacks::default());
    let token = signed(SECRET, NOW, BODY);
    let callback = receiver.receive(&request(&token, BODY)).unwrap();
    assert_eq!(
        (callback.event.family(), &callback.body[..]),
        (Some(Family::Archive), BODY)
    );
    let again = receiver.clone().receive(&request(&token, BODY)).unwrap_err();
    assert_eq!((again, again.status()), (ReceiveError::Replayed, StatusCode::OK));
    // What came to nothing is taken when it comes again.
    receiver.give_back(&callback);
    assert!(receiver.receive(&request(&token, BODY)).is_ok());
}

#[test]
fn a_guard_is_asked_about_proven_and_readable_callbacks_only() {
    struct Asked(Arc<std::sync::Mutex<Vec<(ReplayKey, UnixSeconds)>>>);

    impl ReplayGuard for Asked {
        fn is_new(&self, key: ReplayKey, until: UnixSeconds, at: UnixSeconds) -> bool {
            assert_eq!(at, now());
            self.0.lock().unwrap().push((key, until));
            true
        }

        fn forget(&self, _: ReplayKey) {}
    }

    let asked = Arc::default();
    let receiver = receiver(Verifier::new(SECRET)).guard(Asked(Arc::clone(&asked)));
    let unread: &[u8] = b"{";
    assert!(receiver.receive(&request(&signed("other", NOW, BODY), BODY)).is_err());
    let error = receiver
        .receive(&request(&signed(SECRET, NOW, unread), unread))
        .unwrap_err();
    assert!(matches!(error, ReceiveError::Parse(ParseEventError::Json { .. })));
    assert!(asked.lock().unwrap().is_empty());
    let proof = receiver
        .receive(&request(&signed(SECRET, NOW, BODY), BODY))
        .unwrap()
        .proof
        .unwrap();
    assert_eq!(*asked.lock().unwrap(), [(proof.replay_key, proof.believed_until)]);
}

#[test]
fn each_error_has_its_status() {
    let receiver = receiver(Verifier::new(SECRET));
    let get = Request::get("/").body(Bytes::new()).unwrap();
    let post = Request::post("/").body(Bytes::from_static(BODY)).unwrap();
    for (request, status) in [
        (get, 405),
        (post, 401),
        (request(&signed(SECRET, NOW, b"[]"), b"[]"), 400),
    ] {
        assert_eq!(receiver.receive(&request).unwrap_err().status().as_u16(), status);
    }
    let too_large = ReceiveError::Parse(ParseEventError::TooLarge { len: 1 });
    assert_eq!(too_large.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn an_unsigned_receiver_takes_everything_and_proves_nothing() {
    let receiver = Receiver::unsigned()
        .only(Family::Archive)
        .guard(RecentCallbacks::default());
    let body = Bytes::from_static(br#"{"id":"a","status":"expired"}"#);
    let post = Request::post("/").body(body).unwrap();
    for _ in 0..2 {
        let callback = receiver.receive(&post).unwrap();
        assert_eq!((callback.event.family(), callback.proof), (Some(Family::Archive), None));
    }
}
