//! MPEG transport stream (ISO/IEC 13818-1), as HLS carries it.

use super::{clip::Clip, length::ROUND_MS};

/// The stream from `start_ms` on, for `ms`. Both are whole rounds, but for the last `ms` of a broadcast.
///
/// `counters` are those of the packets before, and are brought up to date.
pub(super) fn write(start_ms: u64, ms: u64, counters: &mut Counters) -> Vec<u8> {
    let mut muxer = Muxer {
        out: Vec::new(),
        counters,
    };
    muxer.section(TABLES, &program_table());
    muxer.section(MAP, &program_map());
    let (video, audio) = (Clip::h264(), Clip::aac());
    let parameters = parameter_sets(video.config);
    let mut at = 0;
    while at < ms {
        let part = ROUND_MS.min(ms - at);
        let mut units: Vec<(u64, u16, Vec<u8>)> = Vec::new();
        for (index, (sample, _)) in video.first(part).enumerate() {
            units.push((
                index as u64 * video.step_ms,
                VIDEO,
                access_unit(sample, index == 0, &parameters),
            ));
        }
        let frames: Vec<_> = audio.first(part).map(|(frame, _)| adts(frame)).collect();
        for (index, frames) in frames.chunks(FRAMES_PER_UNIT).enumerate() {
            let time = (index * FRAMES_PER_UNIT) as u64 * audio.step_ms;
            units.push((time, AUDIO, frames.concat()));
        }
        units.sort_by_key(|(time, pid, _)| (*time, *pid));
        for (time, pid, unit) in units {
            muxer.unit(pid, start_ms + at + time, &unit);
        }
        at += part;
    }
    muxer.out
}

/// How many packets there were of each kind, modulo 16.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counters([u8; 4]);

impl Counters {
    /// As many packets again, so many times.
    pub(super) fn times(self, count: u64) -> Self {
        Self(self.0.map(|packets| ((u64::from(packets) * (count % 16)) % 16) as u8))
    }

    fn next(&mut self, pid: u16) -> u8 {
        let place = [TABLES, MAP, VIDEO, AUDIO].iter().position(|known| *known == pid);
        let counter = &mut self.0[place.unwrap_or(0)];
        let now = *counter;
        *counter = (now + 1) % 16;
        now
    }
}

struct Muxer<'a> {
    out: Vec<u8>,
    counters: &'a mut Counters,
}

impl Muxer<'_> {
    /// A table, which fits a packet.
    fn section(&mut self, pid: u16, table: &[u8]) {
        let mut payload = vec![0];
        payload.extend_from_slice(table);
        payload.extend_from_slice(&table_crc(table).to_be_bytes());
        payload.resize(PAYLOAD, 0xff);
        self.packet(pid, true, &[], &payload);
    }

    /// An access unit, in as many packets as it takes.
    fn unit(&mut self, pid: u16, ms: u64, unit: &[u8]) {
        let time = (ms + DELAY_MS) * 90;
        let mut bytes = vec![0, 0, 1, if pid == VIDEO { 0xe0 } else { 0xc0 }];
        // Pictures may leave their length open.
        let len = if pid == VIDEO { 0 } else { unit.len() + 8 };
        bytes.extend_from_slice(&(len as u16).to_be_bytes());
        bytes.extend_from_slice(&[0x84, 0x80, 5]);
        bytes.extend_from_slice(&presentation_time(time));
        bytes.extend_from_slice(unit);
        let clock = if pid == VIDEO {
            clock(ms * 90).to_vec()
        } else {
            Vec::new()
        };
        let mut rest = bytes.as_slice();
        let mut is_first = true;
        while !rest.is_empty() {
            let adaptation: &[u8] = if is_first { &clock } else { &[] };
            let room = PAYLOAD - if adaptation.is_empty() { 0 } else { adaptation.len() + 1 };
            let (now, later) = rest.split_at(room.min(rest.len()));
            self.packet(pid, is_first, adaptation, now);
            rest = later;
            is_first = false;
        }
    }

    /// A packet. What its payload leaves is stuffed.
    fn packet(&mut self, pid: u16, is_start: bool, adaptation: &[u8], payload: &[u8]) {
        let counter = self.counters.next(pid);
        let [high, low] = pid.to_be_bytes();
        let stuffing = PAYLOAD - payload.len();
        let control = if stuffing > 0 { 0x30 } else { 0x10 };
        self.out
            .extend_from_slice(&[0x47, u8::from(is_start) << 6 | high, low, control | counter]);
        if stuffing > 0 {
            let end = self.out.len() + stuffing;
            self.out.push(stuffing as u8 - 1);
            if adaptation.is_empty() && stuffing > 1 {
                self.out.push(0);
            }
            self.out.extend_from_slice(adaptation);
            self.out.resize(end, 0xff);
        }
        self.out.extend_from_slice(payload);
    }
}

