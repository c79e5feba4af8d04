use core::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use opentok_sdk::token::{ApiKey, Role};
use opentok_sdk::transport::Base;
use zeroize::Zeroizing;

#[cfg(feature = "tls")]
use super::network::read_tls;
#[cfg(not(feature = "tls"))]
use super::network::refuse_tls;
use super::network::{ShownBase, read_cors, read_host, read_networks};
use super::secrets::{read_callers, read_key, read_secret};
use super::{Config, SETTINGS};
use crate::log::LogFormat;
use crate::settings::{Faults, Layer, Reader, SettingDuration, Shown, Sources, Switch};
use crate::store::StoreLocation;
use crate::tiny::TokenFormat;

impl Config {
    /// The layers of settings, the strongest first: `flags` and `environment` as pairs of names and values, then
    /// `local.json` and `default.json` of the folder that `NODE_CONFIG_DIR` in the environment names, else of `./config`.
    pub fn sources(
        flags: impl IntoIterator<Item = (String, String)>,
        environment: impl IntoIterator<Item = (String, String)>,
        faults: &mut Faults,
    ) -> Sources {
        let mut folder = PathBuf::from("config");
        let mut variables = Vec::new();
        for (name, value) in environment {
            if name == "NODE_CONFIG_DIR" && !value.is_empty() {
                folder = value.into();
            } else if is_ours(&name) {
                variables.push((name, value));
            }
        }
        let keys: Vec<_> = SETTINGS
            .iter()
            .filter_map(|setting| Some((setting.file_key?, setting.name)))
            .collect();
        Sources::new([
            Layer::from_pairs("command line", flags),
            Layer::from_pairs("environment", variables),
            Layer::read_file(&folder.join("local.json"), &keys, faults),
            Layer::read_file(&folder.join("default.json"), &keys, faults),
        ])
    }

    /// Reads every setting, and says what counts for each.
    ///
    /// # Errors
    ///
    /// Everything that is missing or wrong, at once; never a secret. `faults` are those known already.
    pub fn read(sources: &Sources, faults: Faults) -> Result<(Self, Vec<Shown>), Faults> {
        let mut reader = Reader::new(sources, faults);
        let key = read_key(&mut reader);
        let secret = read_secret(&mut reader);
        Self::read_rest(
            reader,
            key.zip(secret),
            StoreLocation::File(DEFAULT_FILE.into()),
            Vec::new(),
        )
    }

    /// Reads everything but the project.
    pub(super) fn read_rest(
        mut reader: Reader<'_>,
        project: Option<(ApiKey, Zeroizing<String>)>,
        default_store: StoreLocation,
        mut warnings: Vec<&'static str>,
    ) -> Result<(Self, Vec<Shown>), Faults> {
        let port = reader.or("PORT", 3000);
        let host = read_host(&mut reader);
        let api_url = reader.or(
            "OPENTOK_API_URL",
            ShownBase(Base::new(DEFAULT_API_URL).expect("a base that is known")),
        );
        let token_format = reader.or("OPENTOK_TOKEN_FORMAT", TokenFormat::default());
        let store = reader.or("TINY_STORE", default_store);
        let session_ttl = reader
            .optional::<SettingDuration>("TINY_SESSION_TTL")
            .map(SettingDuration::get);
        let max_rooms = reader.or("TINY_MAX_ROOMS", 100_000);
        let callers = read_callers(&mut reader);
        let cors = read_cors(&mut reader);
        let rate = reader.optional("TINY_RATE_LIMIT");
        let body_limit = reader.or("TINY_BODY_LIMIT", 102_400);
        let max_connections = read_count(&mut reader, "TINY_MAX_CONNECTIONS", 16_384);
        let upstream_timeout = reader.or("TINY_UPSTREAM_TIMEOUT", SettingDuration::from_secs(20)).get();
        let max_upstream_calls = read_count(&mut reader, "TINY_MAX_UPSTREAM_CALLS", 256);
        let sample_routes = reader.or("TINY_SAMPLE_ROUTES", Switch::Off).is_on();
        let room_role = reader.or("TINY_ROOM_ROLE", Role::Publisher);
        let trusted_proxies = read_networks(&mut reader);
        let log = reader.or("TINY_LOG", LogFormat::Text);
        let admin = reader.optional::<SocketAddr>("TINY_ADMIN_ADDR");
        let grace = reader.or("TINY_SHUTDOWN_GRACE", SettingDuration::from_secs(20)).get();
        #[cfg(feature = "tls")]
        let tls = read_tls(&mut reader);
        #[cfg(not(feature = "tls"))]
        refuse_tls(&mut reader);
        reader.refuse_unknown("TINY_");
        let host = host.unwrap_or_else(|| {
            let default = if callers.is_empty() {
                Ipv4Addr::LOCALHOST
            } else {
                Ipv4Addr::UNSPECIFIED
            };
            reader.show("HOST", &default.to_string(), "default");
            default.into()
        });
        if callers.is_empty() && !host.is_loopback() {
            warnings.push(
                "anyone who reaches this server gets moderator tokens at the project's cost: set TINY_API_TOKENS",
            );
        }
        let shown = reader.finish()?;
        // Whatever is missing of the project was a fault, and has left above.
        let (key, secret) = project.ok_or_else(Faults::default)?;
        let config = Self {
            key,
            secret,
            host,
            port,
            api_url: api_url.0,
            token_format,
            store,
            session_ttl,
            max_rooms,
            callers,
            cors,
            rate,
            body_limit,
            max_connections,
            upstream_timeout,
            max_upstream_calls,
            sample_routes,
            room_role,
            trusted_proxies,
            log,
            admin,
            grace,
            #[cfg(feature = "tls")]
            tls,
            warnings,
        };
        Ok((config, shown))
    }
}

