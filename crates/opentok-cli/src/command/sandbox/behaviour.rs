use clap::Args;
use opentok_sandbox::{Clock, Options};

/// How the sandbox behaves where the service leaves a choice.
#[derive(Args, Debug)]
#[command(next_help_heading = "Behaviour")]
pub(super) struct Behaviour {
    /// Where ids and secrets come from: runs of one seed that are asked the same answer the same
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,

    /// Let the clock stand at this moment until it is moved; callers have to sign by it
    #[arg(long, value_name = "UNIX")]
    clock_at: Option<u64>,

    /// Where the sandbox is reached, for addresses in webhooks; where it listens if not given
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,

    /// Open the control surface to other machines, for bearers of this token, and to nobody else
    #[arg(
        long,
        value_name = "TOKEN",
        env = "OPENTOK_SANDBOX_CONTROL_TOKEN",
        hide_env_values = true
    )]
    control_token: Option<String>,

    /// How far callers' clocks may be off, either way, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    skew: u64,

    /// Accept key and secret in the X-TB-PARTNER-AUTH header, as the service did until 2017
    #[arg(long)]
    partner_auth: bool,

    /// Start archives and broadcasts in sessions without clients too
    #[arg(long)]
    without_clients: bool,

    /// Refuse unknown streams with 408, as older documents have it, and not with 404
    #[arg(long)]
    bad_stream_408: bool,

    /// Let every upload to a project's storage fail
    #[arg(long)]
    uploads_fail: bool,

    /// Send webhooks to other machines too, and not to this one alone
    #[arg(long)]
    remote_webhooks: bool,
}

impl Behaviour {
    /// The sandbox's options. The dialect of 2011 to 2014 is set elsewhere.
    pub(super) fn options(self) -> Options {
        let clock = self
            .clock_at
            .map_or_else(Clock::system, |seconds| Clock::fixed(seconds.saturating_mul(1000)));
        let mut options = Options::new()
            .seed(self.seed)
            .clock(clock)
            .skew_s(self.skew)
            .partner_auth(self.partner_auth)
            .needs_clients(!self.without_clients)
            .bad_stream_is_408(self.bad_stream_408)
            .uploads_fail(self.uploads_fail)
            .remote_webhooks(self.remote_webhooks);
        if let Some(url) = self.public_url {
            options = options.public_url(url);
        }
        if let Some(token) = self.control_token {
            options = options.control_token(token);
        }
        options
    }
}
