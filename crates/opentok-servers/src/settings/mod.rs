//! Settings: named texts from several places, the strongest first, read into values with every fault told at once.

mod fault;
mod reader;
mod sources;
mod value;

pub use fault::{Fault, Faults};
pub use reader::{Reader, Shown};
pub use sources::{Layer, Sources};
pub use value::{ParseValueError, SettingDuration, Switch, list};
