//! Videos by their ids.

use core::hash::BuildHasher;
use std::hash::RandomState;

use hashbrown::{HashTable, hash_table::Entry};

use super::Video;

/// Finds the first video of an id.
///
/// Holds only places, a few bytes for each video, so that the table of a large manifest stays in the processor's cache. The
/// hash is keyed at random: no document can be made to collide.
pub(crate) struct VideoIndex<'a> {
    videos: &'a [Video],
    places: HashTable<u32>,
    random: RandomState,
    repeated: Vec<usize>,
    /// Where to look first: events mostly come as the videos do.
    guess: usize,
}

impl<'a> VideoIndex<'a> {
    pub(crate) fn new(videos: &'a [Video]) -> Self {
        let random = RandomState::new();
        let mut places = HashTable::with_capacity(videos.len());
        let mut repeated = Vec::new();
        let id_at = |place: u32| videos[place as usize].id.as_str();
        // A document with more videos than a u32 counts fits in no memory.
        for (place, index) in (0..=u32::MAX).zip(0..videos.len()) {
            let id = id_at(place);
            match places.entry(
                random.hash_one(id),
                |&other| id_at(other) == id,
                |&other| random.hash_one(id_at(other)),
            ) {
                Entry::Vacant(entry) => {
                    entry.insert(place);
                }
                Entry::Occupied(_) => repeated.push(index),
            }
        }
        Self {
            videos,
            places,
            random,
            repeated,
            guess: 0,
        }
    }

    /// The places of the videos whose ids have come before.
    pub(crate) fn repeated(&self) -> &[usize] {
        &self.repeated
    }

    /// The place of the first video of this id.
    pub(crate) fn find(&mut self, id: &str) -> Option<usize> {
        let guessed = self.repeated.is_empty() && self.videos.get(self.guess).is_some_and(|video| video.id == id);
        let place = if guessed {
            self.guess
        } else {
            let is_it = |&place: &u32| self.videos[place as usize].id == id;
            *self.places.find(self.random.hash_one(id), is_it)? as usize
        };
        self.guess = place + 1;
        Some(place)
    }
}
