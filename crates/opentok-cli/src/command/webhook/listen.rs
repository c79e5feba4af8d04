use core::net::SocketAddr;
use core::num::NonZeroU64;
use std::path::PathBuf;

use clap::Args;
use opentok_rest::Clock;
use opentok_rest::webhook::{Receiver, RecentCallbacks, Verifier};
use tokio::net::TcpListener;

use super::accept::{self, Delivery};
use super::tell;
use crate::credentials::read_secret;
use crate::failure::{Exit, Failure, sentence};
use crate::output::Console;
use crate::service::runtime;

/// Receive what the service tells, prove that it is true, and print it
///
/// Every path and every family of events is taken. A callback that is sent twice is printed once.
/// The signature secret is the one on the project's or the application's page; while it is being changed, give both.
/// OPENTOK_SIGNATURE_SECRET holds one, too.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok webhook listen --listen 0.0.0.0:8080 --secret-file signature.txt
  opentok webhook listen --unsigned --json --count 1 | jq .body")]
pub(crate) struct Listen {
    /// Where to listen; port 0 takes any that is free
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,

    /// File with a signature secret; repeat for more [env: OPENTOK_SIGNATURE_SECRET]
    #[arg(long, value_name = "FILE")]
    secret_file: Vec<PathBuf>,

    /// Believe anybody: nothing proves who sends what is printed
    #[arg(long, conflicts_with = "secret_file")]
    unsigned: bool,

    /// Believe only what is signed for this API key or application
    #[arg(long, value_name = "KEY", conflicts_with = "unsigned")]
    owner: Option<String>,

    /// How long ago a callback may have been signed, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    max_age: u64,

    /// Believe tokens that name no hash of the body
    #[arg(long, conflicts_with = "unsigned")]
    allow_missing_payload_hash: bool,

    /// End after this many callbacks
    #[arg(long, value_name = "N")]
    count: Option<NonZeroU64>,

    /// Write the port to this file once callbacks can come
    #[arg(long, value_name = "FILE")]
    port_file: Option<PathBuf>,
}

impl Listen {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let receiver = self.receiver(console)?;
        runtime()?.block_on(self.serve(receiver, console))
    }

    fn receiver(&self, console: &Console) -> Result<Receiver, Failure> {
        if self.unsigned {
            return Ok(Receiver::unsigned());
        }
        let mut secrets = Vec::new();
        for path in &self.secret_file {
            secrets.push(read_secret(path, "--secret-file", console)?);
        }
        if let Some(secret) = std::env::var("OPENTOK_SIGNATURE_SECRET")
            .ok()
            .filter(|secret| !secret.is_empty())
        {
            secrets.push(secret.into());
        }
        let Some((first, others)) = secrets.split_first() else {
            return Err(Failure::configuration(&[NO_SECRET.to_owned()]));
        };
        let verifier = Verifier::new(first).max_age(self.max_age);
        let mut verifier = others.iter().fold(verifier, |verifier, secret| verifier.or(secret));
        if let Some(owner) = &self.owner {
            verifier = verifier.owner(owner.as_str());
        }
        if self.allow_missing_payload_hash {
            verifier = verifier.allow_missing_payload_hash();
        }
        Ok(Receiver::signed(verifier, Clock::system()).guard(RecentCallbacks::default()))
    }

    async fn serve(&self, receiver: Receiver, console: &mut Console) -> Result<Exit, Failure> {
        let failed = |error| Failure::io("cannot listen", &error);
        let listener = TcpListener::bind(self.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        console.note("listening", &format!("listening on http://{address}"));
        if let Some(path) = &self.port_file {
            write_port(path, address.port()).map_err(|error| Failure::io("cannot write --port-file", &error))?;
        }
        let mut deliveries = accept::run(listener, receiver);
        let mut left = self.count.map(NonZeroU64::get);
        while let Some(delivery) = deliveries.recv().await {
            match delivery {
                Delivery::Refused(error) => console.warn("refused", &sentence(&error)),
                Delivery::Callback { callback, printed } => {
                    tell::callback(&callback, console)?;
                    console.flush()?;
                    // The service sends it again unless it hears that it has arrived.
                    let _ = printed.send(());
                    left = left.map(|left| left - 1);
                    if left == Some(0) {
                        // Lets the answer leave.
                        deliveries.finish().await;
                        break;
                    }
                }
            }
            if console.is_closed() {
                break;
            }
        }
        Ok(Exit::Done)
    }
}

/// The file appears with all that is in it.
fn write_port(path: &std::path::Path, port: u16) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = path.with_file_name(name);
    std::fs::write(&new, format!("{port}\n"))?;
    std::fs::rename(new, path)
}

const NO_SECRET: &str = "there is no signature secret: give --secret-file, set OPENTOK_SIGNATURE_SECRET, or believe \
    anybody with --unsigned";
