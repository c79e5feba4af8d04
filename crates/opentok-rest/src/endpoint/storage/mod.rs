//! Calls about storage of the project's own, for archives.

mod answer;
mod delete;
mod set;
mod target;

pub use answer::{Fallback, StorageSetting};
pub use delete::DeleteArchiveStorage;
pub use set::SetArchiveStorage;
use target::ConfigBody;
pub use target::{Azure, S3, StorageTarget};
