//! Videos by their ids.

use core::hash::BuildHasher;
use std::hash::RandomState;

use hashbrown::{HashTable, hash_table::Entry};

use super::Video;

/// Finds the first video of an id, in a list of videos that may grow but does not change.
///
/// Holds only places, a few bytes for each video, so that the table of a large manifest stays in the processor's cache. The
/// hash is keyed at random: no document can be made to collide.
#[derive(Default)]
pub(crate) struct VideoIndex {
    places: HashTable<u32>,
    random: RandomState,
    /// How many videos the index knows.
    known: usize,
    repeated: Vec<u32>,
    /// Where to look first: events mostly come as the videos do.
    guess: u32,
}

impl VideoIndex {
    /// Takes in the videos that have come since the last time.
    pub(crate) fn extend(&mut self, videos: &[Video]) {
        /// So many are looked for before the first has been found: the processor waits for memory once for several.
        const AT_ONCE: usize = 32;
        if videos.len() > self.known {
            self.reserve(videos);
        }
        while let Some(next @ [_, ..]) = videos.get(self.known..) {
            let mut hashes = [0; AT_ONCE];
            for (hash, video) in hashes.iter_mut().zip(next) {
                *hash = self.random.hash_one(&*video.id);
            }
            for hash in hashes.into_iter().take(next.len()) {
                self.insert_next(videos, hash);
            }
        }
    }

    /// Makes room for all of `videos`.
    pub(crate) fn reserve(&mut self, videos: &[Video]) {
        let hash_at = |&place: &u32| self.random.hash_one(&*videos[place as usize].id);
        self.places.reserve(videos.len() - self.known, hash_at);
    }

    /// Takes in the next video, whose id has this hash.
    fn insert_next(&mut self, videos: &[Video], hash: u64) {
        let at = self.known;
        self.known += 1;
        // More videos than a u32 counts fit in no memory.
        let Ok(place) = u32::try_from(at) else { return };
        let random = &self.random;
        let id_at = |place: u32| &*videos[place as usize].id;
        let is_it = |&other: &u32| id_at(other) == id_at(place);
        match self.places.entry(hash, is_it, |&other| random.hash_one(id_at(other))) {
            Entry::Vacant(entry) => drop(entry.insert(place)),
            Entry::Occupied(_) => self.repeated.push(place),
        }
    }

    /// The places of the videos whose ids have come before, ascending.
    pub(crate) fn repeated(&self) -> &[u32] {
        &self.repeated
    }

    /// The place of the first video of this id. `videos` are those the index knows.
    pub(crate) fn find(&mut self, videos: &[Video], id: &str) -> Option<u32> {
        // Events that were read share the ids of their videos, which then need not be looked at.
        let is = |other: &str| core::ptr::eq(other, id) || other == id;
        let is_it = |&place: &u32| videos.get(place as usize).is_some_and(|video| is(&video.id));
        let place = if self.repeated.is_empty() && is_it(&self.guess) {
            self.guess
        } else {
            *self.places.find(self.random.hash_one(id), is_it)?
        };
        self.guess = place + 1;
        Some(place)
    }
}
