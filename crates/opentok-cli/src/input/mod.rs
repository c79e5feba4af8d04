//! Input that may be long, or hostile: lines with a limit, and small files.

pub(crate) mod batch;
mod lines;
mod small_file;
mod subjects;

use lines::Lines;
pub(crate) use lines::{Line, MAX_LINE};
pub(crate) use small_file::{ReadFileError, SmallFile};
pub(crate) use subjects::Subjects;
