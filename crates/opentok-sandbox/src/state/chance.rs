use super::Uuid;

/// The sandbox's random source: SplitMix64, so that a seed names a whole run.
///
/// Its ids and secrets can be foretold by whoever knows the seed. They protect nothing but test data.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub(crate) fn uuid(&mut self) -> Uuid {
        Uuid::from_random(u128::from(self.next()) << 64 | u128::from(self.next()))
    }

    /// Letters and digits, as they stand at the end of a session id.
    pub(crate) fn letters<const N: usize>(&mut self) -> [u8; N] {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789AZ";
        let mut out = [0; N];
        for ten in out.chunks_mut(10) {
            let mut bits = self.next();
            for letter in ten {
                *letter = LETTERS[(bits & 63) as usize];
                bits >>= 6;
            }
        }
        out
    }

    /// Forty hex digits, as a project's secret.
    pub(crate) fn secret(&mut self) -> String {
        let mut secret = format!("{:016x}{:016x}{:016x}", self.next(), self.next(), self.next());
        secret.truncate(40);
        secret
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_names_a_run() {
        let (mut one, mut other) = (Chance::new(7), Chance::new(7));
        assert_eq!(one.uuid(), other.uuid());
        assert_eq!(one.letters::<20>(), other.letters::<20>());
        assert_eq!(one.secret(), other.secret());
        assert_ne!(one.uuid(), one.uuid());
    }

    /// The first outputs for seed 1234567 as its author published them.
    #[test]
    fn the_generator_is_the_published_one() {
        let mut chance = Chance::new(1_234_567);
        assert_eq!(chance.next(), 6_457_827_717_110_365_317);
        assert_eq!(chance.next(), 3_203_168_211_198_807_973);
    }
}
