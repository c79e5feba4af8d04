use super::methods::methods;
use crate::{
    CaptionsId,
    captions::{Captions, GetCaptions, StartCaptions, StopCaptions},
};

methods! {
    "Live captions."

    /// Begins live captions: [`StartCaptions`].
    start_captions(start: StartCaptions) -> Captions = start;

    /// Stops live captions: [`StopCaptions`].
    stop_captions(captions: CaptionsId) -> () = StopCaptions::new(captions);

    /// Reads what becomes of live captions: [`GetCaptions`].
    get_captions(captions: CaptionsId) -> Captions = GetCaptions::new(captions);
}
