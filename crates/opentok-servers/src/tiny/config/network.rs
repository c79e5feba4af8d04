//! The settings that say where to listen and whom to believe about addresses.

use core::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};

use opentok_sdk::transport::{Base, ParseBaseError};

use crate::http::{Cors, Network};
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

pub(super) fn read_tls(reader: &mut Reader<'_>) -> Option<(PathBuf, PathBuf)> {
    let (certificate, key) = (reader.text(&["TINY_TLS_CERT"]), reader.text(&["TINY_TLS_KEY"]));
    match (certificate, key) {
        (Some(_), Some(_)) if !cfg!(feature = "tls") => reader.fault("TINY_TLS_CERT", "this build has no feature tls"),
        (Some(certificate), Some(key)) => return Some((Path::new(certificate).into(), Path::new(key).into())),
        (Some(_), None) => reader.fault("TINY_TLS_KEY", "it is missing: the key of TINY_TLS_CERT"),
        (None, Some(_)) => reader.fault("TINY_TLS_CERT", "it is missing: the certificates of TINY_TLS_KEY"),
        (None, None) => {}
    }
    None
}

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
