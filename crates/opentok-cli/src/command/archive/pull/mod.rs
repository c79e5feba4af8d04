//! Downloading what was recorded.

use core::time::Duration;
use std::path::PathBuf;

use clap::Args;
use http_endpoint::Transport;
use opentok_rest::archive::{Archive, GetArchive, OutputMode, SignedUrl, Status};
use opentok_rest::{ArchiveId, Client};
use tokio::time::{Instant, sleep};

use self::address::Address;
use self::download::Download;
use self::part_file::PartFile;
use self::progress::Progress;
use crate::failure::{Exit, Failure};
use crate::output::{Console, Facts};
use crate::service::{Service, ServiceArguments, call_failure, plain_transport};
use crate::time::parse_duration;

mod address;
mod content_range;
mod download;
mod part_file;
mod progress;

/// Download an archive
///
/// What arrives is kept in a file of its own, named with `.part`, and goes on from there if it is interrupted, also by
/// another run of this command. The file itself appears when everything is there and has the right length and checksum.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok archive pull 30b3ebf1-ba36-4f5b-8def-6f70d9986fe9 --wait
  opentok archive pull 30b3ebf1-ba36-4f5b-8def-6f70d9986fe9 -o call.mp4 --json | jq -r .sha256")]
pub(crate) struct Pull {
    /// The archive
    #[arg(value_name = "ID")]
    archive: ArchiveId,

    /// Where to put it [default: the id, and .mp4 or .zip]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Replace a file that is there
    #[arg(long)]
    force: bool,

    /// Wait until the archive is ready, an hour or as long as is said
    #[arg(long, value_name = "DURATION", num_args = 0..=1, require_equals = true, default_missing_value = "1h",
        value_parser = parse_duration)]
    wait: Option<Duration>,

    /// The most that is downloaded, in GiB
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u64).range(1..=1 << 20))]
    max_gib: u64,

    #[command(flatten)]
    service: ServiceArguments,
}

/// How long a server may say nothing.
const PATIENCE: Duration = Duration::from_secs(30);

impl Pull {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let get = GetArchive::new(self.archive.clone());
        let mut service = Service::new(&self.service, console);
        if service.is_curl() {
            return service.tell(&get);
        }
        let (client, runtime) = service.client(&get)?;
        let encrypted_only = service.is_encrypted();
        let archive = runtime.block_on(self.ready(&client, &get))?;
        let path = self.path(&archive)?;
        if !self.force && path.exists() {
            return Err(Failure::refused(
                "file_exists",
                "the file is there already; --force replaces it",
            ));
        }
        let part = PartFile::open(&path, self.archive.as_str())?;
        let resumed_from = part.len();
        let progress = Progress::new(service.console().is_json(), resumed_from);
        let mut download = Download::new(plain_transport(PATIENCE)?, part, progress)
            .encrypted_only(encrypted_only)
            .limit(self.max_gib << 30);
        let fresh = async || {
            let archive = client.call(&get).await.map_err(|error| call_failure(&error))?;
            address(&archive)
        };
        runtime.block_on(download.run(address(&archive)?, fresh))?;
        let part = download.into_part();
        let (bytes, sha256) = (part.len(), part.sha256());
        let is_verified = match check(&archive, bytes, &sha256) {
            Ok(is_verified) => is_verified,
            Err(failure) => {
                part.discard();
                return Err(failure);
            }
        };
        part.finish(&path, self.force)?;
        let facts = Facts::new()
            .with("archive", self.archive.as_str())
            .with("file", path.display().to_string())
            .with("bytes", bytes)
            .with("resumedFrom", (resumed_from > 0).then_some(resumed_from))
            .with("sha256", sha256)
            .with("checksumVerified", is_verified);
        service.console().facts(&facts)?;
        Ok(Exit::Done)
    }

    /// The archive, once it can be downloaded.
    async fn ready<T: Transport>(&self, client: &Client<T>, get: &GetArchive) -> Result<Archive, Failure> {
        let end = self.wait.map(|wait| Instant::now() + wait);
        let mut pause = FIRST_PAUSE;
        loop {
            let archive = client.call(get).await.map_err(|error| call_failure(&error))?;
            let is_coming = matches!(archive.status, Status::Started | Status::Paused | Status::Stopped);
            if archive.url.is_some() && !is_coming {
                return Ok(archive);
            }
            let status = archive.status.as_str().to_owned();
            match end {
                Some(end) if is_coming => {
                    if Instant::now() + pause > end {
                        let message = format!("the archive is still {status}; waited in vain");
                        return Err(Failure::refused("not_available", message));
                    }
                }
                _ if is_coming => {
                    let message = format!("the archive is {status}; --wait waits until it is available");
                    return Err(Failure::refused("not_available", message));
                }
                _ => {
                    let message = format!("the archive is {status} and cannot be downloaded");
                    return Err(Failure::refused("not_available", message));
                }
            }
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    fn path(&self, archive: &Archive) -> Result<PathBuf, Failure> {
        if let Some(path) = &self.output {
            return Ok(path.clone());
        }
        let id = self.archive.as_str();
        let is_name = id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if !is_name {
            return Err(Failure::usage(
                "the id makes no file name: say with --output where to put the archive",
            ));
        }
        let extension = match archive.output_mode {
            Some(OutputMode::Individual) => "zip",
            _ => "mp4",
        };
        Ok(format!("{id}.{extension}").into())
    }
}

const FIRST_PAUSE: Duration = Duration::from_millis(500);

const LONGEST_PAUSE: Duration = Duration::from_secs(10);

fn address(archive: &Archive) -> Result<Address, Failure> {
    let url = archive.url.as_ref().map(SignedUrl::expose);
    let address = url.and_then(|url| Address::parse(url).ok());
    address.ok_or_else(|| Failure::unavailable("unreadable", "the archive has no address that can be used"))
}

/// Whether the checksum is proven right. An error if anything is proven wrong.
fn check(archive: &Archive, bytes: u64, sha256: &str) -> Result<bool, Failure> {
    if let Some(size) = archive.size.filter(|size| *size > 0 && *size != bytes) {
        let message = format!("the archive has {size} bytes and {bytes} arrived; nothing was kept");
        return Err(Failure::unavailable("wrong_length", message));
    }
    match archive
        .sha256_sum
        .as_deref()
        .map(str::trim)
        .filter(|sum| !sum.is_empty())
    {
        Some(sum) if sum.eq_ignore_ascii_case(sha256) => Ok(true),
        Some(_) => Err(Failure::unavailable(
            "wrong_checksum",
            format!("what arrived has another checksum than the archive, {sha256}; nothing was kept"),
        )),
        None => Ok(false),
    }
}
