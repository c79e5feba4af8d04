use clap::Args;
use opentok_rest::StreamId;
use opentok_rest::session::{GetStream, ListStreams, MuteStream, SetStreamClasses};
use opentok_token::SessionId;

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments, StreamArguments};

/// List the streams of a session
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok stream list ID")]
pub(crate) struct List {
    /// The session
    #[arg(value_name = "SESSION")]
    session: SessionId,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Describe a stream
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok stream get ID STREAM")]
pub(crate) struct Get {
    #[command(flatten)]
    which: StreamArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Mute a stream; its publisher may unmute it
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok stream mute ID STREAM")]
pub(crate) struct Mute {
    #[command(flatten)]
    which: StreamArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Set the layout classes of streams, which decide their place in archives and broadcasts
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok stream layout ID 8b732909=focus,full 9a1f4c77=")]
pub(crate) struct Layout {
    /// The session
    #[arg(value_name = "SESSION")]
    session: SessionId,

    /// A stream and all its classes, with commas between them; none takes away those it has
    #[arg(value_name = "STREAM=CLASSES", required = true, value_parser = classes)]
    streams: Vec<Classes>,

    #[command(flatten)]
    service: ServiceArguments,
}

impl List {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let list = ListStreams::new(self.session).missing_is_empty();
        Service::new(&self.service, console).tell_items(&list, |streams| streams.items, COLUMNS)
    }
}

impl Get {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = GetStream::new(self.which.session, self.which.stream);
        Service::new(&self.service, console).tell(&call)
    }
}

impl Mute {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let call = MuteStream::new(self.which.session, self.which.stream);
        Service::new(&self.service, console).tell_done(&call, "muted")
    }
}

impl Layout {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut set = SetStreamClasses::new(self.session);
        for Classes { stream, classes } in &self.streams {
            set = set.stream(stream.clone(), classes.iter().map(String::as_str));
        }
        Service::new(&self.service, console).tell_maybe(&set, "arranged")
    }
}

/// What people see of each.
const COLUMNS: &[&str] = &["id", "videoType", "name", "layoutClassList"];

/// A stream and its layout classes.
#[derive(Clone, Debug)]
struct Classes {
    stream: StreamId,
    classes: Vec<String>,
}

fn classes(text: &str) -> Result<Classes, String> {
    let (stream, classes) = text.split_once('=').ok_or("not of the form STREAM=CLASS,CLASS")?;
    Ok(Classes {
        stream: stream
            .parse()
            .map_err(|error: opentok_rest::ParseIdError| error.to_string())?,
        classes: classes
            .split(',')
            .filter(|class| !class.is_empty())
            .map(str::to_owned)
            .collect(),
    })
}