/// Whether a variable of the environment may be a setting of this server.
fn is_ours(name: &str) -> bool {
    name.starts_with("TINY_")
        || SETTINGS
            .iter()
            .any(|setting| setting.name == name || setting.alias == Some(name))
}

fn read_count(reader: &mut Reader<'_>, name: &'static str, default: u32) -> usize {
    let count = reader.or(name, default);
    if count == 0 {
        reader.fault(name, "it must be above 0");
    }
    usize::try_from(count)
        .unwrap_or(usize::MAX)
        .min(tokio::sync::Semaphore::MAX_PERMITS)
}

const DEFAULT_API_URL: &str = "https://api.opentok.com";
const DEFAULT_FILE: &str = "tiny-opentok.db";

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<(Config, Vec<Shown>), Faults> {
        let sources = Sources::new([Layer::from_pairs("environment", pairs.iter().copied())]);
        Config::read(&sources, Faults::default())
    }

    const PAIR: [(&str, &str); 2] = [("OPENTOK_KEY", "12345678"), ("OPENTOK_SECRET", "s3cret")];

    #[test]
    fn key_and_secret_are_enough() {
        let (config, shown) = read(&PAIR).unwrap();
        assert_eq!(config.address().to_string(), "127.0.0.1:3000");
        assert!(config.warnings.is_empty());
        assert!(shown.iter().all(|shown| !shown.value.contains("s3cret")));
        assert!(!format!("{config:?}").contains("s3cret"));
    }

    #[test]
    fn the_names_of_the_first_sample_are_understood() {
        let (config, _) = read(&[("TOKBOX_API_KEY", "1"), ("TOKBOX_SECRET", "s")]).unwrap();
        assert_eq!(config.key.as_str(), "1");
    }

    #[test]
    fn everything_wrong_is_told_at_once_without_the_secret() {
        let faults = read(&[
            ("PORT", "pipe"),
            ("OPENTOK_SECRET", "s3cret"),
            ("TINY_API_TOKENS", "s3cret2=root"),
            ("TINY_STORE", "redis://:s3cret3@"),
            ("TINY_ROOM_ROLE", "host"),
            ("TINY_MAX_CONNECTIONS", "0"),
            ("TINY_API_TOKEN", "x"),
            ("TINY_TLS_CERT", "x"),
            ("HOST", "example.com"),
        ]);
        let text = faults.unwrap_err().to_string();
        for name in [
            "PORT:",
            "OPENTOK_KEY:",
            "TINY_API_TOKENS:",
            "TINY_ROOM_ROLE:",
            "TINY_MAX_CONNECTIONS:",
            "TINY_API_TOKEN:",
            "TINY_TLS_KEY:",
            "HOST:",
        ] {
            assert!(text.contains(name), "{name} in {text}");
        }
        assert!(!text.contains("s3cret"), "{text}");
    }

    #[test]
    fn with_caller_tokens_every_address_is_bound() {
        let (config, _) = read(&[PAIR[0], PAIR[1], ("TINY_API_TOKENS", "a, b=create")]).unwrap();
        assert_eq!(config.address().to_string(), "0.0.0.0:3000");
        assert_eq!(config.callers.len(), 2);
        assert!(config.warnings.is_empty());
        let (config, _) = read(&[PAIR[0], PAIR[1], ("HOST", "0.0.0.0")]).unwrap();
        assert_eq!(config.warnings.len(), 1);
    }
}
