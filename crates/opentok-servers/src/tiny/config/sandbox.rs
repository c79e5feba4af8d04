use opentok_sandbox::Sandbox;
use zeroize::Zeroizing;

use super::Config;
use crate::settings::{Faults, Reader, Shown, Sources};
use crate::store::StoreLocation;

impl Config {
    /// Reads settings for a server whose service is `sandbox`: nothing need be set. The project is the sandbox's, whatever
    /// else is set, and sessions are kept in memory by default, because the sandbox forgets them too.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn read_for_sandbox(
        sources: &Sources,
        faults: Faults,
        sandbox: &Sandbox,
    ) -> Result<(Self, Vec<Shown>), Faults> {
        let mut reader = Reader::new(sources, faults);
        let credentials = sandbox.credentials();
        reader.show("OPENTOK_KEY", &credentials.api_key, "sandbox");
        reader.show("OPENTOK_SECRET", "(set)", "sandbox");
        let key = reader.parse("OPENTOK_KEY", &credentials.api_key);
        let secret = Zeroizing::new(credentials.api_secret);
        let warnings = vec!["the service is a sandbox in this process: nobody can connect to its sessions"];
        Self::read_rest(reader, key.map(|key| (key, secret)), StoreLocation::Memory, warnings)
    }
}
