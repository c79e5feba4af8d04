use super::{Handler, Target, wrong_method};
use crate::wire::{Call, Refusal, Verb};

pub(super) const POST: &[Verb] = &[Verb::Post];

/// The methods of a path, and who answers them.
type Methods = &'static [(Verb, Handler)];

/// The calls of projects: every path below `/v2/project/{project}`.
pub(super) fn find<'p>(segments: &[&'p str]) -> Option<(Methods, Target<'p>)> {
    let ["v2", "project" | "partner", project, rest @ ..] = segments else {
        return None;
    };
    let _ = (project, rest);
    None
}

/// Who answers the call's method.
pub(super) fn choose(methods: Methods, call: &Call) -> Result<Handler, Refusal> {
    let answering = methods.iter().find(|(verb, _)| Some(*verb) == call.verb);
    answering.map(|(_, handler)| *handler).ok_or_else(wrong_method)
}

/// Makes sure that the call's method is one of `verbs`.
pub(super) fn only(verbs: &[Verb], call: &Call) -> Result<(), Refusal> {
    match call.verb {
        Some(verb) if verbs.contains(&verb) => Ok(()),
        _ => Err(wrong_method()),
    }
}
