use serde_json::{Map, Value};

/// A kind of server, as cases need it.
pub(crate) trait Subject: Sync {
    /// Starts one with these settings, in front of a service on this port of this machine.
    fn start(&self, config: &Map<String, Value>, service_port: u16) -> Box<dyn Running>;

    /// Whether a value is what a matcher of this server's own asks for; `None` if the matcher is not known.
    fn matches(&self, matcher: &str, want: &Value, value: &Value) -> Option<Result<(), String>>;
}

/// A server that runs. Dropping it stops it.
pub(crate) trait Running: Sync {
    /// Its port on this machine.
    fn port(&self) -> u16;

    /// What it has said so far.
    fn log(&self) -> String;

    /// Stops it in good order.
    fn stop(&mut self) -> Result<(), String>;
}
