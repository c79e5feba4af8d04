//! How many samples a recording of a given length has.

/// The shortest recording, in milliseconds: one frame. Shorter ones are made this long.
pub const MIN_MS: u64 = 80;

/// The longest recording, in milliseconds: a day, twice what the service records. Longer ones are cut.
pub const MAX_MS: u64 = 24 * 60 * 60 * 1000;

/// What one round of the repeated samples lasts.
pub(super) const ROUND_MS: u64 = 1600;

/// A length, as whole rounds and the rest of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Length {
    pub(super) ms: u64,
    pub(super) rounds: u64,
    pub(super) rest_ms: u64,
}

impl Length {
    pub(super) fn new(ms: u64) -> Self {
        let ms = ms.clamp(MIN_MS, MAX_MS);
        Self {
            ms,
            rounds: ms / ROUND_MS,
            rest_ms: ms % ROUND_MS,
        }
    }
}

/// The lengths of samples of `step_ms` that fill `ms`, in milliseconds: all are whole but the last.
pub(super) fn fill(ms: u64, step_ms: u64) -> impl Iterator<Item = u64> {
    (0..ms.div_ceil(step_ms)).map(move |index| step_ms.min(ms - index * step_ms))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_kept_between_one_frame_and_a_day() {
        for (asked, made) in [
            (0, MIN_MS),
            (MIN_MS, MIN_MS),
            (MAX_MS, MAX_MS),
            (MAX_MS + 1, MAX_MS),
            (u64::MAX, MAX_MS),
        ] {
            let length = Length::new(asked);
            assert_eq!(length.ms, made);
            assert_eq!(length.rounds * ROUND_MS + length.rest_ms, made);
        }
    }

    #[test]
    fn the_last_sample_is_cut() {
        assert_eq!(fill(200, 80).collect::<Vec<_>>(), [80, 80, 40]);
        assert_eq!(fill(160, 80).collect::<Vec<_>>(), [80, 80]);
        assert_eq!(fill(0, 80).count(), 0);
    }
}
