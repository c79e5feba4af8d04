use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use serde::Serialize;

use super::{ConfigBody, Fallback, StorageSetting, StorageTarget};
use crate::{
    AnswerError, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
    json,
};

/// Has archives put into storage of the project's own, from now on. Each becomes `<project>/<archive>/archive.mp4` or
/// `.zip` there. Wire: [`WIRE.md`, "Storage of archives"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::Invalid`](crate::RefusalKind::Invalid) if the service does not like the target.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct SetArchiveStorage {
    target: StorageTarget,
    fallback: Option<Fallback>,
}

impl SetArchiveStorage {
    /// Puts archives there, and nowhere if that fails.
    pub fn new(target: impl Into<StorageTarget>) -> Self {
        Self {
            target: target.into(),
            fallback: None,
        }
    }

    /// What becomes of an archive that cannot be put there. Default of the service: [`Fallback::None`].
    pub const fn fallback(mut self, fallback: Fallback) -> Self {
        self.fallback = Some(fallback);
        self
    }
}

impl Endpoint for SetArchiveStorage {
    type Output = StorageSetting;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["archive", "storage"])
            .json_body(json::write(&Body {
                kind: self.target.kind(),
                config: ConfigBody(&self.target),
                fallback: self.fallback,
            }))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<StorageSetting, AnswerError> {
        Ok(answer::maybe_json::<Self, _>(&response)?.unwrap_or_default())
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for SetArchiveStorage {
    const NAME: &'static str = "set_archive_storage";
    const METHOD: Method = Method::PUT;
    const PATH: &'static str = "/v2/project/{project}/archive/storage";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::OpenTok;
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    config: ConfigBody<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fallback: Option<Fallback>,
}