/// Which programs there are: one.
fn program_table() -> Vec<u8> {
    let mut table = vec![0, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1];
    table.extend_from_slice(&(0xe000 | MAP).to_be_bytes());
    table
}

/// What is in the program: H.264, with the clock, and AAC.
fn program_map() -> Vec<u8> {
    let mut table = vec![2, 0xb0, 23, 0, 1, 0xc1, 0, 0];
    table.extend_from_slice(&(0xe000 | VIDEO).to_be_bytes());
    table.extend_from_slice(&[0xf0, 0]);
    for (kind, pid) in [(0x1b, VIDEO), (0x0f, AUDIO)] {
        table.push(kind);
        table.extend_from_slice(&(0xe000 | pid).to_be_bytes());
        table.extend_from_slice(&[0xf0, 0]);
    }
    table
}

/// The sets of an `AVCDecoderConfigurationRecord`, each after a start code.
fn parameter_sets(record: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = record.get(5..).unwrap_or_default();
    // First those of the sequence, then those of the picture. The number of either is in five bits.
    while let Some((count, mut sets)) = rest.split_first() {
        for _ in 0..count & 0x1f {
            let Some((len, after)) = sets.split_first_chunk() else {
                return out;
            };
            let len = usize::from(u16::from_be_bytes(*len)).min(after.len());
            out.extend_from_slice(START_CODE);
            out.extend_from_slice(&after[..len]);
            sets = &after[len..];
        }
        rest = sets;
    }
    out
}

/// A sample with start codes in the place of lengths; a whole picture has the parameter sets in front.
fn access_unit(sample: &[u8], is_key: bool, parameters: &[u8]) -> Vec<u8> {
    let mut out = [START_CODE, &[9, 0xf0]].concat();
    if is_key {
        out.extend_from_slice(parameters);
    }
    let mut rest = sample;
    while let Some((len, after)) = rest.split_first_chunk() {
        let len = (u32::from_be_bytes(*len) as usize).min(after.len());
        out.extend_from_slice(START_CODE);
        out.extend_from_slice(&after[..len]);
        rest = &after[len..];
    }
    out
}

/// A frame of AAC LC at 16 kHz, one channel, with a head that says so.
fn adts(frame: &[u8]) -> Vec<u8> {
    let len = frame.len() + 7;
    let mut out = vec![
        0xff,
        0xf1,
        0x60,
        0x40 | (len >> 11) as u8,
        (len >> 3) as u8,
        (len << 5) as u8 | 0x1f,
        0xfc,
    ];
    out.extend_from_slice(frame);
    out
}

/// A time in 33 bits, between marks.
fn presentation_time(time: u64) -> [u8; 5] {
    let part = |shift: u32, mark: u8| ((time >> shift) as u8) << 1 | mark;
    [
        0x20 | ((time >> 30) as u8 & 7) << 1 | 1,
        (time >> 22) as u8,
        part(15, 1),
        (time >> 7) as u8,
        part(0, 1),
    ]
}

/// The clock of the program, in 33 bits and a part that stays zero.
fn clock(time: u64) -> [u8; 7] {
    let bytes = ((time << 15 | 0x7e00) & 0xffff_ffff_ffff).to_be_bytes();
    [0x10, bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]]
}

/// The checksum of tables: that of ZIP, but for the order of the bits.
fn table_crc(table: &[u8]) -> u32 {
    table.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte) << 24, |crc, _| {
            (crc << 1) ^ (0x04c1_1db7 & (crc >> 31).wrapping_neg())
        })
    })
}

const PAYLOAD: usize = 184;
const START_CODE: &[u8] = &[0, 0, 0, 1];
const TABLES: u16 = 0;
const MAP: u16 = 0x1000;
const VIDEO: u16 = 0x100;
const AUDIO: u16 = 0x101;
const FRAMES_PER_UNIT: usize = 5;
/// How long after the clock passes a time it is shown.
const DELAY_MS: u64 = 500;
