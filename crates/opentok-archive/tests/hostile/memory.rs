//! What documents cost.

use opentok_archive::{Options, manifest::Manifest};

use crate::wide;

/// The bytes that the work allocates in all, which follow the steps it takes and do not depend on the clock.
fn allocated(work: impl FnOnce()) -> f64 {
    allocation_counter::measure(work).bytes_total as f64
}

#[test]
fn memory_doubles_with_the_document() {
    let shapes: [fn(usize) -> String; 10] = [
        |n| {
            format!(
                "<manifest archiveid='a'><resources>{}</resources></manifest>",
                "<video id='v' length='1'/>".repeat(n)
            )
        },
        |n| format!("<manifest archiveid='a'><resources/>{}</manifest>", "<a/>".repeat(n)),
        |n| {
            format!(
                "<manifest archiveid='a'><resources/>{}</manifest>",
                "x<!-- -->&amp;".repeat(n)
            )
        },
        |n| {
            format!(
                "<manifest archiveid='a' title='{}'><resources/></manifest>",
                "&#x1F3A5;".repeat(n)
            )
        },
        |n| {
            format!(
                "<manifest archiveid='a'><resources/>{}</manifest>",
                "<a b=”1”/>".repeat(n)
            )
        },
        |n| format!("<manifest archiveid='a' {}><resources/></manifest>", "=”".repeat(n)),
        |n| {
            format!(
                "<manifest archiveid='a'><resources/>{}{}</manifest>",
                "<a>".repeat(n),
                "</a>".repeat(n)
            )
        },
        // Sections that take turns, each event naming the video before it.
        |n| {
            let turn = |n| {
                format!(
                    "<resources><video id='{n}' length='1'/></resources>\
                     <timeline><event type='PLAY' id='{n}' offset='0'/></timeline>"
                )
            };
            format!(
                "<manifest archiveid='a'>{}</manifest>",
                (0..n).map(turn).collect::<String>()
            )
        },
        // Events before their videos, in the opposite order.
        |n| {
            let events: String = (0..n)
                .map(|n| format!("<event type='PLAY' id='{n}' offset='0'/>"))
                .collect();
            let videos: String = (0..n).rev().map(|n| format!("<video id='{n}' length='1'/>")).collect();
            format!("<manifest archiveid='a'><timeline>{events}</timeline><resources>{videos}</resources></manifest>")
        },
        // The same video and the same event again and again, then events that name nobody.
        |n| {
            format!(
                "<manifest archiveid='a'><resources>{}</resources><timeline>{}{}</timeline></manifest>",
                "<video id='v' length='1'/>".repeat(n),
                "<event type='PLAY' id='v' offset='0'/>".repeat(n),
                "<event type='PLAY' id='w' offset='0'/>".repeat(n)
            )
        },
    ];
    for (index, shape) in shapes.into_iter().enumerate() {
        let (small, large) = (shape(20_000), shape(40_000));
        let cost = |text: &str| allocated(|| drop(Manifest::parse(text.as_bytes(), &wide()).map_err(drop)));
        let (small, large) = (cost(&small), cost(&large));
        assert!(large <= 2.6 * small.max(1_000.0), "shape {index}: {small} then {large}");
    }
}

#[test]
fn peak_memory_follows_the_input() {
    let videos: String = (0..10_000)
        .map(|n| format!("<video id='a1d0c3f4-{n:08}' length='8687' name='guest'/>"))
        .collect();
    let events: String = (0..10_000)
        .map(|n| format!("<event type='PLAY' id='a1d0c3f4-{n:08}' offset='{n}' data=''/>"))
        .collect();
    let document =
        format!("<manifest archiveid='a'><resources>{videos}</resources><timeline>{events}</timeline></manifest>");
    let memory =
        allocation_counter::measure(|| drop(Manifest::parse(document.as_bytes(), &Options::lenient()).unwrap()));
    assert!(
        memory.bytes_max <= 6 * document.len() as u64,
        "{} for {}",
        memory.bytes_max,
        document.len()
    );
}
