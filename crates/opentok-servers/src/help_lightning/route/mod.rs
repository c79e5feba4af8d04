mod auth;
mod create;
mod join;
mod reply;

pub(super) use auth::auth;
pub(super) use create::create;
pub(super) use join::join;
