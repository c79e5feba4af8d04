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
    /// An index of all `videos`.
    pub(crate) fn new(videos: &[Video]) -> Self {
        let mut index = Self::default();
        index.extend(videos);
        index
    }

    /// Takes in the videos that have come since the last time.
    pub(crate) fn extend(&mut self, videos: &[Video]) {
        let new = videos.len() - self.known as usize;
        if new == 0 {
            return;
        }
        let (random, id_at) = (&self.random, |place: u32| &*videos[place as usize].id);
        let hash_at = |&place: &u32| random.hash_one(id_at(place));
        self.places.reserve(new, hash_at);
        // More videos than a u32 counts fit in no memory.
        let end = u32::try_from(videos.len()).unwrap_or(u32::MAX);
        for place in self.known..end {
            let id = id_at(place);
            match self
                .places
                .entry(random.hash_one(id), |&other| id_at(other) == id, hash_at)
            {
                Entry::Vacant(entry) => {
                    entry.insert(place);
                }
                Entry::Occupied(_) => self.repeated.push(place),
            }
        }
        self.known = end;
    }

    /// The places of the videos whose ids have come before, ascending.
    pub(crate) fn repeated(&self) -> &[u32] {
        &self.repeated
    }

    /// The place of the first video of this id. `videos` are those the index knows.
    pub(crate) fn find(&mut self, videos: &[Video], id: &str) -> Option<u32> {
        let is_it = |&place: &u32| videos.get(place as usize).is_some_and(|video| *video.id == *id);
        let place = if self.repeated.is_empty() && is_it(&self.guess) {
            self.guess
        } else {
            *self.places.find(self.random.hash_one(id), is_it)?
        };
        self.guess = place + 1;
        Some(place)
    }
}
