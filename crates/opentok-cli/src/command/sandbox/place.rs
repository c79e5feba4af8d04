use std::path::PathBuf;

use clap::Args;
use opentok_sandbox::serve::Certificate;

use crate::failure::{Failure, sentence};

/// Where the sandbox listens, and how that is told.
#[derive(Args, Debug)]
#[command(next_help_heading = "Where")]
pub(super) struct Place {
    /// Address and port; port 0 is any that is free
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8181")]
    pub(super) listen: String,

    /// Write the port to this file once it listens
    #[arg(long, value_name = "FILE")]
    pub(super) port_file: Option<PathBuf>,

    /// Serve HTTPS too, on the same port, and write the authority to trust to this file, as PEM
    #[arg(long, value_name = "FILE")]
    pub(super) certificate_file: Option<PathBuf>,

    /// A name or address for the certificate besides localhost, 127.0.0.1 and ::1; repeatable
    #[arg(long = "certificate-name", value_name = "NAME", requires = "certificate_file")]
    names: Vec<String>,
}

impl Place {
    /// A new certificate, if there is to be one.
    pub(super) fn certificate(&self) -> Result<Option<Certificate>, Failure> {
        let Some(path) = &self.certificate_file else {
            return Ok(None);
        };
        let names = THIS_MACHINE.into_iter().chain(self.names.iter().map(String::as_str));
        let certificate = Certificate::for_names(names);
        let certificate = certificate.map_err(|error| Failure::refused("certificate", sentence(&error)))?;
        std::fs::write(path, certificate.authority_pem())
            .map_err(|cause| Failure::io("cannot write the certificate file", &cause))?;
        Ok(Some(certificate))
    }
}

const THIS_MACHINE: [&str; 3] = ["localhost", "127.0.0.1", "::1"];
