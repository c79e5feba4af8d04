/// Where a project's archives are put instead of being kept by the service.
#[derive(Clone, Debug)]
pub(crate) struct StorageTarget {
    /// Whether the service keeps what could not be put there.
    pub(crate) falls_back: bool,
}
