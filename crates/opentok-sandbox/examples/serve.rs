//! A sandbox on any free port of this machine: seed 7, a clock that stands at the beginning of 2026 until it is moved.
//!
//! `serve FOLDER` answers HTTP and HTTPS, writes the authority to trust to `authority.pem` in that folder and then the port
//! to `port`, and ends with its standard input. Whatever language a test is written in, it starts this, waits for the file,
//! and closes the pipe when it is done.

use core::error::Error;
use std::{env, fs, io, path::PathBuf, thread};

use opentok_sandbox::{
    Options, Sandbox,
    serve::{Certificate, Server, write_port_file},
};
use tokio::{net::TcpListener, sync::oneshot};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args_os().nth(1).ok_or("usage: serve FOLDER")?);
    let certificate = Certificate::for_this_machine()?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    fs::write(folder.join("authority.pem"), certificate.authority_pem())?;
    write_port_file(&folder.join("port"), listener.local_addr()?.port())?;
    let (stop, stopped) = oneshot::channel::<()>();
    thread::spawn(move || {
        // However reading ends, nobody is there any more.
        drop(io::copy(&mut io::stdin(), &mut io::sink()));
        drop(stop);
    });
    let server = Server::new(Sandbox::new(Options::new().seed(7))).certificate(certificate);
    server.run(listener, async { drop(stopped.await) }).await?;
    Ok(())
}
