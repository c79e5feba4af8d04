use core::net::Ipv4Addr;

use clap::Args;
use opentok_rest::Resolution;
use opentok_rest::session::CreateSession;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments, resolution};

/// Create a session
///
/// Sound and picture go through the service's servers, as archives, broadcasts and SIP need it, unless --relayed.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok session create
  opentok session create --relayed --location 192.0.2.7
  opentok session create --archive-always --archive-name 'weekly call' --json | jq -r .session_id")]
pub(crate) struct Create {
    /// Let sound and picture go from client to client where that is possible
    #[arg(long, conflicts_with_all = ["archive_always", "e2ee"])]
    relayed: bool,

    /// Record the session whenever somebody is in it
    #[arg(long)]
    archive_always: bool,

    /// The name of these archives
    #[arg(long, value_name = "TEXT", requires = "archive_always")]
    archive_name: Option<String>,

    /// Width and height of the picture in these archives
    #[arg(long, value_name = "WxH", requires = "archive_always", value_parser = resolution)]
    archive_resolution: Option<Resolution>,

    /// Where the first clients are
    #[arg(long, value_name = "IPV4")]
    location: Option<Ipv4Addr>,

    /// Have clients encrypt for each other what they publish
    #[arg(long, conflicts_with = "archive_always")]
    e2ee: bool,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Create {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut create = if self.relayed {
            CreateSession::relayed()
        } else {
            CreateSession::routed()
        };
        if self.archive_always {
            create = create.archive_always();
        }
        if let Some(name) = self.archive_name {
            create = create.archive_name(name);
        }
        if let Some(resolution) = self.archive_resolution {
            create = create.archive_resolution(resolution);
        }
        if let Some(location) = self.location {
            create = create.location(location);
        }
        Service::new(&self.service, console).tell(&create.e2ee(self.e2ee))
    }
}
