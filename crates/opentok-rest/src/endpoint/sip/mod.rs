//! Calls to telephones, and tones for them.

mod answer;
mod dial;
mod digits;
mod play_dtmf;
mod play_dtmf_to;
mod target;
mod uri;

pub use answer::SipCall;
pub use dial::Dial;
pub use digits::Digits;
pub use play_dtmf::PlayDtmf;
pub use play_dtmf_to::PlayDtmfTo;
use target::SipBody;
pub use target::SipTarget;
pub use uri::SipUri;
