//! What clients hold while they work, and leave behind when they are gone. One test, so that nothing else in the process
//! comes and goes meanwhile.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(target_os = "linux")]

extern crate alloc;

mod support;

use alloc::sync::Arc;
use core::{
    net::SocketAddr,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};
use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread,
    time::Instant,
};

use http_endpoint::{Base, HyperTransport, net::NetSettings};
use opentok_rest::{Client, session::ListStreams};
use support::{opentok, samples::session};

const POOL: usize = 8;

/// A thread that accepts, and one for each connection; says how many it has accepted.
fn serve() -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let accepted = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&accepted);
    thread::spawn(move || {
        for stream in listener.incoming() {
            count.fetch_add(1, Ordering::SeqCst);
            thread::spawn(move || answer(stream.unwrap()));
        }
    });
    (address, accepted)
}

fn answer(mut stream: TcpStream) -> Option<()> {
    loop {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).ok()?;
            head.push(byte[0]);
        }
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{\"items\":[]}";
        stream.write_all(answer).ok()?;
    }
}

fn client(address: SocketAddr) -> Client<HyperTransport> {
    let transport = HyperTransport::new(&NetSettings::new().connections(POOL)).unwrap();
    let base = Base::new(&format!("http://{address}")).unwrap();
    Client::new(transport, opentok()).base(base).unwrap()
}

/// Threads and descriptors of this process.
fn held() -> (usize, usize) {
    let count = |what: &str| fs::read_dir(format!("/proc/self/{what}")).unwrap().count();
    (count("task"), count("fd"))
}

#[test]
fn clients_leave_nothing_behind_and_share_few_connections() {
    let (address, accepted) = serve();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let list = || ListStreams::new(session());
    // Connections are the server's too, whose threads take a while to see that they are closed.
    let settle = |wanted: Option<(usize, usize)>| {
        let start = Instant::now();
        let mut since = Instant::now();
        let mut last = held();
        while Some(last) != wanted && since.elapsed() < Duration::from_millis(500) && start.elapsed().as_secs() < 60 {
            runtime.block_on(async { tokio::time::sleep(Duration::from_millis(20)).await });
            let now = held();
            if now != last {
                (since, last) = (Instant::now(), now);
            }
        }
        last
    };

    runtime.block_on(client(address).call(&list())).unwrap();
    let before = settle(None);
    for _ in 0..1000 {
        runtime.block_on(client(address).call(&list())).unwrap();
    }
    let after = settle(Some(before));
    println!("threads and descriptors: {before:?} before, {after:?} after 1000 clients");
    assert_eq!(after, before);

    accepted.store(0, Ordering::SeqCst);
    let shared = Arc::new(client(address));
    runtime.block_on(async {
        let mut calls = tokio::task::JoinSet::new();
        for _ in 0..1000 {
            let shared = Arc::clone(&shared);
            calls.spawn(async move { shared.call(&list()).await.is_ok() });
        }
        assert!(calls.join_all().await.into_iter().all(|good| good));
    });
    let accepted = accepted.load(Ordering::SeqCst);
    println!("connections of 1000 calls at once with a pool of {POOL}: {accepted}");
    assert!((1..=POOL).contains(&accepted));
}
