use core::{error::Error, fmt, net::IpAddr};

use bytes::{Bytes, BytesMut};
use http::{Request, Response, StatusCode, Uri, header, uri};
use http_body_util::BodyExt;
use http_endpoint::Body;
use hyper::body::{Body as _, Incoming};
use tokio::time;

use super::Server;
use crate::{Disturbance, PeerAddress, Sandbox};

/// The connection is to be closed without an answer.
#[derive(Debug)]
pub(super) struct Closed;

/// Answers one request.
pub(super) async fn exchange(
    server: &Server,
    request: Request<Incoming>,
    peer: IpAddr,
    scheme: &'static str,
) -> Result<Response<Body>, Closed> {
    let (mut parts, body) = request.into_parts();
    let Ok(body) = time::timeout(server.limits.patience, collect(body)).await else {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::REQUEST_TIMEOUT;
        return Ok(closing(response));
    };
    let body = body?;
    let is_whole = body.len() <= Sandbox::MAX_BODY;
    if scheme != "http" {
        parts.uri = with_scheme(&parts.uri, scheme, parts.headers.get(header::HOST)).unwrap_or(parts.uri);
    }
    parts.extensions.insert(PeerAddress(peer));
    let response = server.sandbox.respond(Request::from_parts(parts, body));
    if let Some(disturbance) = response.extensions().get::<Disturbance>() {
        time::sleep(disturbance.delay).await;
        if disturbance.drop {
            return Err(Closed);
        }
    }
    Ok(if is_whole { response } else { closing(response) })
}

/// The body, or as much of it as shows that it is too long.
async fn collect(mut body: Incoming) -> Result<Bytes, Closed> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let mut whole = Bytes::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Closed)?.into_data() else {
            continue;
        };
        if whole.is_empty() {
            whole = data;
        } else {
            let mut longer = BytesMut::from(whole);
            longer.extend_from_slice(&data);
            whole = longer.freeze();
        }
        if whole.len() > Sandbox::MAX_BODY {
            break;
        }
    }
    Ok(whole)
}

/// What is left of a request that was not read must not be taken for the next.
fn closing(mut response: Response<Body>) -> Response<Body> {
    response
        .headers_mut()
        .insert(header::CONNECTION, header::HeaderValue::from_static("close"));
    response
}

/// The address in full, from which the sandbox learns by what scheme it was reached.
fn with_scheme(uri: &Uri, scheme: &'static str, host: Option<&header::HeaderValue>) -> Option<Uri> {
    let mut parts = uri::Parts::from(uri.clone());
    parts.scheme = Some(scheme.parse().ok()?);
    if parts.authority.is_none() {
        parts.authority = Some(host?.to_str().ok()?.parse().ok()?);
    }
    Uri::from_parts(parts).ok()
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is closed without an answer")
    }
}

impl Error for Closed {}
