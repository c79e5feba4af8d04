use std::time::{SystemTime, UNIX_EPOCH};

use http_endpoint::net::NetSettings;
use http_endpoint::{Base, HyperTransport, ReqwestTransport, Transport, read_response};
use opentok_rest::archive::{GetArchive, StartArchive, Status};
use opentok_rest::session::CreateSession;
use opentok_rest::{ArchiveId, Client, Credentials, OpenTok};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::{Outcome, library, turns};

type BoxError = Box<dyn core::error::Error + Send + Sync>;

/// Calls before those that count, and calls in a turn.
pub(crate) const WARM_UP: usize = 200;
pub(crate) const CALLS: usize = 100;

const DOES: &str =
    "Signs a token for each call, checks the id, reads the answer into a typed archive under a cap of its length.";

pub(crate) fn measure_hyper() -> Outcome {
    let transport = HyperTransport::new(&NetSettings::new())?;
    measure("opentok-rest, feature `hyper`,", transport)
}

pub(crate) fn measure_reqwest() -> Outcome {
    let transport = ReqwestTransport::new(&NetSettings::new())?;
    measure("opentok-rest, feature `reqwest`,", transport)
}

fn measure(name: &str, transport: impl Transport) -> Outcome {
    let runtime = runtime()?;
    let (client, archive) = runtime.block_on(prepare(transport))?;
    let call = GetArchive::new(archive);
    let many = async |count| {
        for _ in 0..count {
            client.call(&call).await?;
        }
        Ok(())
    };
    runtime.block_on(many(WARM_UP))?;
    let seconds = turns(|| runtime.block_on(many(CALLS)))?;
    report(&library(name), seconds, DOES);
    Ok(())
}

/// Prints how long a call took, of [`CALLS`] in so many seconds.
pub(crate) fn report(library: &str, seconds: f64, does: &str) {
    let micros = seconds * 1e6 / CALLS as f64;
    let count = WARM_UP + crate::TURNS * CALLS;
    println!(
        "{}",
        json!({"calls": {"library": library, "micros": micros, "count": count, "does": does}})
    );
}

pub(crate) fn runtime() -> Result<Runtime, BoxError> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

/// A client of the sandbox, and an archive that is ready.
pub(crate) async fn prepare<T: Transport>(transport: T) -> Result<(Client<T>, ArchiveId), BoxError> {
    let base = Base::new(&std::env::var("SANDBOX_URL")?)?;
    let about = control(&transport, &base, &[], None).await?;
    let text = |name: &str| about[name].as_str().ok_or("the sandbox does not introduce itself");
    let credentials = Credentials::from(OpenTok::new(text("apiKey")?.parse()?, text("apiSecret")?));
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let now = json!({"set": u64::try_from(now.as_millis())?});
    control(&transport, &base, &["clock"], Some(now)).await?;

    let client = Client::new(transport, credentials).base(base.clone())?;
    let session = client.create_session(CreateSession::routed()).await?.id;
    let stream = ["session", session.as_str(), "stream"];
    control(client.transport(), &base, &stream, Some(json!({}))).await?;
    let archive = client.start_archive(StartArchive::new(session)).await?.id;
    let archive: ArchiveId = archive.parse()?;
    let advance = json!({"advanceMs": 5_000});
    control(client.transport(), &base, &["clock"], Some(advance.clone())).await?;
    client.stop_archive(archive.clone()).await?;
    control(client.transport(), &base, &["clock"], Some(advance)).await?;
    let ready = client.get_archive(archive.clone()).await?;
    if ready.status != Status::Available {
        return Err(format!("the archive is {:?}", ready.status).into());
    }
    Ok((client, archive))
}

/// The control surface of the sandbox.
async fn control<T: Transport>(
    transport: &T,
    base: &Base,
    path: &[&str],
    body: Option<Value>,
) -> Result<Value, BoxError> {
    let path = [&["sandbox"], path].concat();
    let request = match body {
        Some(body) => base.post(&path).json_body(body.to_string()),
        None => base.get(&path),
    };
    let answer = read_response(transport.send(request.try_build()?).await?, 1 << 20).await?;
    if !answer.status().is_success() {
        return Err(format!("the sandbox answers {} to {path:?}", answer.status()).into());
    }
    Ok(serde_json::from_slice(answer.body())?)
}
