//! What a REST call costs on top of the least it can cost.

use core::hint::black_box;
use core::net::SocketAddr;
use std::time::Instant;

use bytes::Bytes;
use http::Request;
use http_endpoint::net::NetSettings;
use http_endpoint::{Base, Endpoint, HyperTransport, Transport};
use opentok_rest::archive::GetArchive;
use opentok_rest::{ArchiveId, Call, Client, Credentials, OpenTok, Scope, Site};
use opentok_token::JwtId;
use tokio::runtime::Runtime;

use crate::bare_rest::{BareCall, BareRequest};
use crate::inputs::{KEY, NOW, SECRET};
use crate::loopback::{Answer, serve};
use crate::memory::Peak;
use crate::timing::Contest;

type BoxError = Box<dyn core::error::Error + Send + Sync>;

/// An archive that is ready, as the service describes it.
const ARCHIVE: &str = include_str!("../../crates/opentok-rest/tests/data/answers/archive-get-available.json");

/// Its id.
const ID: &str = "30b3ebf1-ba36-4f5b-8def-6f70d9986fe9";

/// The name of the request's token.
const TOKEN_ID: JwtId = JwtId::new(*b"a token's name!!");

/// How much is downloaded.
const DOWNLOAD: u64 = 1 << 30;

/// Building one request, signed, against the same by hand.
///
/// # Errors
///
/// If a request cannot be built.
pub fn build() -> Result<Contest, BoxError> {
    let (site, credentials, call) = parts(Site::opentok(KEY))?;
    let ours = || -> Result<Request<Bytes>, BoxError> {
        let mut request = black_box(&call).prepare(site.base(GetArchive::SCOPE));
        credentials.authorize(&mut request, GetArchive::SCOPE, NOW, TOKEN_ID)?;
        Ok(request)
    };
    let first = ours()?;
    let bare = BareRequest::new(SECRET, site.base(Scope::Project).as_str(), ID, &first);
    let theirs = bare.build();
    assert_eq!((first.uri(), first.headers()), (theirs.uri(), theirs.headers()));
    println!(
        "input rest_build: {} and its token of {} bytes",
        first.uri().path(),
        first.headers()["x-opentok-auth"].len()
    );
    Ok(Contest::run(
        || drop(black_box(ours())),
        || drop(black_box(bare.build())),
    ))
}

/// A whole call over one connection to loopback, against hyper with a request that is ready made.
///
/// # Errors
///
/// If a call fails.
pub fn call() -> Result<Contest, BoxError> {
    let runtime = runtime()?;
    let address = serve(Answer::Json(ARCHIVE))?;
    let base = Base::new(&format!("http://{address}"))?;
    let (site, credentials, call) = parts(Site::new(base.clone(), KEY)?)?;
    let client = Client::new(
        HyperTransport::new(&NetSettings::new().connections(1))?,
        credentials.clone(),
    )
    .base(base)?;

    let mut request = call.prepare(site.base(GetArchive::SCOPE));
    credentials.authorize(&mut request, GetArchive::SCOPE, NOW, TOKEN_ID)?;
    request
        .headers_mut()
        .insert("user-agent", "opentok-rust/0.1.0".parse()?);
    let mut bare = runtime.block_on(BareCall::connect(address, request))?;

    assert_eq!(runtime.block_on(client.call(&call))?, runtime.block_on(bare.send())?);
    println!(
        "input rest_call: get archive over one kept connection, {} bytes of answer",
        ARCHIVE.len()
    );
    Ok(Contest::run(
        || drop(black_box(runtime.block_on(client.call(&call)))),
        || drop(black_box(runtime.block_on(bare.send()))),
    ))
}

/// Downloads a gibibyte through a transport, and prints what that took at most.
///
/// # Errors
///
/// If the download fails.
pub fn download() -> Result<(), BoxError> {
    let runtime = runtime()?;
    let address = serve(Answer::Bytes(DOWNLOAD))?;
    let transport = HyperTransport::new(&NetSettings::new())?;
    // The first one brings in code and connections.
    runtime.block_on(fetch(&transport, serve(Answer::Bytes(1 << 20))?))?;
    let peak = Peak::begin()?;
    let start = Instant::now();
    let len = runtime.block_on(fetch(&transport, address))?;
    let seconds = start.elapsed().as_secs_f64();
    let peak = peak.end()?;
    if len != DOWNLOAD {
        return Err(format!("{len} bytes arrived").into());
    }
    println!("rate rest_download_1gib {:.0} MB a second", len as f64 / seconds / 1e6);
    println!("MiB rest_download_1gib {:.2}", peak as f64 / f64::from(1 << 20));
    Ok(())
}

async fn fetch(transport: &HyperTransport, address: SocketAddr) -> Result<u64, BoxError> {
    let request = Request::get(format!("http://{address}/archive.mp4")).body(Bytes::new())?;
    let mut body = transport.send(request).await?.into_body();
    let mut len = 0;
    while let Some(piece) = body.chunk().await {
        len += black_box(piece?).len() as u64;
    }
    Ok(len)
}

fn parts(site: Site) -> Result<(Site, Credentials, GetArchive), BoxError> {
    let credentials = Credentials::from(OpenTok::new(KEY.parse()?, SECRET));
    Ok((site, credentials, GetArchive::new(ID.parse::<ArchiveId>()?)))
}

fn runtime() -> Result<Runtime, BoxError> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}
