/// Numbers in rising order, of which some have been taken out: the n-th from the end is found in logarithmic time.
///
/// A Fenwick tree counts what is left. It holds the archives of a project in the order of their creation, so that a page
/// of a list costs the same wherever it is, and however many there are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roll {
    numbers: Vec<u32>,
    /// `tree[i]` counts what is left in the `lowbit(i + 1)` places that end at `i`.
    tree: Vec<u32>,
    len: u32,
}

impl Roll {
    /// How many are left.
    pub(crate) const fn len(&self) -> usize {
        self.len as usize
    }

    /// Adds a number above all others.
    pub(crate) fn push(&mut self, number: u32) {
        debug_assert!(self.numbers.last().is_none_or(|last| *last < number));
        self.numbers.push(number);
        let place = self.numbers.len();
        let (mut count, mut below) = (1, place - 1);
        while below > place - low_bit(place) {
            count += self.tree[below - 1];
            below -= low_bit(below);
        }
        self.tree.push(count);
        self.len += 1;
    }

    /// Takes a number out. False if it is not there, or was taken out before.
    pub(crate) fn remove(&mut self, number: u32) -> bool {
        let Ok(at) = self.numbers.binary_search(&number) else {
            return false;
        };
        if self.left_before(at + 1) == self.left_before(at) {
            return false;
        }
        let mut place = at + 1;
        while place <= self.tree.len() {
            self.tree[place - 1] -= 1;
            place += low_bit(place);
        }
        self.len -= 1;
        true
    }

    /// The numbers that are left, the last added first, without the first `offset`.
    pub(crate) fn newest(&self, offset: usize) -> impl Iterator<Item = u32> + '_ {
        let left = self.len().saturating_sub(offset);
        (0..left).rev().map(|rank| self.numbers[self.place_of(rank)])
    }

    /// How many are left among the first `places`.
    fn left_before(&self, mut places: usize) -> u32 {
        let mut left = 0;
        while places > 0 {
            left += self.tree[places - 1];
            places -= low_bit(places);
        }
        left
    }

    /// The place of the number that has `rank` numbers left before it.
    fn place_of(&self, rank: usize) -> usize {
        let (mut place, mut rank) = (0, rank as u32);
        let mut step = self.tree.len().checked_ilog2().map_or(0, |log| 1 << log);
        while step > 0 {
            if let Some(count) = self.tree.get(place + step - 1)
                && *count <= rank
            {
                rank -= count;
                place += step;
            }
            step >>= 1;
        }
        place
    }
}

const fn low_bit(place: usize) -> usize {
    place & place.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_page_begins_anywhere() {
        let mut roll = Roll::default();
        (0..10).for_each(|number| roll.push(number * 2));
        assert!(roll.remove(18) && roll.remove(0) && roll.remove(8));
        assert!(!roll.remove(8) && !roll.remove(7));
        assert_eq!(roll.newest(0).collect::<Vec<_>>(), [16, 14, 12, 10, 6, 4, 2]);
        assert_eq!(roll.newest(3).take(2).collect::<Vec<_>>(), [10, 6]);
        assert_eq!(
            (roll.newest(7).count(), roll.newest(usize::MAX).count(), roll.len()),
            (0, 0, 7)
        );
    }

    proptest! {
        #[test]
        fn any_history_agrees_with_a_plain_list(steps in prop::collection::vec((any::<bool>(), 0u32..200), 0..300)) {
            let (mut roll, mut plain) = (Roll::default(), Vec::new());
            for (step, (removes, number)) in steps.into_iter().enumerate() {
                if removes {
                    let held = plain.iter().position(|held| *held == number);
                    prop_assert_eq!(roll.remove(number), held.map(|at| plain.remove(at)).is_some());
                } else {
                    roll.push(step as u32);
                    plain.push(step as u32);
                }
                prop_assert!(roll.newest(0).eq(plain.iter().rev().copied()));
                prop_assert_eq!(roll.len(), plain.len());
            }
        }
    }
}
