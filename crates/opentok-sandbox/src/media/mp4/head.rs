use super::{super::affine::Round, Kind, Track};

const WIDTH: u16 = 640;
const HEIGHT: u16 = 480;

/// What stands before the fragments: the brands, and what the tracks are.
pub(super) fn write(out: &mut Round, tracks: &[Track], ms: u64) {
    out.boxed(b"ftyp", |out| out.put(b"iso6\0\0\x02\0iso5iso6mp41"));
    out.boxed(b"moov", |out| {
        out.full_box(b"mvhd", 0, 0, |out| {
            out.zeros(8);
            out.be32(1000);
            out.be32(ms as u32);
            out.be32(0x1_0000);
            out.be16(0x100);
            out.zeros(10);
            write_matrix(out);
            out.zeros(24);
            out.be32(tracks.len() as u32 + 1);
        });
        for (number, track) in (1..).zip(tracks) {
            out.boxed(b"trak", |out| write_track(out, track, number, ms));
        }
        out.boxed(b"mvex", |out| {
            out.full_box(b"mehd", 0, 0, |out| out.be32(ms as u32));
            for (number, track) in (1..).zip(tracks) {
                out.full_box(b"trex", 0, 0, |out| {
                    out.be32(number);
                    out.be32(1);
                    out.zeros(8);
                    out.be32(track.flags());
                });
            }
        });
    });
}

fn write_track(out: &mut Round, track: &Track, number: u32, ms: u64) {
    let is_video = track.kind == Kind::Video;
    out.full_box(b"tkhd", 0, IN_USE, |out| {
        out.zeros(8);
        out.be32(number);
        out.zeros(4);
        out.be32(ms as u32);
        out.zeros(12);
        out.be16(if is_video { 0 } else { 0x100 });
        out.zeros(2);
        write_matrix(out);
        let (width, height) = if is_video { (WIDTH, HEIGHT) } else { (0, 0) };
        out.be32(u32::from(width) << 16);
        out.be32(u32::from(height) << 16);
    });
    out.boxed(b"mdia", |out| {
        out.full_box(b"mdhd", 0, 0, |out| {
            out.zeros(8);
            out.be32(1000 * track.units_per_ms() as u32);
            // Nothing lies outside the fragments. A day of units is more than fits here anyway.
            out.be32(0);
            out.be16(UNDETERMINED);
            out.zeros(2);
        });
        out.full_box(b"hdlr", 0, 0, |out| {
            out.zeros(4);
            out.put(if is_video { b"vide" } else { b"soun" });
            out.zeros(13);
        });
        out.boxed(b"minf", |out| write_media(out, track));
    });
}

fn write_media(out: &mut Round, track: &Track) {
    match track.kind {
        Kind::Video => out.full_box(b"vmhd", 0, 1, |out| out.zeros(8)),
        Kind::Audio => out.full_box(b"smhd", 0, 0, |out| out.zeros(4)),
    }
    out.boxed(b"dinf", |out| {
        out.full_box(b"dref", 0, 0, |out| {
            out.be32(1);
            out.full_box(b"url ", 0, IN_THIS_FILE, |_| {});
        });
    });
    out.boxed(b"stbl", |out| {
        out.full_box(b"stsd", 0, 0, |out| {
            out.be32(1);
            match track.kind {
                Kind::Video => write_avc(out, track.clip.config),
                Kind::Audio => write_aac(out, track.clip.config),
            }
        });
        // All samples are in fragments.
        for table in [b"stts", b"stsc", b"stco"] {
            out.full_box(table, 0, 0, |out| out.be32(0));
        }
        out.full_box(b"stsz", 0, 0, |out| out.zeros(8));
    });
}

fn write_avc(out: &mut Round, config: &[u8]) {
    out.boxed(b"avc1", |out| {
        out.zeros(6);
        out.be16(1);
        out.zeros(16);
        out.be16(WIDTH);
        out.be16(HEIGHT);
        // 72 dots an inch, both ways.
        out.be32(0x48_0000);
        out.be32(0x48_0000);
        out.zeros(4);
        out.be16(1);
        out.zeros(32);
        out.be16(24);
        out.put([0xff; 2]);
        out.boxed(b"avcC", |out| out.put(config));
    });
}

fn write_aac(out: &mut Round, config: &[u8]) {
    out.boxed(b"mp4a", |out| {
        out.zeros(6);
        out.be16(1);
        out.zeros(8);
        out.be16(1);
        out.be16(16);
        out.zeros(4);
        out.be32(16_000 << 16);
        // Descriptors in descriptors, each with its length: the stream, its decoder, the decoder's config, how it is cut.
        out.full_box(b"esds", 0, 0, |out| {
            let len = config.len() as u8;
            out.put([3, 3 + 15 + 2 + len + 3, 0, 1, 0]);
            out.put([4, 13 + 2 + len, AAC, AUDIO]);
            out.zeros(11);
            out.put([5, len]);
            out.put(config);
            out.put([6, 1, 2]);
        });
    });
}

/// The index up to its entries, of which there are `count`.
pub(super) fn write_index_head(out: &mut Round, tracks: &[Track], count: u64) {
    let start = out.bytes.len();
    let scale = 1000 * tracks[0].units_per_ms() as u32;
    out.full_box(b"sidx", 0, 0, |out| {
        out.be32(1);
        out.be32(scale);
        out.zeros(8);
        out.be32(count as u32);
    });
    let len = out.bytes.len() - start + INDEX_ENTRY * count as usize;
    out.fill_be32(start, len as u32);
}

/// An entry of the index: a fragment of so many bytes that lasts `ms`.
pub(super) fn write_index_entry(out: &mut Round, tracks: &[Track], len: usize, ms: u64) {
    out.be32(len as u32);
    out.be32((ms * tracks[0].units_per_ms()) as u32);
    out.be32(STARTS_WITH_WHOLE_PICTURE);
}

/// No turning, no scaling.
fn write_matrix(out: &mut Round) {
    for row in [[0x1_0000, 0, 0], [0, 0x1_0000, 0], [0, 0, 0x4000_0000]] {
        row.into_iter().for_each(|value| out.be32(value));
    }
}

const INDEX_ENTRY: usize = 12;
const IN_USE: u32 = 3;
const IN_THIS_FILE: u32 = 1;
const STARTS_WITH_WHOLE_PICTURE: u32 = 0x9000_0000;
/// `und`, five bits a letter.
const UNDETERMINED: u16 = 0x55c4;
const AAC: u8 = 0x40;
/// The kind of stream, and a bit that is always set.
const AUDIO: u8 = 0x15;
