//! What a crash leaves behind: everything that was acknowledged.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod serving;

use core::sync::atomic::{AtomicU16, Ordering};
use core::time::Duration;
use std::sync::Mutex;
use std::thread;

use serving::{Redis, Service, Serving, post, scratch, signal};

/// How often servers are killed: `OPENTOK_CRASHES` times, or a few.
fn crashes(few: u32) -> u32 {
    std::env::var("OPENTOK_CRASHES")
        .ok()
        .map_or(few, |text| text.parse().unwrap())
}

/// Sessions whose making was acknowledged.
#[derive(Debug, Default)]
struct Acknowledged(Mutex<Vec<String>>);

impl Acknowledged {
    /// Makes sessions one after the other until the server is gone; a reply that broke off is none.
    fn make_until_gone(&self, port: u16) {
        while let Ok(answer) = post(port, "/session", "{}") {
            if answer.status == 201 && serde_json::from_str::<serde_json::Value>(&answer.body).is_ok() {
                self.0.lock().unwrap().push(answer.text("id"));
            }
        }
    }

    /// Makes sure that a server knows some of them: the newest, and the oldest.
    fn check(&self, port: u16, newest: usize, when: &str) {
        let ids = self.0.lock().unwrap().clone();
        for id in ids.iter().rev().take(newest).chain(ids.iter().take(20)) {
            let answer = post(port, &format!("/session/{id}/access"), "{}").unwrap();
            assert_eq!(answer.status, 201, "{when}: {id} is lost: {}", answer.body);
        }
    }

    fn len(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

/// From before the first write to well into the load.
fn a_while(round: u32) -> Duration {
    Duration::from_millis(u64::from(round * 37 % 151))
}

#[test]
fn no_acknowledged_session_is_lost_to_a_crash() {
    let rounds = crashes(5);
    let folder = scratch("crash");
    let store = format!("file:{}", folder.join("store.db").display());
    let service = Service::start();
    let acknowledged = Acknowledged::default();
    for round in 0..rounds {
        let mut server = Serving::start(&store, service.port);
        acknowledged.check(server.port, 200, &format!("round {round}"));
        thread::scope(|threads| {
            for _ in 0..4 {
                threads.spawn(|| acknowledged.make_until_gone(server.port));
            }
            thread::sleep(a_while(round));
            signal(server.id(), "KILL");
        });
        server.kill();
    }
    let server = Serving::start(&store, service.port);
    assert!(acknowledged.len() > 0, "nothing was ever acknowledged");
    acknowledged.check(server.port, usize::MAX, "at the end");
    println!(
        "{rounds} crashes, {} sessions acknowledged, none lost",
        acknowledged.len()
    );
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn no_acknowledged_session_is_lost_to_those_who_share_a_redis_while_one_is_killed() {
    let rounds = crashes(3);
    let Some(redis) = Redis::start() else { return };
    let service = Service::start();
    let acknowledged = Acknowledged::default();
    let lasting = Serving::start(&redis.address(), service.port);
    let killed = AtomicU16::new(0);
    for round in 0..rounds {
        let mut doomed = Serving::start(&redis.address(), service.port);
        acknowledged.check(doomed.port, 200, &format!("round {round}, the new one"));
        let before = acknowledged.len();
        thread::scope(|threads| {
            for _ in 0..2 {
                threads.spawn(|| acknowledged.make_until_gone(doomed.port));
            }
            let others = threads.spawn(|| {
                // The other server goes on throughout: whatever happens to its neighbour, it is to answer.
                let mut made = 0;
                while killed.load(Ordering::SeqCst) <= u16::try_from(round).unwrap() || made < 5 {
                    let answer = post(lasting.port, "/session", "{}").unwrap();
                    assert_eq!(answer.status, 201, "{}", answer.body);
                    acknowledged.0.lock().unwrap().push(answer.text("id"));
                    made += 1;
                }
            });
            thread::sleep(a_while(round) + Duration::from_millis(20));
            signal(doomed.id(), "KILL");
            killed.fetch_add(1, Ordering::SeqCst);
            others.join().unwrap();
        });
        doomed.kill();
        let made = acknowledged.len() - before;
        acknowledged.check(lasting.port, made, &format!("round {round}, the other one"));
    }
    assert!(acknowledged.len() > 0, "nothing was ever acknowledged");
    let another = Serving::start(&redis.address(), service.port);
    acknowledged.check(another.port, usize::MAX, "at the end");
    println!(
        "{rounds} kills, {} sessions acknowledged, none lost",
        acknowledged.len()
    );
}
