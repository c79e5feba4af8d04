//! The sandbox on a port: HTTP and HTTPS on the same one, told apart by the first byte that comes.
//!
//! ```
//! use opentok_sandbox::{Options, Sandbox, serve::Server};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! let running = Server::new(Sandbox::new(Options::new())).start(listener)?;
//! println!("OPENTOK_API_URL={}", running.http_url());
//! running.stop().await;
//! # Ok(())
//! # }
//! ```

mod accept;
mod certificate;
mod connection;
mod deliver;
mod exchange;
mod limits;
mod patience;
mod port_file;
mod running;
mod server;

pub use certificate::{Certificate, MakeCertificateError};
pub use limits::Limits;
pub use port_file::write_port_file;
pub use running::Running;
pub use server::Server;
