use std::time::{SystemTime, UNIX_EPOCH};

use http_endpoint::net::NetSettings;
use http_endpoint::{Endpoint, HyperTransport};
use opentok_benches::sandbox::Connection;
use opentok_rest::archive::GetArchive;
use opentok_rest::{Call, Scope, Site};
use opentok_token::{JwtId, UnixSeconds};

use crate::calls::{CALLS, WARM_UP, prepare, report, runtime};
use crate::{Outcome, turns};

/// The same bytes, signed beforehand, over a socket that is written and read and nothing else: what no library can be
/// without.
pub(crate) fn measure() -> Outcome {
    let transport = HyperTransport::new(&NetSettings::new())?;
    let (client, archive) = runtime()?.block_on(prepare(transport))?;
    let url = std::env::var("SANDBOX_URL")?;
    let owner = client.credentials().owner().ok_or("a project has an owner")?;
    let site = Site::new(url.parse()?, owner)?;
    let mut request = GetArchive::new(archive).prepare(site.base(Scope::Project));
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let now = UnixSeconds::new(now.as_secs());
    client
        .credentials()
        .authorize(&mut request, GetArchive::SCOPE, now, JwtId::new(*b"a token's name!!"))?;

    let authority = request.uri().authority().ok_or("an address has a host")?;
    let address = authority.as_str().parse()?;
    let mut bytes = format!("GET {} HTTP/1.1\r\nhost: {authority}\r\n", request.uri().path()).into_bytes();
    for (name, value) in request.headers() {
        bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    bytes.extend(b"\r\n");
    let mut connection = Connection::new(address, bytes);
    let mut many = |count| {
        for _ in 0..count {
            connection.exchange();
        }
        Ok(())
    };
    many(WARM_UP)?;
    let seconds = turns(|| many(CALLS))?;
    report(
        "a raw socket",
        seconds,
        "Writes a request that is ready made, reads as many bytes as came the first time.",
    );
    Ok(())
}
