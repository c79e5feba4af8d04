//! The roots that this machine trusts. Environment variables may name them, so that a process of its own is asked.

use std::process::Command;

use http_endpoint::net::{Roots, TlsSettingsError};
use http_endpoint::{Base, Transport};

use crate::adapters::settings;
use crate::server::{Server, answer};
use crate::tls::{acceptor, certificate};

/// Where the other process finds a service. Unset in this one.
const SERVICE: &str = "HTTP_ENDPOINT_TEST_SERVICE";

/// Runs one test of this module in a process of its own, which trusts `pem`. Whether it passes.
async fn passes(test: &'static str, service: String, pem: String) -> bool {
    let run = move || {
        let file = std::env::temp_dir().join(format!("http-endpoint-{}-{test}.pem", std::process::id()));
        std::fs::write(&file, pem).unwrap();
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--include-ignored", "--exact", &format!("system_roots::{test}")])
            .env(SERVICE, service)
            .env("SSL_CERT_FILE", &file)
            .env_remove("SSL_CERT_DIR")
            .output()
            .unwrap();
        std::fs::remove_file(&file).unwrap();
        let report = String::from_utf8_lossy(&output.stdout);
        assert!(report.contains("running 1 test"), "{report}");
        output.status.success()
    };
    tokio::task::spawn_blocking(run).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_the_machine_trusts_every_adapter_believes() {
    let (own, other) = (certificate("localhost"), certificate("localhost"));
    let server = Server::with_tls(Some(acceptor(&own, None)), |connection, _| answer(connection, b"ok")).await;
    let service = format!("https://localhost:{}", server.address.port());
    // What is no certificate does not spoil the rest.
    let pem = format!("nonsense\n{}", own.cert.pem());
    assert!(passes("a_service_is_believed", service.clone(), pem).await);
    let adapters = server.arrived().len();
    assert!(adapters > 0);
    assert!(!passes("a_service_is_believed", service, other.cert.pem()).await);
    assert_eq!(server.arrived().len(), adapters);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_machine_that_trusts_nobody_is_told() {
    assert!(passes("no_root_is_found", String::new(), "nonsense".to_owned()).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by another test, in a process of its own"]
async fn a_service_is_believed() {
    let base = Base::new(&std::env::var(SERVICE).unwrap()).unwrap();
    let settings = settings().roots(Roots::system().unwrap());
    let adapters: &[fn(&_) -> _] = &[
        #[cfg(feature = "hyper")]
        crate::adapters::hyper,
        #[cfg(feature = "reqwest")]
        crate::adapters::reqwest,
        #[cfg(feature = "ureq")]
        crate::adapters::ureq,
    ];
    for adapter in adapters {
        let response = adapter(&settings).send(base.get(&["a"]).build()).await.unwrap();
        assert_eq!(response.into_body().collect(2).await.unwrap(), "ok");
    }
}

#[test]
#[ignore = "run by another test, in a process of its own"]
fn no_root_is_found() {
    assert!(std::env::var(SERVICE).is_ok());
    assert_eq!(Roots::system().unwrap_err(), TlsSettingsError::SystemRoots);
}
