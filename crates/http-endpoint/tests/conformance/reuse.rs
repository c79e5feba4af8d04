//! Connections are used again.

use std::collections::HashSet;

use http_endpoint::{AnyTransport, Transport};
use percent_encoding::percent_decode_str;

use crate::server::{Server, answer};

pub(crate) async fn a_thousand_calls_use_no_more_connections_than_the_pool(transport: AnyTransport) {
    let server = Server::start(|connection, _| answer(connection, b"ok")).await;
    let mut callers = tokio::task::JoinSet::new();
    let mut sent = HashSet::new();
    for caller in 0..4 {
        let ids: Vec<String> = (0..250).map(|call| hostile_id(caller * 250 + call)).collect();
        sent.extend(ids.iter().cloned());
        let (transport, base) = (transport.clone(), server.base());
        callers.spawn(async move {
            for id in ids {
                let response = transport.send(base.get(&["item", &id, "end"]).build()).await.unwrap();
                assert_eq!(response.into_body().collect(10).await.unwrap(), "ok");
            }
        });
    }
    while let Some(caller) = callers.join_next().await {
        caller.unwrap();
    }
    assert!(server.connections() <= 8, "{} connections", server.connections());

    let arrived: HashSet<String> = server
        .arrived()
        .iter()
        .map(|arrived| only_id(arrived.target()))
        .collect();
    assert_eq!(arrived, sent);
}

/// However busy the machine: more than a millisecond passes between the calls, and less than an hour.
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
pub(crate) async fn a_connection_idle_for_too_long_is_not_used_again(
    adapter: fn(&http_endpoint::net::NetSettings) -> AnyTransport,
) {
    use core::time::Duration;
    use http_endpoint::Safety;

    const REST: Duration = Duration::from_millis(30);
    for (idle_timeout, connections) in [(Duration::from_millis(1), 3), (Duration::from_secs(3600), 1)] {
        let server = Server::start(|connection, _| answer(connection, b"ok")).await;
        let transport = adapter(&crate::adapters::settings().idle_timeout(idle_timeout));
        for _ in 0..3 {
            let once = server.base().post(&["a"]).safety(Safety::Once).build();
            let response = transport.send(once).await.unwrap();
            assert_eq!(response.into_body().collect(2).await.unwrap(), "ok");
            tokio::time::sleep(REST).await;
        }
        assert_eq!((server.connections(), server.arrived().len()), (connections, 3));
    }
}

/// It answers, and hangs up without a word. Nobody sends a call that may be sent once only into that.
#[cfg(feature = "hyper")]
pub(crate) async fn a_connection_that_the_service_closed_is_not_used_again(transport: AnyTransport) {
    use core::time::Duration;
    use http_endpoint::Safety;

    let server = Server::start(|connection, _| async move {
        drop(answer(connection, b"ok").await);
        None
    })
    .await;
    for _ in 0..3 {
        let once = server.base().post(&["a"]).safety(Safety::Once).build();
        let response = transport.send(once).await.unwrap();
        assert_eq!(response.into_body().collect(2).await.unwrap(), "ok");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    assert_eq!((server.connections(), server.arrived().len()), (3, 3));
}

/// An answer that is dropped unread, as a retry drops one, does not cost its connection if it has arrived.
#[cfg(feature = "hyper")]
pub(crate) async fn an_answer_dropped_unread_leaves_the_pool_in_order(transport: AnyTransport) {
    let short = Server::start(|connection, _| answer(connection, b"ok")).await;
    let long = Server::start(|connection, _| answer(connection, &[b'a'; 1 << 20])).await;
    for server in [&short, &long] {
        for _ in 0..20 {
            drop(transport.send(server.base().get(&["a"]).build()).await.unwrap());
        }
        let response = transport.send(server.base().get(&["a"]).build()).await.unwrap();
        assert!(response.into_body().collect(1 << 20).await.is_ok());
        assert_eq!(server.arrived().len(), 21);
    }
    assert!(short.connections() < 21, "{} connections", short.connections());
}

/// For the adapters that bound themselves: a blocking one is bounded by the threads of its caller.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(crate) async fn no_more_exchanges_are_under_way_than_settings_allow(
    adapter: fn(&http_endpoint::net::NetSettings) -> AnyTransport,
) {
    use alloc::sync::Arc;
    use core::sync::atomic::{AtomicUsize, Ordering};
    use core::time::Duration;

    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let seen = Arc::clone(&most);
    let server = Server::start(move |connection, _| {
        let (now, most) = (Arc::clone(&now), Arc::clone(&most));
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(5)).await;
            now.fetch_sub(1, Ordering::SeqCst);
            answer(connection, b"ok").await
        }
    })
    .await;
    let transport = adapter(&crate::adapters::settings().connections(2));
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let (transport, base) = (transport.clone(), server.base());
        callers.spawn(async move {
            transport
                .send(base.get(&["a"]).build())
                .await
                .unwrap()
                .into_body()
                .collect(2)
                .await
        });
    }
    assert!(callers.join_all().await.iter().all(Result::is_ok));
    assert_eq!((seen.load(Ordering::SeqCst), server.arrived().len()), (2, 40));
}

/// Each is another one.
fn hostile_id(number: usize) -> String {
    let parts = [
        "../", "?", "%2f", "\0", "\n", "#", " ", "..", "ü", "\\", "a", "%", "+", "&", ";", "/",
    ];
    format!("{}{}{number}", parts[number % 16], parts[number / 16 % 16])
}

/// The segment between the two known ones, decoded.
fn only_id(target: &str) -> String {
    let ["", "item", id, "end"] = target.split('/').collect::<Vec<_>>()[..] else {
        panic!("{target}");
    };
    percent_decode_str(id).decode_utf8().unwrap().into_owned()
}
