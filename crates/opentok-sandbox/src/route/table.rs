use super::{
    Handler, Target, archive, broadcast, callback, captions, connection, connector, dial, dtmf, mixed, mute, render,
    signal, start_archive, start_broadcast, storage, stream, wrong_method,
};
use crate::state::{Archive, Broadcast};
use crate::wire::{Call, Refusal, Verb};
use Verb::{Delete, Get, Patch, Post, Put};

/// The methods of a path, and who answers them.
type Methods = &'static [(Verb, Handler)];

/// The calls of projects: every path below `/v2/project/{project}`.
///
/// `/v2/partner/…` is what that was called until 2017, `/call` what one SDK takes for `/dial`.
pub(super) fn find<'p>(segments: &[&'p str]) -> Option<(Methods, Target<'p>)> {
    let ["v2", "project" | "partner", project, rest @ ..] = segments else {
        return None;
    };
    let (methods, session, id): (Methods, &str, &str) = match *rest {
        ["session", session, ref rest @ ..] => {
            let (methods, id) = in_session(rest)?;
            (methods, session, id)
        }
        [family, ref rest @ ..] => {
            let (methods, id) = by_family(family, rest)?;
            (methods, "", id)
        }
        [] => return None,
    };
    Some((methods, Target { project, session, id }))
}

fn in_session<'p>(rest: &[&'p str]) -> Option<(Methods, &'p str)> {
    Some(match *rest {
        ["signal"] => (&[(Post, signal::send)], ""),
        ["mute"] => (&[(Post, mute::all)], ""),
        ["play-dtmf"] => (&[(Post, dtmf::play)], ""),
        ["connection"] => (&[(Get, connection::list)], ""),
        ["connection", id] => (&[(Delete, connection::disconnect)], id),
        ["connection", id, "signal"] => (&[(Post, signal::send)], id),
        ["connection", id, "play-dtmf"] => (&[(Post, dtmf::play)], id),
        ["stream"] => (&[(Get, stream::list), (Put, stream::set_classes)], ""),
        ["stream", id] => (&[(Get, stream::get), (Put, stream::set_own_classes)], id),
        ["stream", id, "mute"] => (&[(Post, mute::one)], id),
        _ => return None,
    })
}

fn by_family<'p>(family: &str, rest: &[&'p str]) -> Option<(Methods, &'p str)> {
    Some(match (family, rest) {
        ("archive", []) => (&[(Get, mixed::list::<Archive>), (Post, start_archive::start)], ""),
        ("archive", ["storage"]) => (&[(Put, storage::set), (Delete, storage::delete)], ""),
        ("archive", [id]) => (
            &[
                (Get, mixed::get::<Archive>),
                (Delete, archive::delete),
                (Post, archive::act),
            ],
            id,
        ),
        ("archive", [id, "stop"]) => (&[(Post, archive::stop)], id),
        ("archive", [id, "layout"]) => (&[(Put, mixed::set_layout::<Archive>)], id),
        ("archive", [id, "streams"]) => (&[(Patch, mixed::change_streams::<Archive>)], id),
        ("broadcast", []) => (&[(Get, mixed::list::<Broadcast>), (Post, start_broadcast::start)], ""),
        ("broadcast", [id]) => (&[(Get, mixed::get::<Broadcast>)], id),
        ("broadcast", [id, "stop"]) => (&[(Post, broadcast::stop)], id),
        ("broadcast", [id, "layout"]) => (&[(Put, mixed::set_layout::<Broadcast>)], id),
        ("broadcast", [id, "streams"]) => (&[(Patch, mixed::change_streams::<Broadcast>)], id),
        ("dial" | "call", []) => (&[(Post, dial::dial)], ""),
        ("connect", []) => (&[(Post, connector::start)], ""),
        ("connect", [id, "stop"]) => (&[(Post, connector::stop)], id),
        ("captions", []) => (&[(Post, captions::start)], ""),
        ("captions", [id]) => (&[(Get, captions::get)], id),
        ("captions", [id, "stop"]) => (&[(Post, captions::stop)], id),
        ("render", []) => (&[(Get, render::list), (Post, render::start)], ""),
        ("render", [id]) => (&[(Get, render::get), (Post, render::get), (Delete, render::stop)], id),
        ("callback", []) => (&[(Get, callback::list), (Post, callback::register)], ""),
        ("callback", [id]) => (&[(Delete, callback::delete)], id),
        _ => return None,
    })
}

/// Who answers the call's method.
pub(super) fn choose(methods: Methods, call: &Call) -> Result<Handler, Refusal> {
    let answering = methods.iter().find(|(verb, _)| Some(*verb) == call.verb);
    answering.map(|(_, handler)| *handler).ok_or_else(wrong_method)
}
