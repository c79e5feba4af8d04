//! A plan for ffmpeg: all streams in one picture, each in its cell while it is live, over silence and black.

use core::fmt::Write;
use std::collections::HashSet;

use serde::Serialize;

use super::{ExportError, FrameRate, Output, json, timecode::Seconds};
use crate::{Segment, Timeline, individual::FileName};

/// How the picture is to be, and what the media lack.
#[derive(Clone, Debug)]
#[must_use]
pub struct PlanOptions {
    width: u32,
    height: u32,
    rate: FrameRate,
    silent: HashSet<String>,
    blind: HashSet<String>,
}

impl PlanOptions {
    /// 640 × 480 at 25 frames a second, where every file has sound and picture.
    pub fn new() -> Self {
        Self {
            width: 640,
            height: 480,
            rate: FrameRate::PAL,
            silent: HashSet::new(),
            blind: HashSet::new(),
        }
    }

    /// The size of the picture. Made even, and brought between 2 and 16,384.
    pub fn size(mut self, width: u32, height: u32) -> Self {
        (self.width, self.height) = (even(width.min(16_384)), even(height.min(16_384)));
        self
    }

    /// The frames of the picture a second.
    pub fn rate(mut self, rate: FrameRate) -> Self {
        self.rate = rate;
        self
    }

    /// Says that a media file has no sound. ffmpeg fails on a file that lacks what is asked of it.
    pub fn without_audio(mut self, media: impl Into<String>) -> Self {
        self.silent.insert(media.into());
        self
    }

    /// Says that a media file has no picture.
    pub fn without_video(mut self, media: impl Into<String>) -> Self {
        self.blind.insert(media.into());
        self
    }
}

impl Default for PlanOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// What to tell ffmpeg.
///
/// ```
/// # use opentok_archive::{Options, Timeline, export::ffmpeg::{Plan, PlanOptions}, manifest::Manifest};
/// # let xml = br#"<manifest version="0.1" archiveid="a" title="call"><resources><video id="v" length="8000" name="Ann"/>
/// # </resources><timeline><event type="PLAY" id="v" offset="500"/></timeline></manifest>"#;
/// # let (manifest, _) = Manifest::parse(xml, &Options::lenient())?;
/// let plan = Plan::new(&Timeline::from(&manifest), &PlanOptions::new())?;
/// let arguments = plan.arguments("call.mp4");
/// assert_eq!(arguments[..2], ["-i", "file:v.flv"]);
/// assert_eq!(arguments.last().unwrap(), "file:call.mp4");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Plan {
    /// One for each segment that is ever live, in order.
    pub inputs: Vec<String>,
    /// The filter graph.
    pub filter_complex: String,
    /// The labels of what leaves the graph: the picture, and the sound if any file has one.
    pub maps: Vec<String>,
    /// How long the result is.
    pub duration_ms: u64,
    /// Where the streams are in the picture.
    pub grid: Grid,
}

/// The cells of a picture, filled row by row in the order of the streams.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Grid {
    /// Cells in a row.
    pub columns: u32,
    /// Rows.
    pub rows: u32,
    /// The width of a cell, even.
    pub cell_width: u32,
    /// The height of a cell, even.
    pub cell_height: u32,
}

impl Plan {
    /// Plans a picture of all streams that are ever live.
    ///
    /// # Errors
    ///
    /// [`ExportError::Empty`] if none is; [`UnsafeMedia`](ExportError::UnsafeMedia) if a video's id makes no plain file
    /// name; [`TooLong`](ExportError::TooLong).
    pub fn new(timeline: &Timeline, options: &PlanOptions) -> Result<Self, ExportError> {
        let segments: Vec<_> = timeline.live_segments().collect();
        if segments.is_empty() {
            return Err(ExportError::Empty);
        }
        if let Some(segment) = timeline
            .segments()
            .position(|segment| !FileName::is_safe(segment.media))
        {
            return Err(ExportError::UnsafeMedia { segment });
        }
        let (cells, count) = cells(timeline);
        let grid = Grid::new(count, options);
        let mut graph = Graph {
            out: Output::default(),
            picture: "base".into(),
            sounds: Vec::new(),
        };
        let PlanOptions {
            width,
            height,
            rate,
            silent,
            blind,
        } = options;
        let rate = rate.get();
        write!(
            graph.out,
            "color=c=black:s={width}x{height}:r={rate}:d={}[base]",
            Seconds(timeline.end_ms())
        )?;
        for (input, segment) in segments.iter().enumerate() {
            if !blind.contains(segment.media) {
                graph.show(input, segment, &grid, cells[segment.lane])?;
            }
            if !silent.contains(segment.media) {
                graph.sound(input, segment)?;
            }
        }
        let inputs = segments
            .iter()
            .map(|segment| format!("file:{}", segment.media))
            .collect();
        let (filter_complex, maps) = graph.finish()?;
        Ok(Self {
            inputs,
            filter_complex,
            maps,
            duration_ms: timeline.end_ms(),
            grid,
        })
    }

