//! The most memory that the process held at once, as Linux counts it.

use std::fs;
use std::io;

/// A count that has begun.
#[derive(Debug)]
pub struct Peak {
    before: u64,
}

impl Peak {
    /// Forgets earlier peaks and begins to count.
    ///
    /// # Errors
    ///
    /// If the system does not count.
    pub fn begin() -> io::Result<Self> {
        // Not every system lets the peak be forgotten; then what was held before is not counted again.
        let _ = fs::write("/proc/self/clear_refs", "5");
        Ok(Self { before: peak()? })
    }

    /// By how many bytes the peak has grown since.
    ///
    /// # Errors
    ///
    /// If the system does not count.
    pub fn end(self) -> io::Result<u64> {
        Ok(peak()?.saturating_sub(self.before))
    }
}

/// The peak of what is in memory, in bytes.
fn peak() -> io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    read_peak(&status).ok_or_else(|| io::Error::from(io::ErrorKind::Unsupported))
}

fn read_peak(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read_in_bytes() {
        assert_eq!(read_peak("VmPeak:\t 9 kB\nVmHWM:\t    2048 kB\n"), Some(2 << 20));
        assert_eq!(read_peak("VmHWM:\t2048\n"), None);
        assert_eq!(read_peak(""), None);
    }
}
