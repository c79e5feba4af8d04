use core::fmt::Write as _;

/// Numbers from a seed (SplitMix64): spread well, and no secret.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A random UUID (version 4).
    pub(super) fn uuid(&mut self) -> String {
        let high = (self.number() & !0xf000) | 0x4000;
        let low = (self.number() & !(3 << 62)) | (2 << 62);
        let mut out = String::with_capacity(36);
        let parts = (
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xffff,
            low >> 48,
            low & 0xffff_ffff_ffff,
        );
        let _ = write!(
            out,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            parts.0, parts.1, parts.2, parts.3, parts.4
        );
        out
    }
}
