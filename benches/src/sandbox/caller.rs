use bytes::Bytes;
use compact_jws::{Hs256Key, sign};
use http::{Method, Request, Response, header};
use http_endpoint::Body;
use opentok_sandbox::{Options, Sandbox};

/// A sandbox whose clock stands still, and a caller with a token that is good as long as it does.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The sandbox.
    pub sandbox: Sandbox,
    /// The API key.
    pub key: String,
    token: String,
}

/// What a session is created with.
const FORM: &str = "archiveMode=manual&p2p.preference=disabled&location=";

impl Caller {
    /// A caller of a fresh sandbox.
    pub fn new() -> Self {
        let sandbox = Sandbox::new(Options::new());
        let credentials = sandbox.credentials();
        let now = sandbox.now_ms() / 1000;
        let key = Hs256Key::new(credentials.api_secret.as_bytes());
        let token = sign(&key, 512, |claims| {
            claims.text("iss", &credentials.api_key).text("ist", "project");
            claims.unsigned("iat", now).unsigned("exp", now + 180);
            claims.text("jti", "5f0f2d4e-5b5c-4f0e-9d3f-6c2a7d1e8b11");
        });
        Self {
            sandbox,
            key: credentials.api_key.clone(),
            token: token.expect("the claims are short"),
        }
    }

    /// Calls the sandbox without a socket. The answer must be a success.
    pub fn call(&self, method: Method, path: &str, content_type: &str, body: &[u8]) -> Response<Body> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("x-opentok-auth", &self.token)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, content_type);
        let response = self
            .sandbox
            .respond(request.body(Bytes::copy_from_slice(body)).expect("it is a request"));
        assert!(response.status().is_success(), "{path}: {}", response.status());
        response
    }

    /// Creates a session.
    pub fn create(&self) -> Response<Body> {
        self.call(
            Method::POST,
            "/session/create",
            "application/x-www-form-urlencoded",
            FORM.as_bytes(),
        )
    }

    /// The same call as it travels.
    pub fn create_on_the_wire(&self) -> Vec<u8> {
        format!(
            "POST /session/create HTTP/1.1\r\nHost: localhost\r\nX-OPENTOK-AUTH: {}\r\nAccept: application/json\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{FORM}",
            self.token,
            FORM.len()
        )
        .into_bytes()
    }
}

impl Default for Caller {
    fn default() -> Self {
        Self::new()
    }
}
