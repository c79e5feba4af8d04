use proptest::prelude::*;

/// One thing that somebody does. The numbers choose among what is there by then.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Session {
        always: bool,
    },
    Connect {
        session: usize,
    },
    Leave {
        session: usize,
        at: usize,
    },
    Publish {
        session: usize,
        at: usize,
    },
    Unpublish {
        session: usize,
        at: usize,
    },
    StartArchive {
        session: usize,
        tag: usize,
        manual: bool,
        individual: bool,
    },
    StopArchive {
        at: usize,
    },
    DeleteArchive {
        at: usize,
    },
    AddStream {
        at: usize,
        session: usize,
        stream: usize,
    },
    StartBroadcast {
        session: usize,
        tag: usize,
    },
    StopBroadcast {
        at: usize,
    },
    Mute {
        session: usize,
        active: bool,
    },
    Signal {
        session: usize,
    },
    Storage {
        set: bool,
    },
    Wait {
        seconds: u64,
    },
    Fault {
        drop: bool,
    },
    Dial {
        session: usize,
    },
    Render {
        session: usize,
        loads: bool,
    },
    Captions {
        session: usize,
    },
}

/// Any step: a kind, and numbers that choose what it is done to.
pub(crate) fn step() -> impl Strategy<Value = Step> {
    // A choice among as many strategies as there are steps would take longer than the steps themselves.
    (0..KINDS, any::<bool>(), any::<bool>(), [0usize..8, 0..8, 0..8]).prop_map(|(kind, one, other, numbers)| {
        let [session, at, more] = numbers;
        of_kind(kind, [one, other], session, at, more)
    })
}

const KINDS: u8 = 35;

/// What makes others possible comes more often.
fn of_kind(kind: u8, [one, other]: [bool; 2], session: usize, at: usize, more: usize) -> Step {
    match kind {
        0 => Step::Session { always: one },
        1..=3 => Step::Connect { session },
        4..=5 => Step::Leave { session, at },
        6..=8 => Step::Publish { session, at },
        9..=10 => Step::Unpublish { session, at },
        11..=13 => Step::StartArchive {
            session,
            tag: at % 3,
            manual: one,
            individual: other,
        },
        14..=15 => Step::StopArchive { at },
        16..=17 => Step::DeleteArchive { at },
        18 => Step::AddStream {
            at,
            session,
            stream: more,
        },
        19..=20 => Step::StartBroadcast { session, tag: at % 2 },
        21 => Step::StopBroadcast { at },
        22 => Step::Mute { session, active: one },
        23 => Step::Signal { session },
        24 => Step::Storage { set: one },
        25 => Step::Wait { seconds: 1 + at as u64 },
        26 => Step::Wait {
            seconds: 50 + 8 * at as u64 + more as u64 / 4,
        },
        27 => Step::Wait {
            seconds: 3_580 + 8 * at as u64 + more as u64,
        },
        28..=30 => Step::Wait {
            seconds: [14_400, 43_200, 259_200][at % 3],
        },
        31 => Step::Fault { drop: one },
        32 => Step::Dial { session },
        33 => Step::Render { session, loads: one },
        _ => Step::Captions { session },
    }
}
