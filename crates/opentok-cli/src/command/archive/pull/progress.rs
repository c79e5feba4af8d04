use core::time::Duration;
use std::io::{self, IsTerminal, Write};
use std::time::Instant;

/// A bar on the terminal, if there is one and nobody wants JSON.
pub(super) struct Progress {
    is_shown: bool,
    began_at: Instant,
    began_with: u64,
    last: Option<Instant>,
}

impl Progress {
    pub(super) fn new(is_json: bool, began_with: u64) -> Self {
        Self {
            is_shown: !is_json && io::stderr().is_terminal(),
            began_at: Instant::now(),
            began_with,
            last: None,
        }
    }

    /// Shows how far it is, not too often.
    pub(super) fn update(&mut self, len: u64, total: Option<u64>) {
        let now = Instant::now();
        if !self.is_shown || self.last.is_some_and(|last| now.duration_since(last) < PACE) {
            return;
        }
        self.last = Some(now);
        let seconds = now.duration_since(self.began_at).as_secs_f64();
        let line = line(len, total, len.saturating_sub(self.began_with), seconds);
        // A bar that cannot be drawn is no reason to stop.
        let _ = write!(io::stderr(), "\r{line}\x1b[K");
    }

    /// Takes the bar away.
    pub(super) fn clear(&mut self) {
        if self.is_shown && self.last.take().is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

const PACE: Duration = Duration::from_millis(100);

const WIDTH: usize = 30;

#[allow(clippy::cast_precision_loss, reason = "for people")]
fn line(len: u64, total: Option<u64>, arrived: u64, seconds: f64) -> String {
    let mib = |bytes: u64| bytes as f64 / 1_048_576.0;
    let rate = if seconds > 0.0 { mib(arrived) / seconds } else { 0.0 };
    match total.filter(|total| *total > 0) {
        Some(total) => {
            let percent = u128::from(len.min(total)) * 100 / u128::from(total);
            let filled = usize::try_from(percent).unwrap_or(100) * WIDTH / 100;
            let bar = format!("{}{}", "█".repeat(filled), "·".repeat(WIDTH - filled));
            format!(
                "{bar} {percent:3} %  {:.1} of {:.1} MiB  {rate:.1} MiB/s",
                mib(len),
                mib(total)
            )
        }
        None => format!("{:.1} MiB  {rate:.1} MiB/s", mib(len)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_far_it_is() {
        const MIB: u64 = 1 << 20;
        let half = format!("{}{}  50 %  1.0 of 2.0 MiB  0.5 MiB/s", "█".repeat(15), "·".repeat(15));
        assert_eq!(line(MIB, Some(2 * MIB), MIB, 2.0), half);
        assert_eq!(line(3 * MIB, None, MIB, 0.0), "3.0 MiB  0.0 MiB/s");
        assert!(line(u64::MAX, Some(1), 0, 1.0).contains("100 %"));
    }
}
