use core::fmt::Display;
use core::str::FromStr;

use http_endpoint::{Base, ParseBaseError};
use opentok_token::{ApiKey, ApplicationId};

use super::arguments::CredentialArguments;
use super::layer::{Layer, Setting, flag};
use super::resolve::layers;
use crate::failure::Failure;
use crate::output::Console;

/// Who a server is in each environment, and where that environment is for it. Names and addresses: secrets are not looked
/// for.
#[derive(Debug)]
pub(crate) struct Ends {
    pub(crate) project: Option<ApiKey>,
    pub(crate) application: Option<ApplicationId>,
    /// Where the OpenTok environment is, if that was set.
    pub(crate) opentok_base: Option<Base>,
    /// Where the unified environment is, if that was set.
    pub(crate) unified_base: Option<Base>,
}

impl Ends {
    /// Finds each on its own, in these flags and wherever else it may be.
    pub(crate) fn resolve(
        arguments: &CredentialArguments,
        api_url: Option<String>,
        video_url: Option<String>,
        console: &Console,
    ) -> Result<Self, Failure> {
        let mut faults = Vec::new();
        let mut layers = layers(arguments, &|name| std::env::var_os(name), console, &mut faults);
        if let Some(flags) = layers.first_mut() {
            flags.api_url = flag("--api-url", api_url);
            flags.video_url = flag("--video-url", video_url);
        }
        let first = |of: fn(&Layer) -> Option<&Setting<String>>| layers.iter().find_map(of);
        let ends = Self {
            project: parse(first(Layer::api_key), &mut faults),
            application: parse(first(Layer::application_id), &mut faults),
            opentok_base: address(first(|layer| layer.api_url.as_ref()), &mut faults),
            unified_base: address(first(|layer| layer.video_url.as_ref()), &mut faults),
        };
        if faults.is_empty() {
            Ok(ends)
        } else {
            Err(Failure::configuration(&faults))
        }
    }
}

fn parse<T: FromStr<Err: Display>>(setting: Option<&Setting<String>>, faults: &mut Vec<String>) -> Option<T> {
    read(setting?, str::parse, faults)
}

fn address(setting: Option<&Setting<String>>, faults: &mut Vec<String>) -> Option<Base> {
    read(
        setting?,
        |url| -> Result<Base, ParseBaseError> { Base::new(url) },
        faults,
    )
}

fn read<T, E: Display>(
    setting: &Setting<String>,
    read: impl FnOnce(&str) -> Result<T, E>,
    faults: &mut Vec<String>,
) -> Option<T> {
    let fault = |error: E| faults.push(format!("{}: {error}", setting.origin));
    read(&setting.value).map_err(fault).ok()
}
