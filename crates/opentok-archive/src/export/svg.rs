//! The timeline as a picture: a lane for each stream, gaps shaded, an axis of time.

use core::fmt::{self, Write};

use super::{ExportError, Output, bars::names, text::fit, timecode::Clock};
use crate::{Segment, Timeline};

const WIDTH: u64 = 1000;
const LEFT: u64 = 206;
const RIGHT: u64 = 24;
/// Where the lanes begin, and by how much later if there is an axis above them too.
const TOP: u64 = 64;
const TOP_AXIS: u64 = 20;
/// With more lanes than this the axis below is far from the first.
const FEW_LANES: u64 = 24;
const BOTTOM: u64 = 36;
/// The columns of a name times the size of its letters: a column is about six tenths as wide as that.
const NAME_PIXELS: u64 = 24 * 13;
/// The room that the length of a segment takes, in hundredths of a pixel.
const LABEL: u64 = 6_000;
/// Colours that are told apart by most eyes, in print too.
const COLOURS: [&str; 8] = [
    "#4477aa", "#cc5566", "#228833", "#aa7700", "#2288aa", "#aa3377", "#777777", "#117755",
];
/// Steps between ticks, in milliseconds, of which the first that gives few ticks is used.
const STEPS: [u64; 21] = [
    1, 5, 10, 50, 100, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000,
    1_800_000, 3_600_000, 7_200_000, 21_600_000,
];

/// An SVG document of 1,000 pixels in width; its height follows the number of streams. Needs no style sheet and no script.
///
/// # Errors
///
/// [`ExportError::TooLong`].
pub fn picture(timeline: &Timeline) -> Result<String, ExportError> {
    let mut out = Output::default();
    let layout = Layout::new(timeline);
    let height = layout.bottom() + BOTTOM;
    let title = Escaped(fit(timeline.title(), 80));
    write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         font-family=\"system-ui, 'DejaVu Sans', sans-serif\" font-size=\"{}\" role=\"img\">\n\
         <title>{title}</title>\n\
         <defs><pattern id=\"gap\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <rect width=\"8\" height=\"8\" fill=\"#e9e9ec\"/><rect width=\"3\" height=\"8\" fill=\"#d3d3d8\"/></pattern></defs>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"16\" y=\"26\" font-size=\"16\" font-weight=\"600\" fill=\"#222222\">{title}</text>\n\
         <text x=\"16\" y=\"45\" font-size=\"11\" fill=\"#666666\">{}</text>\n",
        layout.font,
        summary(timeline),
    )?;
    stripes(&mut out, &layout)?;
    if timeline.end_ms() > 0 {
        gaps(&mut out, timeline, &layout)?;
        axis(&mut out, &layout)?;
        let segments: Vec<_> = timeline.live_segments().collect();
        for (segment, room) in segments.iter().zip(rooms(timeline, &segments, &layout)) {
            bar(&mut out, segment, room, &layout)?;
        }
    }
    for (lane, name) in names(timeline, layout.name_columns()).into_iter().enumerate() {
        let (x, y) = (LEFT - 10, layout.lane_top(lane) + layout.row / 2);
        writeln!(
            out,
            "<text x=\"{x}\" y=\"{y}\" dy=\".35em\" text-anchor=\"end\" fill=\"#222222\">{}</text>",
            Escaped(name)
        )?;
    }
    writeln!(out, "</svg>")?;
    Ok(out.finish())
}

/// Where things are.
struct Layout {
    lanes: u64,
    top: u64,
    row: u64,
    font: u64,
    end_ms: u64,
}

impl Layout {
    fn new(timeline: &Timeline) -> Self {
        let lanes = timeline.stream_count();
        let (row, font) = match lanes {
            0..=16 => (30, 13),
            17..=60 => (22, 12),
            _ => (15, 10),
        };
        Self {
            lanes: lanes as u64,
            top: if lanes as u64 > FEW_LANES { TOP + TOP_AXIS } else { TOP },
            row,
            font,
            end_ms: timeline.end_ms(),
        }
    }

    fn lane_top(&self, lane: usize) -> u64 {
        self.top + lane as u64 * self.row
    }

    fn bottom(&self) -> u64 {
        self.top + self.lanes.max(1) * self.row
    }

    fn name_columns(&self) -> usize {
        usize::try_from(NAME_PIXELS / self.font).unwrap_or(1)
    }

    /// Where a moment is, in hundredths of a pixel.
    fn x(&self, ms: u64) -> u64 {
        let room = u128::from((WIDTH - LEFT - RIGHT) * 100);
        let offset = u128::from(ms) * room / u128::from(self.end_ms.max(1));
        LEFT * 100 + u64::try_from(offset).unwrap_or(0)
    }

    /// The step between ticks: as fine as leaves room for the texts.
    fn step(&self) -> u64 {
        let fits = |step: &u64| self.end_ms / step <= 10;
        STEPS
            .into_iter()
            .find(fits)
            .unwrap_or_else(|| (self.end_ms / 10).next_multiple_of(86_400_000))
    }
}

