//! The settings that say where to listen and whom to believe about addresses.

use core::net::{IpAddr, Ipv4Addr};
#[cfg(feature = "tls")]
use std::path::Path;

use opentok_sdk::transport::{Base, ParseBaseError};

use crate::http::{Cors, Network};
#[cfg(feature = "tls")]
use crate::serve::{ReadTlsError, Tls};
use crate::settings::{Reader, list};

pub(super) fn read_host(reader: &mut Reader<'_>) -> Option<IpAddr> {
    let text = reader.text(&["HOST"])?;
    if text == "localhost" {
        return Some(Ipv4Addr::LOCALHOST.into());
    }
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    let address = bare.parse().ok();
    if address.is_none() {
        reader.fault("HOST", "it is not an address, nor localhost");
    }
    address
}

pub(super) fn read_networks(reader: &mut Reader<'_>) -> Vec<Network> {
    let text = reader.text(&["TINY_TRUSTED_PROXIES"]).unwrap_or_default();
    list(text)
        .filter_map(|item| reader.parse("TINY_TRUSTED_PROXIES", item))
        .collect()
}

pub(super) fn read_cors(reader: &mut Reader<'_>) -> Cors {
    let text = reader.text(&["TINY_CORS_ORIGINS"]).unwrap_or_default();
    Cors::from_origins(list(text)).unwrap_or_else(|error| {
        reader.fault("TINY_CORS_ORIGINS", error.to_string());
        Cors::Off
    })
}

/// The files of a certificate and its key, read and found to belong together.
#[cfg(feature = "tls")]
pub(super) fn read_tls(reader: &mut Reader<'_>) -> Option<Tls> {
    let (certificates, key) = read_tls_paths(reader)?;
    match Tls::read_files(Path::new(certificates), Path::new(key)) {
        Ok(tls) => return Some(tls),
        Err(error @ ReadTlsError::Certificates) => reader.fault(CERTIFICATES, error.to_string()),
        Err(error) => reader.fault(KEY, error.to_string()),
    }
    None
}

/// Refuses what this build cannot do.
#[cfg(not(feature = "tls"))]
pub(super) fn refuse_tls(reader: &mut Reader<'_>) {
    if read_tls_paths(reader).is_some() {
        reader.fault(CERTIFICATES, "this build has no feature tls");
    }
}

fn read_tls_paths<'s>(reader: &mut Reader<'s>) -> Option<(&'s str, &'s str)> {
    match (reader.text(&[CERTIFICATES]), reader.text(&[KEY])) {
        (Some(certificates), Some(key)) => return Some((certificates, key)),
        (Some(_), None) => reader.fault(KEY, "it is missing: the key of TINY_TLS_CERT"),
        (None, Some(_)) => reader.fault(CERTIFICATES, "it is missing: the certificates of TINY_TLS_KEY"),
        (None, None) => {}
    }
    None
}

const CERTIFICATES: &str = "TINY_TLS_CERT";
const KEY: &str = "TINY_TLS_KEY";

/// A base that shows itself as settings do.
pub(super) struct ShownBase(pub(super) Base);

impl core::str::FromStr for ShownBase {
    type Err = ParseBaseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Base::new(text).map(Self)
    }
}

impl core::fmt::Display for ShownBase {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.0.as_str())
    }
}
