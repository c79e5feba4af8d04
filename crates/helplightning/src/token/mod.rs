mod bearer;
mod kinds;
mod parse;
mod password;
mod subject;

pub use bearer::{Bearer, NoToken};
pub use kinds::{EnterpriseToken, GssToken, PartnerToken, RefreshToken, SessionToken, UserToken};
pub use parse::ParseTokenError;
pub use password::Password;
