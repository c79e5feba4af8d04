use core::fmt;

use serde::Serialize;

use crate::{
    excerpt::excerpt,
    xml::{Events, Node, XmlError},
};

/// What the service says in an `Errors` document, which it sent instead of a manifest or of a session, often with HTTP
/// status 200.
///
/// Wire: [`Errors` documents](crate::wire).
#[doc(alias = "Errors")]
#[doc(alias = "OpenTokException")]
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Refusal {
    /// The code, which is an HTTP status in every document known.
    pub status: Option<u32>,
    /// The kind, such as `itemNotFound` or `notAuthorized`. At most 256 bytes.
    pub kind: Option<Box<str>>,
    /// The explanation. At most 256 bytes.
    pub message: Option<Box<str>>,
}

impl Refusal {
    /// Whether `name` is that of the root of an `Errors` document.
    pub(crate) fn is_root(name: &str) -> bool {
        matches!(name, "Errors" | "errors")
    }

    /// Reads the rest of the document, whose root has just begun. The first `error` counts, and its first child.
    pub(crate) fn read(events: &mut Events<'_>) -> Result<Self, XmlError> {
        let mut refusal = Self::default();
        let mut depth = 1_usize;
        let mut inside = false;
        let mut found = false;
        loop {
            match events.next()? {
                Node::Open(name) => {
                    depth += 1;
                    if depth == 2 && name == "error" && !found {
                        (inside, found) = (true, true);
                        refusal.status = attribute(events, "code").and_then(status);
                    } else if depth == 3 && inside && refusal.kind.is_none() {
                        refusal.kind = Some(excerpt(name));
                        refusal.message = attribute(events, "message").map(excerpt);
                    }
                }
                Node::Close => {
                    inside &= depth != 2;
                    depth -= 1;
                }
                Node::Text(_) | Node::Char(_) => {}
                Node::End => return Ok(refusal),
            }
        }
    }
}

fn attribute<'e>(events: &'e Events<'_>, name: &str) -> Option<&'e str> {
    let attribute = events.attributes().iter().find(|attribute| attribute.name == name)?;
    Some(&attribute.value)
}

fn status(code: &str) -> Option<u32> {
    let plain = (1..=9).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| code.parse().ok()).flatten()
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("service refused")?;
        if let Some(status) = self.status {
            write!(f, " with {status}")?;
        }
        if let Some(kind) = &self.kind {
            write!(f, " ({kind})")?;
        }
        match &self.message {
            Some(message) => write!(f, ": {message:?}"),
            None => Ok(()),
        }
    }
}
