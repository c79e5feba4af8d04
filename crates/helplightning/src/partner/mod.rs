mod cache;
mod key;

pub use cache::Partner;
pub use key::PartnerKey;
