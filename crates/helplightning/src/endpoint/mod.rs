mod create_session;
mod invite_user;
mod list_users;
mod login;
mod raw;
mod read_own_user;
mod read_session;
mod read_user;
mod refresh_login;
mod session_video;

pub use create_session::{CreateSession, SessionAccess};
pub use invite_user::InviteUser;
pub use list_users::ListUsers;
pub use login::{Login, LoginAccess};
pub use raw::RawCall;
pub use read_own_user::{OwnUser, ReadOwnUser};
pub use read_session::ReadSession;
pub use read_user::ReadUser;
pub use refresh_login::RefreshLogin;
pub use session_video::{SessionVideo, VideoAccess};

/// The longest answer that is about one object, in bytes.
const MAX_OBJECT: usize = 256 * 1024;
