use std::fs::File;
use std::io;
use std::os::fd::AsFd;

use http_endpoint::AnyTransport;
use opentok_servers::log::{Level, Log};
use opentok_servers::serve::Shutdown;
use opentok_servers::tiny::{self, Config, StartError};

use crate::failure::{Exit, Failure, sentence};

/// Serves until a signal ends it; `transport` carries the calls of the service, if not the network.
pub(super) fn run(config: Config, transport: Option<AnyTransport>) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|cause| Failure::io("cannot start threads", &cause))?;
    // The console holds standard output's lock, and lines should not wait in its buffer.
    let out = io::stdout().as_fd().try_clone_to_owned().map(File::from);
    let log = Log::new(
        config.log_format(),
        out.map_err(|cause| Failure::io("cannot write to standard output", &cause))?,
    );
    runtime.block_on(async {
        let shutdown = Shutdown::on_signals().map_err(|cause| Failure::io("cannot listen to signals", &cause))?;
        let running = tiny::start(config, log.clone(), transport)
            .await
            .map_err(|error| refusal(&error))?;
        let address = running
            .address()
            .map_err(|cause| Failure::io("cannot tell the address", &cause))?;
        log.event(Level::Info, "listening", &[("address", &address.to_string())]);
        running.run(shutdown).await;
        log.event(Level::Info, "stopped", &[]);
        log.flush();
        Ok(Exit::Done)
    })
}

fn refusal(error: &StartError) -> Failure {
    let word = match error {
        StartError::Bind(..) => "address",
        StartError::Store(_) => "store",
        _ => "start",
    };
    Failure::refused(word, sentence(error))
}
