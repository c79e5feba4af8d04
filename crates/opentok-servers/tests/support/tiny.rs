use alloc::sync::Arc;
use std::io::Write;
use std::sync::{Mutex, mpsc};
use std::thread::{self, JoinHandle};

use opentok_sdk::transport::AnyTransport;
use opentok_servers::log::Log;
use opentok_servers::serve::{Shutdown, ShutdownTrigger};
use opentok_servers::settings::{Faults, Layer, Sources};
use opentok_servers::tiny::{Config, start};

/// A tiny server on threads of this process.
#[derive(Debug)]
pub(crate) struct TinyProcess {
    port: u16,
    trigger: ShutdownTrigger,
    thread: JoinHandle<()>,
    log: Log,
    lines: Lines,
}

impl TinyProcess {
    /// Starts one with these settings and no others.
    pub(crate) fn start<V: Into<String>>(pairs: impl IntoIterator<Item = (&'static str, V)>) -> Self {
        let sources = Sources::new([Layer::from_pairs("test", pairs)]);
        let (config, _) = Config::read(&sources, Faults::default()).unwrap();
        Self::run(config, None)
    }

    /// Starts one whose service is a sandbox.
    #[cfg(feature = "sandbox")]
    pub(crate) fn over_sandbox(pairs: &[(&'static str, &str)]) -> Self {
        use opentok_sandbox::{Clock, Options, Sandbox};

        let options = Options::new().clock(Clock::system()).needs_clients(false);
        Self::over(&Sandbox::new(options), pairs)
    }

    /// Starts one whose service is this sandbox.
    #[cfg(feature = "sandbox")]
    pub(crate) fn over(sandbox: &opentok_sandbox::Sandbox, pairs: &[(&'static str, &str)]) -> Self {
        let own = [("PORT", "0"), ("TINY_SHUTDOWN_GRACE", "2s")];
        let sources = Sources::new([Layer::from_pairs("test", own.iter().chain(pairs).copied())]);
        let (config, _) = Config::read_for_sandbox(&sources, Faults::default(), sandbox).unwrap();
        Self::run(config, Some(AnyTransport::new(sandbox.transport())))
    }

    fn run(config: Config, transport: Option<AnyTransport>) -> Self {
        let lines = Lines::default();
        let log = Log::new(config.log_format(), lines.clone());
        let own_log = log.clone();
        let (trigger, shutdown) = Shutdown::new();
        let (told, port) = mpsc::channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let running = start(config, own_log, transport).await.unwrap();
                told.send(running.address().unwrap().port()).unwrap();
                running.run(shutdown).await;
            });
        });
        Self {
            port: port.recv().unwrap(),
            trigger,
            thread,
            log,
            lines,
        }
    }

    /// Starts one for the project 12345678, calling the service at `service`, with `more` settings.
    pub(crate) fn with_service(service: u16, more: &[(&'static str, &str)]) -> Self {
        let api = format!("http://127.0.0.1:{service}");
        let own = [
            ("OPENTOK_KEY", "12345678"),
            ("OPENTOK_SECRET", "abcdef1234567890abcdef1234567890"),
            ("OPENTOK_API_URL", &api),
            ("PORT", "0"),
            ("TINY_SHUTDOWN_GRACE", "2s"),
        ];
        Self::start(own.iter().chain(more).map(|(name, value)| (*name, (*value).to_owned())))
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Ends it in good order.
    pub(crate) fn stop(self) {
        self.trigger.begin();
        self.thread.join().unwrap();
    }

    pub(crate) fn log(&self) -> String {
        self.log.flush();
        String::from_utf8_lossy(&self.lines.0.lock().unwrap()).into_owned()
    }
}

#[derive(Clone, Debug, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
