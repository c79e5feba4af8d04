//! The least that a REST call can cost: the same bytes put together by hand, and sent by hyper itself.

use core::hint::black_box;
use core::net::SocketAddr;

use base64_simd::URL_SAFE_NO_PAD;
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderName, HeaderValue, Request, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use opentok_rest::archive::Archive;
use sha2::Sha256;
use tokio::net::TcpStream;

type BoxError = Box<dyn core::error::Error + Send + Sync>;

/// A request of which only the arithmetic of its token is left to do: the claims are ready made.
#[derive(Debug)]
pub struct BareRequest {
    key: Hmac<Sha256>,
    header: String,
    payload: Vec<u8>,
    base: String,
    id: String,
}

impl BareRequest {
    const AUTH: HeaderName = HeaderName::from_static("x-opentok-auth");

    /// Takes a sound request to `base`, `/archive/` and `id` apart.
    pub fn new(secret: &str, base: &str, id: &str, request: &Request<Bytes>) -> Self {
        let token = request.headers()[Self::AUTH].to_str().expect("a token is ASCII");
        let mut parts = token.split('.');
        let mut part = || parts.next().expect("a token has three parts");
        let header = part().to_owned();
        Self {
            key: Hmac::new_from_slice(secret.as_bytes()).expect("any length"),
            header,
            payload: URL_SAFE_NO_PAD.decode_to_vec(part()).expect("a payload is base64"),
            base: base.to_owned(),
            id: id.to_owned(),
        }
    }

    /// The same request once more.
    pub fn build(&self) -> Request<Bytes> {
        let mut token = String::with_capacity(400);
        token.push_str(&self.header);
        token.push('.');
        URL_SAFE_NO_PAD.encode_append(black_box(&self.payload), &mut token);
        let signature = self.key.clone().chain_update(token.as_bytes()).finalize().into_bytes();
        token.push('.');
        URL_SAFE_NO_PAD.encode_append(signature, &mut token);
        let mut auth = HeaderValue::try_from(token).expect("a token is ASCII");
        auth.set_sensitive(true);

        let mut request = Request::new(Bytes::new());
        let uri = format!("{}/archive/{}", black_box(&self.base), black_box(&self.id));
        *request.uri_mut() = uri.try_into().expect("a URL");
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(Self::AUTH, auth);
        request
    }
}

/// hyper on one connection that is kept, with a request that is ready made.
#[derive(Debug)]
pub struct BareCall {
    sender: SendRequest<Full<Bytes>>,
    request: Request<Full<Bytes>>,
}

impl BareCall {
    /// Connects. To be called, as all of this, on a Tokio runtime.
    ///
    /// # Errors
    ///
    /// If nobody listens at `address`.
    pub async fn connect(address: SocketAddr, request: Request<Bytes>) -> Result<Self, BoxError> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let mut request = request.map(Full::new);
        let host = HeaderValue::try_from(address.to_string())?;
        request.headers_mut().insert(header::HOST, host);
        // On a connection to the service itself, the path alone is sent.
        *request.uri_mut() = request.uri().path().parse()?;
        Ok(Self { sender, request })
    }

    /// Sends the request, and reads the answer as an archive.
    ///
    /// # Errors
    ///
    /// If the connection is gone, or the answer is no archive.
    pub async fn send(&mut self) -> Result<Archive, BoxError> {
        self.sender.ready().await?;
        let response = self.sender.send_request(self.request.clone()).await?;
        let body = response.into_body().collect().await?.to_bytes();
        Ok(serde_json::from_slice(&body)?)
    }
}
