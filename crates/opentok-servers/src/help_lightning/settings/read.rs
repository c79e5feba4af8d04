use core::net::SocketAddr;
use core::time::Duration;

use http::HeaderName;

use super::{Account, Settings, defaults};
use crate::help_lightning::{PinDigits, Proof};
use crate::http::{Cors, Network};
use crate::settings::{Faults, Reader, SettingDuration, Shown, Sources, Switch, list};
use crate::store::StoreLocation;

impl Settings {
    /// Reads settings under the names of environment variables, and what counts of each for people to check.
    ///
    /// Reads the partner key's file.
    ///
    /// # Errors
    ///
    /// Everything that is missing or wrong, at once. No secret is repeated.
    pub fn read(sources: &Sources) -> Result<(Self, Vec<Shown>), Faults> {
        let mut reader = Reader::new(sources, Faults::default());
        let mut warnings = Vec::new();
        let account = Account::from_reader(&mut reader, &mut warnings);
        Self::read_rest(reader, warnings, account, Switch::Off)
    }

    /// Reads settings for a stand-in of the service: nothing need be set, and the documented flow is on.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    #[cfg(feature = "sandbox")]
    pub fn read_for_sandbox(
        sources: &Sources,
        sandbox: &helplightning::sandbox::Sandbox,
    ) -> Result<(Self, Vec<Shown>), Faults> {
        let mut reader = Reader::new(sources, Faults::default());
        Account::pass_over(&mut reader);
        let account = Account::of_sandbox(sandbox);
        let warnings = vec!["the service is a stand-in in this process: its users and sessions are made up".to_owned()];
        Self::read_rest(reader, warnings, Some(account), Switch::On)
    }

    fn read_rest(
        mut reader: Reader<'_>,
        mut warnings: Vec<String>,
        account: Option<Account>,
        demo: Switch,
    ) -> Result<(Self, Vec<Shown>), Faults> {
        let (proof, trusted) = read_proof(&mut reader, demo);
        let is_authenticated = matches!(proof, Proof::Proxy { .. });
        let listen = read_listen(&mut reader, &proof, is_authenticated);
        match proof {
            Proof::InsecureDemo => warnings.push(
                "HLSERVER_INSECURE_DEMO is on: whoever reaches this server gets the token of any user".to_owned(),
            ),
            Proof::Never => {
                warnings.push(
                    "nobody vouches for callers, so /auth gives no token: set HLSERVER_TRUSTED_HEADER".to_owned(),
                );
            }
            Proof::Proxy { .. } => {}
        }
        let pin_digits = reader.or("HLSERVER_PIN_DIGITS", PinDigits::default());
        let pin_capacity = reader.or("HLSERVER_PIN_CAPACITY", defaults::pin_capacity(pin_digits));
        let cors = read_cors(&mut reader);
        let pin_max_failures = reader.or("HLSERVER_PIN_MAX_FAILURES", defaults::PIN_MAX_FAILURES);
        if pin_max_failures == 0 {
            reader.fault("HLSERVER_PIN_MAX_FAILURES", "it is not above 0");
        }
        let session_id_form = reader.or("HLSERVER_SESSION_ID_FORM", Default::default());
        let pin_ttl = duration(&mut reader, "HLSERVER_PIN_TTL", defaults::PIN_TTL);
        let store = reader.or("HLSERVER_STORE", StoreLocation::Memory);
        let body_limit = reader.or("HLSERVER_BODY_LIMIT", defaults::BODY_LIMIT);
        let upstream_timeout = duration(&mut reader, "HLSERVER_UPSTREAM_TIMEOUT", defaults::UPSTREAM_TIMEOUT);
        let shutdown_grace = duration(&mut reader, "HLSERVER_SHUTDOWN_GRACE", defaults::SHUTDOWN_GRACE);
        reader.refuse_unknown("HLSERVER_");
        let shown = reader.finish()?;
        // Whatever is missing of the account was a fault, and has left above.
        let account = account.ok_or_else(Faults::default)?;
        let settings = Self {
            listen,
            account,
            proof,
            // Without a proxy that vouches for callers there is none whose word on addresses would count.
            forwarded_by: if is_authenticated { trusted } else { Vec::new() },
            session_id_form,
            pin_digits,
            pin_ttl,
            pin_max_failures,
            pin_capacity,
            cors,
            store,
            body_limit,
            upstream_timeout,
            shutdown_grace,
            warnings,
        };
        Ok((settings, shown))
    }
}

fn read_proof(reader: &mut Reader<'_>, demo: Switch) -> (Proof, Vec<Network>) {
    const PROXIES: &str = "HLSERVER_TRUSTED_PROXIES";
    const HEADER: &str = "HLSERVER_TRUSTED_HEADER";
    let text = reader.text(&[PROXIES]).unwrap_or(defaults::TRUSTED_PROXIES);
    let trusted: Vec<Network> = list(text).filter_map(|item| reader.parse(PROXIES, item)).collect();
    let header = reader.text(&[HEADER]);
    let demo = match header {
        // A header that is asked for is not passed over because of a default.
        Some(_) => reader.or("HLSERVER_INSECURE_DEMO", Switch::Off),
        None => reader.or("HLSERVER_INSECURE_DEMO", demo),
    };
    let proof = match (header, demo.is_on()) {
        (Some(_), true) => {
            reader.fault(HEADER, "it has no use while HLSERVER_INSECURE_DEMO is on");
            Proof::Never
        }
        (None, true) => Proof::InsecureDemo,
        (None, false) => Proof::Never,
        (Some(name), false) => match name.parse::<HeaderName>() {
            Ok(header) => Proof::Proxy {
                header,
                trusted: trusted.clone(),
            },
            Err(_) => {
                reader.fault(HEADER, "it is not the name of a header");
                Proof::Never
            }
        },
    };
    (proof, trusted)
}

fn read_listen(reader: &mut Reader<'_>, proof: &Proof, is_authenticated: bool) -> SocketAddr {
    const LISTEN: &str = "HLSERVER_LISTEN";
    let listen = reader.or(LISTEN, defaults::listen(is_authenticated));
    if matches!(proof, Proof::InsecureDemo) && !listen.ip().to_canonical().is_loopback() {
        reader.fault(
            LISTEN,
            "it is not on loopback, as it must be while HLSERVER_INSECURE_DEMO is on",
        );
    }
    listen
}

fn read_cors(reader: &mut Reader<'_>) -> Cors {
    const ORIGINS: &str = "HLSERVER_CORS_ORIGINS";
    let text = reader.text(&[ORIGINS]).unwrap_or_default();
    match Cors::from_origins(list(text)) {
        Ok(Cors::Any) => reader.fault(ORIGINS, "it may not be *: replies hold tokens"),
        Ok(cors) => return cors,
        Err(error) => reader.fault(ORIGINS, error.to_string()),
    }
    Cors::Off
}

fn duration(reader: &mut Reader<'_>, name: &'static str, default: Duration) -> Duration {
    match reader.text(&[name]) {
        Some(text) => reader.parse(name, text).map_or(default, SettingDuration::get),
        None => {
            reader.show(name, &format!("{}s", default.as_secs()), "default");
            default
        }
    }
}