fn summary(timeline: &Timeline) -> String {
    let (live, streams) = (timeline.max_live(), timeline.stream_count());
    let end = Clock {
        ms: timeline.end_ms(),
        precise: timeline.end_ms() < 60_000,
    };
    let many = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let (streams, gaps) = (many(streams, "stream"), many(timeline.gaps().len(), "gap"));
    match live {
        0 => format!("{streams} · nothing was recorded"),
        _ => format!("{streams} · {end} · at most {live} at once · {gaps}"),
    }
}

fn stripes(out: &mut Output, layout: &Layout) -> fmt::Result {
    let (x, width) = (LEFT, WIDTH - LEFT - RIGHT);
    for lane in (0..layout.lanes).step_by(2) {
        let y = layout.top + lane * layout.row;
        writeln!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"#f6f6f8\"/>",
            layout.row
        )?;
    }
    Ok(())
}

fn gaps(out: &mut Output, timeline: &Timeline, layout: &Layout) -> fmt::Result {
    for gap in timeline.gaps() {
        let (from, to) = (layout.x(gap.start_ms), layout.x(gap.end_ms));
        let (start, end) = (clock(gap.start_ms), clock(gap.end_ms));
        writeln!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"url(#gap)\"><title>nobody, {start} to {end}</title></rect>",
            Hundredths(from),
            layout.top,
            Hundredths((to - from).max(50)),
            layout.bottom() - layout.top,
        )?;
    }
    Ok(())
}

fn axis(out: &mut Output, layout: &Layout) -> fmt::Result {
    let (top, bottom) = (layout.top, layout.bottom());
    let step = layout.step();
    let mut ms = 0;
    while ms <= layout.end_ms {
        let x = Hundredths(layout.x(ms));
        let time = Clock {
            ms,
            precise: step < 1_000,
        };
        writeln!(
            out,
            "<path d=\"M{x} {top}V{}\" stroke=\"#c4c4cc\" stroke-width=\".75\"/>",
            bottom + 5
        )?;
        let above = (layout.top > TOP).then_some(top - 7);
        for y in above.into_iter().chain([bottom + 20]) {
            writeln!(
                out,
                "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\" font-size=\"11\" fill=\"#666666\">{time}</text>"
            )?;
        }
        ms += step;
    }
    writeln!(
        out,
        "<path d=\"M{LEFT} {bottom}H{}\" stroke=\"#666666\"/>",
        WIDTH - RIGHT
    )
}

/// Draws a segment; `room` is where the next one in its lane begins, in hundredths of a pixel.
fn bar(out: &mut Output, segment: &Segment<'_>, room: u64, layout: &Layout) -> fmt::Result {
    let (from, to) = (layout.x(segment.start_ms), layout.x(segment.end_ms));
    let width = (to - from).max(100);
    let inset = layout.row / 7;
    let (y, height) = (layout.lane_top(segment.lane) + inset, layout.row - 2 * inset);
    let (start, end) = (clock(segment.start_ms), clock(segment.end_ms));
    writeln!(
        out,
        "<rect x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{height}\" rx=\"2\" fill=\"{}\"><title>{}, {start} to {end}</title></rect>",
        Hundredths(from),
        Hundredths(width),
        COLOURS[segment.lane % COLOURS.len()],
        Escaped(fit(segment.line, 80)),
    )?;
    // Its length stands in it, or behind it, where there is room for that.
    let (x, fill) = if width >= LABEL {
        (from + 700, "#ffffff")
    } else if from + width + LABEL <= room {
        (from + width + 500, "#555555")
    } else {
        return Ok(());
    };
    if layout.row >= 22 {
        writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" dy=\".35em\" font-size=\"11\" fill=\"{fill}\">{}</text>",
            Hundredths(x),
            y + height / 2,
            Clock {
                ms: segment.length_ms(),
                precise: layout.end_ms < 60_000
            },
        )?;
    }
    Ok(())
}

/// Where the next segment of each one's lane begins, in hundredths of a pixel; the right edge if there is none, or if a
/// gap begins before it.
fn rooms(timeline: &Timeline, segments: &[Segment<'_>], layout: &Layout) -> Vec<u64> {
    let mut next = vec![(WIDTH - RIGHT) * 100; timeline.stream_count()];
    let mut gaps = timeline.gaps().iter().rev().peekable();
    let mut gap = u64::MAX;
    let mut rooms: Vec<_> = segments
        .iter()
        .rev()
        .map(|segment| {
            while let Some(before) = gaps.next_if(|before| before.start_ms >= segment.end_ms) {
                gap = layout.x(before.start_ms);
            }
            let room = next[segment.lane].min(gap);
            next[segment.lane] = layout.x(segment.start_ms);
            room
        })
        .collect();
    rooms.reverse();
    rooms
}

fn clock(ms: u64) -> Clock {
    Clock { ms, precise: true }
}

/// Hundredths of a pixel, as pixels.
struct Hundredths(u64);

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// Text between tags. [`fit`] has taken out what XML forbids.
struct Escaped(String);

impl fmt::Display for Escaped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
