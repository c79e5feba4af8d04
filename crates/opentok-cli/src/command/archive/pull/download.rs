use core::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use http_endpoint::{Body, Transport, TransportError, TransportErrorKind};
use tokio::time::sleep;

use super::address::Address;
use super::content_range::ContentRange;
use super::part_file::PartFile;
use super::progress::Progress;
use crate::failure::{Failure, sentence};

/// Brings a file here, going on from where it broke off.
///
/// No credentials are sent: the address is all that is needed, and it may lead to anybody's server. So may a redirect,
/// which is followed by asking there with the same headers and no others.
pub(super) struct Download<T> {
    transport: T,
    part: PartFile,
    progress: Progress,
    encrypted_only: bool,
    limit: u64,
    /// What the file is called by the server, so that it is not continued with another one.
    tag: Option<HeaderValue>,
    total: Option<u64>,
}

/// How an attempt ended.
enum Attempt {
    /// Everything is there.
    Complete,
    /// The address is not good, or not any more.
    Stale(StatusCode),
    /// It broke off, or the server wants patience.
    Broken(String),
}

/// How many attempts in a row may bring nothing.
const MAX_FRUITLESS: u32 = 4;

/// How many redirects in a row are followed.
const MAX_REDIRECTS: u32 = 5;

impl<T: Transport> Download<T> {
    /// Up to 256 GiB, from anywhere.
    pub(super) const fn new(transport: T, part: PartFile, progress: Progress) -> Self {
        Self {
            transport,
            part,
            progress,
            encrypted_only: false,
            limit: 256 << 30,
            tag: None,
            total: None,
        }
    }

    /// Refuses addresses that anybody on the way can listen to.
    pub(super) const fn encrypted_only(mut self, on: bool) -> Self {
        self.encrypted_only = on;
        self
    }

    /// The most that is downloaded, in bytes.
    pub(super) const fn limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// Downloads from `address`; asks for a `fresh` one when it is not good any more.
    pub(super) async fn run(
        &mut self,
        mut address: Address,
        mut fresh: impl AsyncFnMut() -> Result<Address, Failure>,
    ) -> Result<(), Failure> {
        let mut fruitless = 0;
        loop {
            let before = self.part.len();
            let attempt = self.attempt(&address).await;
            self.progress.clear();
            let attempt = attempt?;
            fruitless = if self.part.len() > before { 0 } else { fruitless + 1 };
            match attempt {
                Attempt::Complete => return Ok(()),
                Attempt::Stale(status) if fruitless >= 2 => {
                    let message = format!("the server of the media refused with {}", status.as_u16());
                    return Err(Failure::refused("media_refused", message));
                }
                Attempt::Stale(_) => address = fresh().await?,
                Attempt::Broken(reason) if fruitless >= MAX_FRUITLESS => {
                    let message = format!("the download broke off: {reason}; say it again to go on from there");
                    return Err(Failure::unavailable("interrupted", message));
                }
                Attempt::Broken(_) => sleep(PAUSE * fruitless).await,
            }
        }
    }

    /// What has arrived.
    pub(super) fn into_part(self) -> PartFile {
        self.part
    }

