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
    known: u32,
    repeated: Vec<u32>,
    /// Where to look first: events mostly come as the videos do.
    guess: u32,
}

impl VideoIndex {
    /// Takes in the videos that have come since the last time.
    pub(crate) fn extend(&mut self, videos: &[Video]) {
        if videos.len() > self.known as usize {
            self.reserve(videos);
            while self.insert_next(videos).is_some() {}
        }
    }

    /// Makes room for all of `videos`.
    pub(crate) fn reserve(&mut self, videos: &[Video]) {
        let hash_at = |&place: &u32| self.random.hash_one(&*videos[place as usize].id);
        self.places.reserve(videos.len() - self.known as usize, hash_at);
    }

    /// Takes in one video more, and says whether its id is new. `None` if all are known.
    pub(crate) fn insert_next(&mut self, videos: &[Video]) -> Option<bool> {
        let id = &*videos.get(self.known as usize)?.id;
        let place = self.known;
        // More videos than a u32 counts fit in no memory.
        self.known = place.checked_add(1)?;
        let (random, id_at) = (&self.random, |place: u32| &*videos[place as usize].id);
        let is_it = |&other: &u32| id_at(other) == id;
        let hash_at = |&other: &u32| random.hash_one(id_at(other));
        match self.places.entry(random.hash_one(id), is_it, hash_at) {
            Entry::Vacant(entry) => {
                entry.insert(place);
                Some(true)
            }
            Entry::Occupied(_) => {
                self.repeated.push(place);
                Some(false)
            }
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
