use opentok_sandbox::serve::{Server, write_port_file};
use opentok_sandbox::{Options, Sandbox};
use tokio::net::TcpListener;

use super::place::Place;
use super::{announce, stop};
use crate::failure::{Exit, Failure};
use crate::output::Console;

/// Serves until a signal ends it.
pub(super) fn run(options: Options, place: &Place, console: &mut Console) -> Result<Exit, Failure> {
    let certificate = place.certificate()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|cause| Failure::io("cannot start threads", &cause))?;
    runtime.block_on(async {
        let stop = stop::signalled().map_err(|cause| Failure::io("cannot listen to signals", &cause))?;
        let listener = TcpListener::bind(&place.listen).await;
        let listener = listener.map_err(|cause| Failure::io("cannot listen", &cause))?;
        let address = listener
            .local_addr()
            .map_err(|cause| Failure::io("cannot tell the address", &cause))?;

        let sandbox = Sandbox::new(options);
        let facts = announce::facts(&sandbox, address, certificate.is_some());
        let mut server = Server::new(sandbox);
        if let Some(certificate) = certificate {
            server = server.certificate(certificate);
        }
        // Connections wait from here on, so whoever reads this, or the file, may call at once.
        console.facts(&facts)?;
        console.flush()?;
        if let Some(path) = &place.port_file {
            write_port_file(path, address.port()).map_err(|cause| Failure::io("cannot write the port file", &cause))?;
        }
        let served = server.run(listener, stop).await;
        served.map_err(|cause| Failure::io("cannot serve", &cause))?;
        Ok(Exit::Done)
    })
}
