//! What several tests need.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(dead_code, reason = "no test needs it all")]

pub mod samples;

use core::fmt::Debug;

use bytes::Bytes;
use opentok_rest::{AnswerError, Call, Client, Credentials, OpenTok, Site};
use samples::Visitor;

pub const SECRET: &str = "1234567890abcdef1234567890abcdef12345678";

pub fn opentok() -> Credentials {
    OpenTok::new("10000001".parse().unwrap(), SECRET).into()
}

pub fn site() -> Site {
    Site::opentok("10000001")
}

pub fn client<T: http_endpoint::Transport>(transport: T) -> Client<T> {
    Client::new(transport, opentok())
}

pub fn answer(status: u16, body: impl Into<Bytes>) -> http::Response<Bytes> {
    http::Response::builder().status(status).body(body.into()).unwrap()
}

/// What a call makes of an answer, in words.
pub type Parse = Box<dyn Fn(http::Response<Bytes>) -> Result<String, AnswerError>>;

/// How each call reads, by its name.
#[derive(Default)]
pub struct Parsers(Vec<(&'static str, Parse)>);

impl Parsers {
    pub fn all() -> Self {
        let mut parsers = Self::default();
        samples::visit_all(&mut parsers);
        parsers
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(name, _)| *name)
    }

    pub fn parse(&self, name: &str, response: http::Response<Bytes>) -> Result<String, AnswerError> {
        let (_, parse) = self.0.iter().find(|(known, _)| *known == name).unwrap();
        parse(response)
    }
}

impl Visitor for Parsers {
    fn visit<C: Call<Output: Debug> + 'static>(&mut self, call: C) {
        let parse = move |response| call.parse(response).map(|output| format!("{output:?}"));
        self.0.push((C::NAME, Box::new(parse)));
    }
}
