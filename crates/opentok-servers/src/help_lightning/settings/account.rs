use std::path::Path;

use helplightning::{ApiKey, PartnerKey, Region, Service, SiteId};

use super::PartnerKeyFile;
use crate::settings::{Faults, Reader, Sources};

/// What the service wants to know of who calls it, and where it is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Account {
    /// Where the service is.
    pub service: Service,
    /// The enterprise.
    pub site: SiteId,
    /// The key that goes with every call.
    pub api_key: ApiKey,
    /// The key that signs for the enterprise.
    pub partner_key: PartnerKey,
}

impl Account {
    /// Reads the five settings of an account (`HLSERVER_URL`, `…_REGION`, `…_ENTERPRISE_ID`, `…_API_KEY` and
    /// `…_PARTNER_KEY`, a file), and what the operator should know of them. For programs that call the service and
    /// serve nobody.
    ///
    /// # Errors
    ///
    /// Everything that is missing or wrong, at once. No secret is repeated.
    pub fn read(sources: &Sources) -> Result<(Self, Vec<String>), Faults> {
        let mut reader = Reader::new(sources, Faults::default());
        let mut warnings = Vec::new();
        let account = Self::from_reader(&mut reader, &mut warnings);
        reader.finish()?;
        // Whatever is missing was a fault, and has left above.
        account.map(|account| (account, warnings)).ok_or_else(Faults::default)
    }

    /// The account of everybody at a stand-in of the service.
    #[cfg(feature = "sandbox")]
    pub fn of_sandbox(sandbox: &helplightning::sandbox::Sandbox) -> Self {
        Self {
            service: sandbox.service(),
            site: sandbox.site(),
            api_key: sandbox.api_key(),
            partner_key: sandbox.partner_key(),
        }
    }

    pub(super) fn from_reader(reader: &mut Reader<'_>, warnings: &mut Vec<String>) -> Option<Self> {
        let service = read_service(reader);
        let site = reader.text(&[SITE]);
        let site = required(reader, SITE, site).and_then(|text| reader.parse(SITE, text));
        let api_key = reader.secret(&[API_KEY]);
        let api_key = required(reader, API_KEY, api_key).and_then(|text| reader.parse(API_KEY, text));
        let path = reader.text(&[KEY_FILE]);
        let key = required(reader, KEY_FILE, path).and_then(|path| read_key(reader, path, warnings));
        Some(Self {
            service: service?,
            site: site?,
            api_key: api_key?,
            partner_key: key?,
        })
    }

    /// Knows of the settings without using them.
    #[cfg(feature = "sandbox")]
    pub(super) fn pass_over(reader: &mut Reader<'_>) {
        for name in [URL, REGION, SITE, KEY_FILE] {
            let _ = reader.text(&[name]);
        }
        let _ = reader.secret(&[API_KEY]);
    }
}

const URL: &str = "HLSERVER_URL";
const REGION: &str = "HLSERVER_REGION";
const SITE: &str = "HLSERVER_ENTERPRISE_ID";
const API_KEY: &str = "HLSERVER_API_KEY";
const KEY_FILE: &str = "HLSERVER_PARTNER_KEY";

fn required<'s>(reader: &mut Reader<'_>, name: &'static str, text: Option<&'s str>) -> Option<&'s str> {
    if text.is_none() {
        reader.fault(name, "it is missing");
    }
    text
}

fn read_service(reader: &mut Reader<'_>) -> Option<Service> {
    let region = match reader.text(&[REGION]) {
        None | Some("us") => Some(Region::Us),
        Some("eu") => Some(Region::Eu),
        Some(_) => {
            reader.fault(REGION, "it is not us or eu");
            None
        }
    };
    match reader.text(&[URL]) {
        Some(url) => reader.parse(URL, url),
        None => region.map(Region::service),
    }
}

fn read_key(reader: &mut Reader<'_>, path: &str, warnings: &mut Vec<String>) -> Option<PartnerKey> {
    match PartnerKeyFile::read(Path::new(path)) {
        Ok(file) => {
            if file.is_open_to_others {
                warnings.push(format!("others may read the partner key: chmod 600 {path}"));
            }
            Some(file.key)
        }
        Err(error) => {
            let cause = core::error::Error::source(&error).map(|cause| format!(": {cause}"));
            reader.fault(KEY_FILE, format!("{error}{}", cause.unwrap_or_default()));
            None
        }
    }
}
