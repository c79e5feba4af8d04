//! Strict JSON objects, read where they lie and written where they go.
//!
//! Only what a token needs: the text is an object, it is checked once from end to end, and the values are then read out
//! of it on demand. Nothing is allocated, nothing recurses, and the work is linear in the length of the text.
//!
//! ```
//! use compact_jws::json::{Object, Value};
//!
//! let claims = Object::parse(r#"{"sub":"caf\u00e9","iat":1700000000.25,"roles":["reader"]}"#)?;
//! for (name, value) in claims.members() {
//!     match value {
//!         Value::Text(text) => assert!(name == "sub" && text == "café"),
//!         Value::Number(number) => assert_eq!(number.floor_i64(), 1_700_000_000),
//!         Value::Array(roles) => assert!(roles.iter().all(|role| role.as_text().is_some())),
//!         _ => unreachable!("there is no other"),
//!     }
//! }
//! # Ok::<(), compact_jws::json::JsonError>(())
//! ```
//!
//! What is refused, beyond what [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259) already forbids: a text that is not
//! an object, a name twice in one object, and whatever is past [`MAX_LEN`], [`MAX_DEPTH`] or [`MAX_NAMES`].
//!
//! Wire: [`WIRE.md`, "JSON"](crate::wire#json).

mod array;
mod check;
mod error;
mod escape;
mod names;
mod number;
mod object;
mod plain;
mod scan;
mod text;
mod value;
mod writer;

pub use array::{Array, Items};
pub use error::{JsonError, JsonErrorKind};
pub use number::Number;
pub use object::{Members, Object};
pub use text::{Chars, Text};
pub use value::Value;
pub use writer::ObjectWriter;

/// The longest text that is read, in bytes.
pub const MAX_LEN: usize = 65_536;

/// How deep objects and arrays may nest. The outermost object is at depth 1.
pub const MAX_DEPTH: usize = 16;

/// How many names all objects open at one point may have together.
///
/// An object gives its names back when it closes, so siblings do not add up. The bound is on names read so far: an object
/// with one hundred names before a member leaves that member's value twenty-eight.
pub const MAX_NAMES: usize = 128;
