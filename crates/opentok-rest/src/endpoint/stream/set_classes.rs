use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;
use serde::Serialize;

use super::Streams;

use crate::{
    AnswerError, ArgumentError, Call, Environments, RefusalKind, Scope, StreamId,
    endpoint::{answer, ask::ask},
    json,
};

/// Sets the layout classes of streams, which decide their place in archives and broadcasts. Other streams keep theirs.
/// Wire: [`WIRE.md`, "Streams"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::Invalid`](crate::RefusalKind::Invalid) if a class is not acceptable,
/// [`RefusalKind::NotFound`] if there is no such session or stream. Before anything is sent,
/// [`ArgumentError::Empty`] if there is no stream or a class is empty, [`ArgumentError::Character`] if one has white
/// space or control characters.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct SetStreamClasses {
    session: SessionId,
    items: Vec<Item>,
}

impl SetStreamClasses {
    /// Sets nothing yet, in this session.
    pub const fn new(session: SessionId) -> Self {
        Self {
            session,
            items: Vec::new(),
        }
    }

    /// Sets all classes of one stream; no classes take away those it has. May be said for several streams.
    pub fn stream<'a>(mut self, stream: StreamId, classes: impl IntoIterator<Item = &'a str>) -> Self {
        self.items.push(Item {
            id: stream,
            layout_class_list: classes.into_iter().map(Box::from).collect(),
        });
        self
    }
}

impl Endpoint for SetStreamClasses {
    type Output = Option<Streams>;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["session", self.session.as_str(), "stream"])
            .json_body(json::write(&Body { items: &self.items }))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Option<Streams>, AnswerError> {
        answer::maybe_json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for SetStreamClasses {
    const NAME: &'static str = "set_stream_classes";
    const METHOD: Method = Method::PUT;
    const PATH: &'static str = "/v2/project/{project}/session/{session}/stream";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(408, RefusalKind::NotFound)];

    fn check(&self) -> Result<(), ArgumentError> {
        if self.items.is_empty() {
            return Err(ArgumentError::Empty { name: "items" });
        }
        let mut classes = self.items.iter().flat_map(|item| &item.layout_class_list);
        classes.try_for_each(|class| check_class(class))
    }
}

#[derive(Serialize)]
struct Body<'a> {
    items: &'a [Item],
}

#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    id: StreamId,
    layout_class_list: Vec<Box<str>>,
}

fn check_class(class: &str) -> Result<(), ArgumentError> {
    let name = "layoutClassList";
    if class.is_empty() {
        return Err(ArgumentError::Empty { name });
    }
    match class.find(|c: char| c.is_whitespace() || c.is_control()) {
        Some(at) => Err(ArgumentError::Character { name, at }),
        None => Ok(()),
    }
}
