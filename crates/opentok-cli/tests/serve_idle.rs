//! What connections cost on which nothing happens.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod serving;

use std::io::{Read, Write};
use std::net::TcpStream;

use serving::{Service, Serving, post};

/// How many connections: `OPENTOK_IDLE`, for which `ulimit -n` must make room, or a few.
fn connections() -> usize {
    std::env::var("OPENTOK_IDLE")
        .ok()
        .map_or(500, |text| text.parse().unwrap())
}

/// Memory of a process that is really there, in bytes.
fn resident(process: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    let kib: usize = line.trim().strip_suffix(" kB").unwrap().parse().unwrap();
    kib * 1024
}

#[test]
fn idle_connections_cost_little_and_keep_nobody_waiting() {
    let service = Service::start();
    let server = Serving::start("memory:", service.port);
    assert_eq!(post(server.port, "/session", "{}").unwrap().status, 201);
    let count = connections();
    let before = resident(server.id());
    let connect = || TcpStream::connect(("127.0.0.1", server.port)).unwrap();

    let silent: Vec<_> = (0..count).map(|_| connect()).collect();
    assert_eq!(post(server.port, "/session", "{}").unwrap().status, 201);
    let per_silent = resident(server.id()).saturating_sub(before) / count;
    println!("{count} connections on which nothing was said: {per_silent} bytes each");
    assert!(per_silent < 8 * 1024, "{per_silent} bytes for each");
    drop(silent);

    let before = resident(server.id());
    let mut resting: Vec<_> = (0..count).map(|_| connect()).collect();
    for stream in &mut resting {
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    }
    for stream in &mut resting {
        let mut reply = [0; 1024];
        let mut len = 0;
        while !reply[..len].ends_with(br#"{"status":"ok"}"#) {
            let read = stream.read(&mut reply[len..]).unwrap();
            assert!(read > 0, "a connection was closed");
            len += read;
        }
    }
    assert_eq!(post(server.port, "/session", "{}").unwrap().status, 201);
    let per_resting = resident(server.id()).saturating_sub(before) / count;
    println!("{count} connections between two requests: {per_resting} bytes each");
    assert!(per_resting < 48 * 1024, "{per_resting} bytes for each");
    drop(resting);
}
