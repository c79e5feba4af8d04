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
        tag: u8,
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
        tag: u8,
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

/// Any step. What makes others possible comes more often.
pub(crate) fn step() -> impl Strategy<Value = Step> {
    let number = 0usize..8;
    prop_oneof![
        1 => any::<bool>().prop_map(|always| Step::Session { always }),
        3 => number.clone().prop_map(|session| Step::Connect { session }),
        2 => (number.clone(), number.clone()).prop_map(|(session, at)| Step::Leave { session, at }),
        3 => (number.clone(), number.clone()).prop_map(|(session, at)| Step::Publish { session, at }),
        2 => (number.clone(), number.clone()).prop_map(|(session, at)| Step::Unpublish { session, at }),
        3 => (number.clone(), 0u8..3, any::<bool>(), any::<bool>())
            .prop_map(|(session, tag, manual, individual)| Step::StartArchive { session, tag, manual, individual }),
        2 => number.clone().prop_map(|at| Step::StopArchive { at }),
        2 => number.clone().prop_map(|at| Step::DeleteArchive { at }),
        1 => (number.clone(), number.clone(), number.clone())
            .prop_map(|(at, session, stream)| Step::AddStream { at, session, stream }),
        2 => (number.clone(), 0u8..2).prop_map(|(session, tag)| Step::StartBroadcast { session, tag }),
        1 => number.clone().prop_map(|at| Step::StopBroadcast { at }),
        1 => (number.clone(), any::<bool>()).prop_map(|(session, active)| Step::Mute { session, active }),
        1 => number.clone().prop_map(|session| Step::Signal { session }),
        1 => any::<bool>().prop_map(|set| Step::Storage { set }),
        3 => prop_oneof![1u64..10, 50u64..70, 3_500u64..3_700, Just(14_400), Just(43_200), Just(259_200)]
            .prop_map(|seconds| Step::Wait { seconds }),
        1 => any::<bool>().prop_map(|drop| Step::Fault { drop }),
        1 => number.clone().prop_map(|session| Step::Dial { session }),
        1 => (number.clone(), any::<bool>()).prop_map(|(session, loads)| Step::Render { session, loads }),
        1 => number.prop_map(|session| Step::Captions { session }),
    ]
}