    /// The arguments for ffmpeg, to be handed over as they are and never through a shell. `output` names a file.
    pub fn arguments(&self, output: &str) -> Vec<String> {
        let inputs = self.inputs.iter().flat_map(|input| ["-i", input]);
        let maps = self.maps.iter().flat_map(|map| ["-map", map]);
        let graph = ["-filter_complex", &self.filter_complex];
        let mut arguments: Vec<String> = inputs.chain(graph).chain(maps).map(String::from).collect();
        arguments.push(format!("file:{output}"));
        arguments
    }

    /// The plan as JSON.
    ///
    /// # Errors
    ///
    /// [`ExportError::TooLong`].
    pub fn to_json(&self) -> Result<String, ExportError> {
        json(self)
    }
}

/// The cell of each stream, and how many cells there are: streams that are never live have none.
fn cells(timeline: &Timeline) -> (Vec<u32>, u32) {
    let mut next = 0;
    let cells = timeline.streams().map(|stream| {
        let cell = next;
        next += u32::from(stream.live_ms > 0);
        cell
    });
    (cells.collect(), next)
}

impl Grid {
    fn new(cells: u32, options: &PlanOptions) -> Self {
        let mut columns = cells.isqrt();
        columns += u32::from(columns * columns < cells);
        let rows = cells.div_ceil(columns.max(1));
        let cell = |length: u32, count: u32| even(length / count.max(1));
        Self {
            columns,
            rows,
            cell_width: cell(options.width, columns),
            cell_height: cell(options.height, rows),
        }
    }
}

/// The greatest even number not above `length`, and at least 2.
fn even(length: u32) -> u32 {
    (length & !1).max(2)
}

/// A filter graph that is being written.
struct Graph {
    out: Output,
    /// The label of the picture so far.
    picture: String,
    /// The numbers of the sounds.
    sounds: Vec<usize>,
}

impl Graph {
    fn show(&mut self, input: usize, segment: &Segment<'_>, grid: &Grid, cell: u32) -> Result<(), ExportError> {
        let (w, h) = (grid.cell_width, grid.cell_height);
        let (x, y) = (cell % grid.columns * w, cell / grid.columns * h);
        let (start, end, length) = (
            Seconds(segment.start_ms),
            Seconds(segment.end_ms),
            Seconds(segment.length_ms()),
        );
        write!(
            self.out,
            ";[{input}:v]trim=duration={length},setpts=PTS-STARTPTS+{start}/TB,\
             scale={w}:{h}:force_original_aspect_ratio=decrease,pad={w}:{h}:(ow-iw)/2:(oh-ih)/2[v{input}];\
             [{}][v{input}]overlay=x={x}:y={y}:eof_action=pass:enable='gte(t,{start})*lt(t,{end})'[o{input}]",
            self.picture,
        )?;
        self.picture = format!("o{input}");
        Ok(())
    }

    fn sound(&mut self, input: usize, segment: &Segment<'_>) -> Result<(), ExportError> {
        let (length, delay) = (Seconds(segment.length_ms()), segment.start_ms);
        write!(
            self.out,
            ";[{input}:a]atrim=duration={length},asetpts=PTS-STARTPTS,adelay=delays={delay}:all=1[a{input}]"
        )?;
        self.sounds.push(input);
        Ok(())
    }

    /// Mixes the sounds. Gives the graph and what leaves it.
    fn finish(mut self) -> Result<(String, Vec<String>), ExportError> {
        let mut maps = vec![format!("[{}]", self.picture)];
        if !self.sounds.is_empty() {
            write!(self.out, ";")?;
            for sound in &self.sounds {
                write!(self.out, "[a{sound}]")?;
            }
            let count = self.sounds.len();
            write!(
                self.out,
                "amix=inputs={count}:duration=longest:dropout_transition=0:normalize=0[aout]"
            )?;
            maps.push("[aout]".into());
        }
        Ok((self.out.finish(), maps))
    }
}
