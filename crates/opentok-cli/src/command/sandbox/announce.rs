use core::net::SocketAddr;

use opentok_sandbox::Sandbox;

use crate::output::Facts;

/// Where the sandbox is and the credentials it begins with. They protect test data and nothing else.
pub(super) fn facts(sandbox: &Sandbox, address: SocketAddr, has_certificate: bool) -> Facts<'static> {
    let credentials = sandbox.credentials();
    Facts::new()
        .with("url", format!("http://{address}"))
        .with("https_url", has_certificate.then(|| format!("https://{address}")))
        .with("port", u64::from(address.port()))
        .with("api_key", credentials.api_key)
        .with("api_secret", credentials.api_secret)
        .with("application_id", credentials.application_id)
        .with("account_key", credentials.account_key)
        .with("account_secret", credentials.account_secret)
}
