//! The limits of the formats. Each is enforced by signer and verifier alike.

/// The longest token read, in bytes. The largest sound T1 token has about 33 KB.
pub const MAX_TOKEN_LEN: usize = 65_536;

/// The most connection data a token carries, in characters (Unicode scalar values).
pub const MAX_CONNECTION_DATA: usize = 1_000;

/// The longest list of layout classes, in characters once joined by spaces.
pub const MAX_LAYOUT_CLASSES: usize = 1_000;

/// The most fields of unknown names put up with in a T1 token's header, and again in its data.
pub const MAX_FIELDS: usize = 64;

/// Lifetime of a client token that says nothing else, in seconds: 24 hours.
pub const DEFAULT_LIFETIME: u64 = 86_400;

/// The longest lifetime of a client token, in seconds: 30 days.
pub const MAX_LIFETIME: u64 = 30 * 86_400;

/// The longest lifetime before June 2012, in seconds: 7 days.
pub const LEGACY_MAX_LIFETIME: u64 = 7 * 86_400;

/// Lifetime of a REST JWT made here, in seconds.
pub const REST_LIFETIME: u64 = 180;

/// The longest lifetime of a REST JWT signed with a project's secret, in seconds.
pub const MAX_REST_LIFETIME: u64 = 300;

/// The longest lifetime of a REST JWT signed with an application's key, in seconds.
pub const MAX_APPLICATION_REST_LIFETIME: u64 = 900;
