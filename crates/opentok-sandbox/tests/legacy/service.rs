#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::time::Duration;
use std::collections::HashMap;

use http::Method;
use opentok_sandbox::{
    Clock, Options, Sandbox,
    legacy::{Environment, Era, Legacy},
};
use opentok_token::{ApiSecret, Grant, Nonce, Project, Role, SessionId, Signer, UnixSeconds};

use crate::support::{Answer, send};

pub(crate) const KEY: &str = "100200";
pub(crate) const SECRET: &str = "0123456789abcdef0123456789abcdef01234567";
pub(crate) const PARTNER: (&str, &str) = ("X-TB-PARTNER-AUTH", "100200:0123456789abcdef0123456789abcdef01234567");
pub(crate) const SESSION: &str = "1_MX4xMDAyMDB-MTI3LjAuMC4xflRodSBBdWcgMTYgMDk6NDk6NTYgUERUIDIwMTJ-MC41MDk2NDYyfg";
pub(crate) const ARCHIVE: &str = "7c1f0a52-3d8e-4b7a-9a41-0f6f2b8e11d0";
pub(crate) const VIDEO: &str = "a1d0c3f4-0001-4c55-8f10-5b7e3c9d2a01";
pub(crate) const MANIFEST: &str = include_str!("../data/legacy/manifests/v02-two-recorded-shape.xml");
pub(crate) const MISSING: &str = include_str!("../data/legacy/manifests/e10-errors-not-found.xml");
/// When the tokens of the vectors were made, and a second.
pub(crate) const NOW_S: u64 = 1_346_801_233;

/// A service of the time, with a project and its archive.
pub(crate) struct Service(pub(crate) Sandbox);

impl Service {
    pub(crate) fn new(legacy: Legacy) -> Self {
        let service = Self::without_archive(legacy);
        service.store(MANIFEST);
        service
    }

    pub(crate) fn without_archive(legacy: Legacy) -> Self {
        let clock = Clock::fixed(NOW_S * 1000);
        let sandbox = Sandbox::new(Options::new().seed(1).clock(clock).legacy(legacy));
        let service = Self(sandbox);
        service.project(KEY, SECRET);
        service
    }

    pub(crate) fn production() -> Self {
        Self::new(Legacy::new())
    }

    pub(crate) fn staging() -> Self {
        Self::new(Legacy::new().environment(Environment::Staging))
    }

    pub(crate) fn in_2014() -> Self {
        Self::new(Legacy::new().era(Era::Y2014))
    }

    pub(crate) fn project(&self, key: &str, secret: &str) {
        let body = format!(r#"{{"key":"{key}","secret":"{secret}"}}"#);
        send(&self.0, Method::POST, "/sandbox/project", &[], &body).expect(200);
    }

    pub(crate) fn store(&self, manifest: &str) {
        self.0.store_legacy_archive(KEY, manifest, HashMap::new()).unwrap();
    }

    pub(crate) fn wait_s(&self, seconds: u64) {
        self.0.advance(Duration::from_secs(seconds));
    }

    pub(crate) fn get(&self, path: &str, header: (&str, &str)) -> Answer {
        send(&self.0, Method::GET, path, &[(header.0, header.1.to_owned())], "")
    }

    pub(crate) fn post(&self, path: &str, header: (&str, &str), body: &str) -> Answer {
        send(&self.0, Method::POST, path, &[(header.0, header.1.to_owned())], body)
    }

    /// A GET of an address that was given out, by somebody without credentials.
    pub(crate) fn fetch(&self, address: &str) -> Answer {
        send(&self.0, Method::GET, address, &[], "")
    }

    /// A token of this role, made now.
    pub(crate) fn token(&self, role: Role) -> String {
        token_of(KEY, SECRET, SESSION, role, self.0.now_ms() / 1000)
    }
}

pub(crate) fn token_of(key: &str, secret: &str, session: &str, role: Role, now_s: u64) -> String {
    let signer = Signer::new(Project::new(key.parse().unwrap(), ApiSecret::new(secret)));
    let session: SessionId = session.parse().unwrap();
    let grant = Grant::new(&session).role(role);
    let token = signer.sign_t1(&grant, UnixSeconds::new(now_s), Nonce::new(7)).unwrap();
    token.expose().to_owned()
}

/// The content type of an answer.
pub(crate) fn content_type(answer: &Answer) -> Option<&str> {
    answer.headers.get("content-type").map(|value| value.to_str().unwrap())
}
