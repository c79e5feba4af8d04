use core::mem;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use opentok_sdk::token::ApiKey;

/// Sessions that were asked for of late, so that those in use are not looked up in a large file for every token.
///
/// What is known here stays true: a session is never taken out of the file before its time, and the file is this
/// process's alone. What is not known here must be looked up.
#[derive(Debug, Default)]
pub(super) struct Recent(Mutex<Generations>);

/// Whoever is asked for again moves to the young ones; when those are many, the old ones are forgotten.
#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Box<str>, Known>,
    old: HashMap<Box<str>, Known>,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    key: ApiKey,
    until: u64,
}

impl Recent {
    /// The most sessions of each generation: together some five megabytes.
    const MOST: usize = 16_384;

    /// Until when a session called `id` of the project `key` is kept, in milliseconds since 1970, if that is known.
    pub(super) fn until(&self, id: &str, key: &ApiKey) -> Option<u64> {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = match generations.young.get(id) {
            Some(known) => *known,
            None => {
                let (id, known) = generations.old.remove_entry(id)?;
                generations.add(id, known);
                known
            }
        };
        (known.key == *key).then_some(known.until)
    }

    /// Notes a session that is in the file.
    pub(super) fn note(&self, id: &str, key: ApiKey, until: u64) {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        generations.add(id.into(), Known { key, until });
    }
}

impl Generations {
    fn add(&mut self, id: Box<str>, known: Known) {
        if self.young.len() >= Recent::MOST {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(id, known);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> ApiKey {
        "12345678".parse().unwrap()
    }

    #[test]
    fn a_session_is_known_for_its_project_alone() {
        let recent = Recent::default();
        assert_eq!(recent.until("a", &key()), None);
        recent.note("a", key(), 7);
        assert_eq!(recent.until("a", &key()), Some(7));
        assert_eq!(recent.until("a", &"1".parse().unwrap()), None);
        recent.note("a", key(), 8);
        assert_eq!(recent.until("a", &key()), Some(8));
    }

    #[test]
    fn what_is_in_use_stays_known_and_the_rest_is_bounded() {
        let recent = Recent::default();
        recent.note("used", key(), 7);
        for number in 0..5 * Recent::MOST {
            recent.note(&number.to_string(), key(), 7);
            if number % 1_000 == 0 {
                assert_eq!(recent.until("used", &key()), Some(7), "after {number}");
            }
        }
        assert_eq!(recent.until("0", &key()), None);
        let generations = recent.0.lock().unwrap();
        assert!(generations.young.len() <= Recent::MOST && generations.old.len() <= Recent::MOST);
    }
}
