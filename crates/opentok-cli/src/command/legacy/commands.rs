use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use opentok_rest::legacy::{
    CreateLegacySession, DeleteLegacyArchive, Download, GetLegacyArchiveUrl, GetLegacyManifest, Stitch,
    StitchLegacyArchive,
};
use opentok_rest::{ArchiveId, VideoId};
use opentok_token::ApiKey;

use crate::failure::{Exit, Failure};
use crate::output::{Console, Facts};
use crate::service::{Service, ServiceArguments, pair};

/// Create a session as the first SDKs did
#[derive(Args, Debug)]
pub(crate) struct CreateSession {
    /// The API key of the project, which also sends its secret along
    #[arg(value_name = "KEY")]
    key: ApiKey,

    /// An IP address near the first clients
    #[arg(long, value_name = "IP")]
    location: Option<String>,

    /// Add a property, such as p2p.preference=enabled; repeat for more
    #[arg(long = "property", value_name = "NAME=VALUE", value_parser = pair)]
    properties: Vec<(String, String)>,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Fetch the manifest of an archive, for `opentok manifest` to read
#[derive(Args, Debug)]
pub(crate) struct Manifest {
    /// The archive
    #[arg(value_name = "ID")]
    archive: ArchiveId,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Ask where a video of an archive can be downloaded
#[derive(Args, Debug)]
pub(crate) struct Url {
    /// The archive
    #[arg(value_name = "ID")]
    archive: ArchiveId,

    /// The video, as the manifest names it
    #[arg(value_name = "VIDEO")]
    video: VideoId,

    /// Where to put the video if the service sends it at once, as it did in the beginning
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Delete an archive and its videos
#[derive(Args, Debug)]
pub(crate) struct Delete {
    /// The archive
    #[arg(value_name = "ID")]
    archive: ArchiveId,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Have the videos of an archive put together; say it again until there is an address
#[derive(Args, Debug)]
pub(crate) struct StitchArchive {
    /// The archive
    #[arg(value_name = "ID")]
    archive: ArchiveId,

    #[command(flatten)]
    service: ServiceArguments,
}

impl CreateSession {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut create = CreateLegacySession::new(self.key);
        if let Some(location) = self.location {
            create = create.location(location);
        }
        for (name, value) in self.properties {
            create = create.property(name, value);
        }
        Service::new(&self.service, console).tell(&create)
    }
}

impl Manifest {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut service = Service::new(&self.service, console);
        let Some(answer) = service.send(&GetLegacyManifest::new(self.archive))? else {
            return Ok(Exit::Done);
        };
        for warning in &answer.warnings {
            service.console().warn("manifest", &warning.to_string());
        }
        service.show(&answer.manifest)?;
        Ok(Exit::Done)
    }
}

impl Url {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut service = Service::new(&self.service, console);
        let facts = match service.send(&GetLegacyArchiveUrl::new(self.archive, self.video))? {
            None => return Ok(Exit::Done),
            Some(Download::Url(url)) => Facts::new().with("url", url.expose().to_owned()),
            Some(Download::File(bytes)) => {
                let Some(path) = &self.output else {
                    let message = "the service sent the video itself: say with --output where to put it";
                    return Err(Failure::refused("video", message));
                };
                keep(path, &bytes)?;
                Facts::new().with("file", path.display().to_string())
            }
            Some(_) => return Err(Failure::unavailable("unreadable", "the answer is of an unknown kind")),
        };
        service.console().facts(&facts)?;
        Ok(Exit::Done)
    }
}

impl Delete {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        Service::new(&self.service, console).tell_done(&DeleteLegacyArchive::new(self.archive), "deleted")
    }
}

impl StitchArchive {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut service = Service::new(&self.service, console);
        let facts = match service.send(&StitchLegacyArchive::new(self.archive))? {
            None => return Ok(Exit::Done),
            Some(Stitch::Ready(url)) => Facts::new().with("ready", true).with("url", url.expose().to_owned()),
            Some(_) => Facts::new().with("ready", false),
        };
        service.console().facts(&facts)?;
        Ok(Exit::Done)
    }
}

/// Writes a file that must not be there yet, all of it or nothing.
fn keep(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error| Failure::io("cannot write the video", &error);
    let mut file = File::create_new(path).map_err(failed)?;
    file.write_all(bytes).map_err(|error| {
        let _ = fs::remove_file(path);
        failed(error)
    })
}