    async fn attempt(&mut self, address: &Address) -> Result<Attempt, Failure> {
        let response = match self.ask(address.clone()).await? {
            Ok(response) => response,
            Err(error) => return broken(&error),
        };
        let (parts, body) = response.into_parts();
        let range = parts
            .headers
            .get(header::CONTENT_RANGE)
            .and_then(|value| value.to_str().ok());
        let range = range.and_then(ContentRange::parse);
        match parts.status {
            StatusCode::OK => {
                // All of it, whatever was asked for.
                self.part.restart()?;
                self.total = number(&parts.headers, header::CONTENT_LENGTH);
            }
            StatusCode::PARTIAL_CONTENT => match range {
                Some(ContentRange {
                    first: Some(first),
                    total,
                }) if first == self.part.len() => self.total = total,
                _ => {
                    self.part.restart()?;
                    return Ok(Attempt::Broken(
                        "the server sent another part than it was asked for".to_owned(),
                    ));
                }
            },
            StatusCode::RANGE_NOT_SATISFIABLE => {
                if range.and_then(|range| range.total) == Some(self.part.len()) {
                    return Ok(Attempt::Complete);
                }
                self.part.restart()?;
                return Ok(Attempt::Broken("what was there was not the beginning of it".to_owned()));
            }
            status @ (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::GONE) => {
                return Ok(Attempt::Stale(status));
            }
            status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                return Ok(Attempt::Broken(format!(
                    "the server of the media answered {}",
                    status.as_u16()
                )));
            }
            status => {
                let message = format!("the server of the media answered {}", status.as_u16());
                return Err(Failure::refused("media_refused", message));
            }
        }
        self.tag = parts.headers.get(header::ETAG).filter(|tag| is_strong(tag)).cloned();
        self.take(body).await
    }

    async fn take(&mut self, mut body: Body) -> Result<Attempt, Failure> {
        if self.total.is_some_and(|total| total > self.limit) {
            return Err(self.too_large());
        }
        while let Some(chunk) = body.chunk().await {
            let chunk = match chunk {
                Ok(chunk) => chunk,
                Err(error) => return broken(&error),
            };
            if self.part.len() + chunk.len() as u64 > self.limit {
                return Err(self.too_large());
            }
            self.part.append(&chunk)?;
            self.progress.update(self.part.len(), self.total);
        }
        match self.total {
            Some(total) if self.part.len() < total => Ok(Attempt::Broken("it ended too early".to_owned())),
            Some(total) if self.part.len() > total => {
                self.part.restart()?;
                Ok(Attempt::Broken("more arrived than there is".to_owned()))
            }
            _ => Ok(Attempt::Complete),
        }
    }

    /// Asks for what is missing, wherever redirects lead. The inner error is the network's.
    async fn ask(&self, mut address: Address) -> Result<Result<http::Response<Body>, TransportError>, Failure> {
        for _ in 0..=MAX_REDIRECTS {
            if self.encrypted_only && !address.is_encrypted() {
                let message = "the media are at an address without encryption, and the service is not";
                return Err(Failure::refused("not_encrypted", message));
            }
            let response = match self.transport.send(self.request(&address)).await {
                Ok(response) => response,
                Err(error) => return Ok(Err(error)),
            };
            if !is_redirect(response.status()) {
                return Ok(Ok(response));
            }
            let location = response
                .headers()
                .get(header::LOCATION)
                .and_then(|value| value.to_str().ok());
            let next = location.and_then(|location| address.join(location).ok());
            let nowhere = || Failure::unavailable("redirect", "the server of the media leads nowhere");
            address = next.ok_or_else(nowhere)?;
        }
        Err(Failure::unavailable(
            "redirect",
            format!("the media are behind more than {MAX_REDIRECTS} redirects"),
        ))
    }

    fn request(&self, address: &Address) -> http::Request<Bytes> {
        let mut request = http::Request::new(Bytes::new());
        *request.uri_mut() = address.uri().clone();
        let headers = request.headers_mut();
        let agent = concat!("opentok-cli/", env!("CARGO_PKG_VERSION"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(agent));
        if self.part.len() > 0
            && let Ok(range) = HeaderValue::try_from(format!("bytes={}-", self.part.len()))
        {
            headers.insert(header::RANGE, range);
            if let Some(tag) = &self.tag {
                headers.insert(header::IF_RANGE, tag.clone());
            }
        }
        request
    }

    fn too_large(&self) -> Failure {
        Failure::refused(
            "too_large",
            format!("the archive is larger than {} GiB; see --max-gib", self.limit >> 30),
        )
    }
}

const PAUSE: Duration = Duration::from_millis(250);

/// A break that another attempt may mend; one that it cannot is the end.
fn broken(error: &TransportError) -> Result<Attempt, Failure> {
    match error.kind() {
        TransportErrorKind::Tls | TransportErrorKind::Request | TransportErrorKind::TooLarge => {
            Err(Failure::unavailable(error.kind().as_str(), sentence(error)))
        }
        _ => Ok(Attempt::Broken(sentence(error))),
    }
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// A weak one may stand for bytes that differ.
fn is_strong(tag: &HeaderValue) -> bool {
    tag.as_bytes().starts_with(b"\"")
}

fn number(headers: &HeaderMap, name: header::HeaderName) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}
