//! `media`: the samples that the sandbox's recordings are made of, encoded anew by ffmpeg.

use std::fs;
use std::process::Command;

use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// Encodes the test pattern and the tone of the sandbox's recordings anew. Needs ffmpeg, and is run by hand when the
/// pattern is to change: encoders differ from version to version.
///
/// Each file holds a second and six tenths: first what the codec wants to know beforehand, then the samples, each with its
/// length in front, in two bytes. They come from the middle of what was encoded, so that they can be repeated: the picture
/// begins with a whole one, and the tone is in the midst of its swing at both ends.
#[derive(clap::Args, Debug)]
pub(crate) struct Media;

const FOLDER: &str = "crates/opentok-sandbox/data/media";

/// Frames of a picture.
const FRAMES: usize = 20;

impl Media {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let save = |name: &str, config: &[u8], samples: &[Vec<u8>]| -> Outcome {
            let path = workspace.path(FOLDER).join(name);
            let packed = pack(config, samples)?;
            println!("{name}: {} samples, {} bytes", samples.len(), packed.len());
            Ok(fs::write(path, packed)?)
        };
        let (large, small) = (picture(640, 480), picture(320, 240));
        let second = FRAMES..2 * FRAMES;

        let flv = encode(
            &large,
            "flv",
            "-c:v libx264 -profile:v baseline -preset veryslow -crf 30 -sc_threshold 0 -bf 0 -refs 1",
        )?;
        let (config, samples) = split_config(flv_tags(&flv, VIDEO), 1);
        save("h264.bin", &skip(&config, 5), &each(&samples, 5, second.clone()))?;

        let flv = encode(&tone(16_000), "flv", "-c:a aac -b:a 16k -ac 1")?;
        let (config, samples) = split_config(flv_tags(&flv, AUDIO), 1);
        save("aac.bin", &skip(&config, 2), &each(&samples, 2, 25..50))?;

        let ivf = encode(
            &small,
            "ivf",
            "-c:v libvpx -crf 30 -b:v 100k -auto-alt-ref 0 -lag-in-frames 0",
        )?;
        save("vp8.bin", &[], &each(&ivf_frames(&ivf), 0, second.clone()))?;

        let ogg = encode(&tone(48_000), "ogg", "-c:a libopus -b:a 12k -ac 1 -frame_duration 40")?;
        let packets = ogg_packets(&ogg);
        let mut head = skip(packets.first().map_or(&[], Vec::as_slice), 0);
        // Nothing is to be skipped of what is taken from the middle.
        if let Some(pre_skip) = head.get_mut(10..12) {
            pre_skip.fill(0);
        }
        save("opus.bin", &head, &each(&packets, 0, 42..82))?;

        let flv = encode(&small, "flv", "-c:v flv -q:v 12")?;
        save("sorenson.bin", &[], &each(&flv_tags(&flv, VIDEO), 1, second))?;

        let flv = encode(&tone(8_000), "flv", "-c:a nellymoser -ac 1")?;
        save("nellymoser.bin", &[], &each(&flv_tags(&flv, AUDIO), 1, 50..100))
    }
}

/// Bars, and a white one that crosses them once a round.
fn picture(width: usize, height: usize) -> String {
    let bar = width / FRAMES;
    format!(
        "smptebars=s={width}x{height}:r=25/2[bars];color=white:s={bar}x{height}:r=25/2[bar];\
         [bars][bar]overlay=x='mod(n,{FRAMES})*{bar}',format=yuv420p"
    )
}

fn tone(rate: u32) -> String {
    format!("sine=frequency=440:sample_rate={rate}")
}

fn encode(source: &str, format: &str, codec: &str) -> Outcome<Vec<u8>> {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-bitexact", "-f", "lavfi", "-i", source, "-t", "4.8"]);
    command.args(["-g", "20", "-keyint_min", "20", "-sc_threshold", "1000000000"]);
    command
        .args(codec.split(' '))
        .args(["-flags", "+bitexact", "-f", format, "-"]);
    let output = process::capture(&mut command)?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
    }
}

const AUDIO: u8 = 8;
const VIDEO: u8 = 9;

/// The bodies of a file's tags of one kind.
fn flv_tags(file: &[u8], kind: u8) -> Vec<Vec<u8>> {
    let mut tags = Vec::new();
    let mut rest = file.get(13..).unwrap_or_default();
    while let Some(([found, high, middle, low], _)) = rest.split_first_chunk() {
        let end = 11 + u32::from_be_bytes([0, *high, *middle, *low]) as usize;
        let Some(body) = rest.get(11..end) else { break };
        if *found == kind {
            tags.push(body.to_vec());
        }
        rest = rest.get(end + 4..).unwrap_or_default();
    }
    tags
}

/// Tells tags with a codec's config from those with samples, and drops the end of the stream: the byte `at` says which.
fn split_config(tags: Vec<Vec<u8>>, at: usize) -> (Vec<u8>, Vec<Vec<u8>>) {
    let of = |kind: u8| tags.iter().filter(move |tag| tag.get(at) == Some(&kind)).cloned();
    (of(0).next().unwrap_or_default(), of(1).collect())
}

fn ivf_frames(file: &[u8]) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    let mut rest = file.get(32..).unwrap_or_default();
    while let Some((len, _)) = rest.split_first_chunk() {
        let end = 12 + u32::from_le_bytes(*len) as usize;
        frames.extend(rest.get(12..end).map(<[u8]>::to_vec));
        rest = rest.get(end..).unwrap_or_default();
    }
    frames
}

fn ogg_packets(file: &[u8]) -> Vec<Vec<u8>> {
    let mut packets = Vec::new();
    let mut packet = Vec::new();
    let mut rest = file;
    while let Some(segments) = rest.get(26).map(|count| usize::from(*count)) {
        let lengths = rest.get(27..27 + segments).unwrap_or_default();
        rest = rest.get(27 + segments..).unwrap_or_default();
        for len in lengths.iter().map(|len| usize::from(*len)) {
            let (part, after) = rest.split_at(len.min(rest.len()));
            packet.extend_from_slice(part);
            rest = after;
            if len < 255 {
                packets.push(core::mem::take(&mut packet));
            }
        }
    }
    packets
}

/// Samples without the first bytes of each.
fn each(samples: &[Vec<u8>], skipped: usize, range: core::ops::Range<usize>) -> Vec<Vec<u8>> {
    let samples = samples.get(range).unwrap_or_default();
    samples.iter().map(|sample| skip(sample, skipped)).collect()
}

fn skip(bytes: &[u8], count: usize) -> Vec<u8> {
    bytes.get(count..).unwrap_or_default().to_vec()
}

fn pack(config: &[u8], samples: &[Vec<u8>]) -> Outcome<Vec<u8>> {
    if samples.is_empty() {
        return Err("ffmpeg encoded less than expected".into());
    }
    let mut packed = Vec::new();
    for entry in core::iter::once(config).chain(samples.iter().map(Vec::as_slice)) {
        packed.extend_from_slice(&u16::try_from(entry.len())?.to_be_bytes());
        packed.extend_from_slice(entry);
    }
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_by_their_kind() {
        let file =
            b"FLV\x01\x05\0\0\0\x09\0\0\0\0\x08\0\0\x02\0\0\0\0\0\0\0ab\0\0\0\x0d\x09\0\0\x01\0\0\0\0\0\0\0c\0\0\0\x0c";
        assert_eq!(flv_tags(file, AUDIO), [b"ab"]);
        assert_eq!(flv_tags(file, VIDEO), [b"c"]);
    }

    #[test]
    fn a_packet_may_span_pages() {
        let page = |lengths: &[u8], body: &[u8]| [&[0; 26], [lengths.len() as u8].as_slice(), lengths, body].concat();
        let file = [page(&[1, 255], &[7; 256]), page(&[2], &[8; 2])].concat();
        let packets = ogg_packets(&file);
        assert_eq!(packets[0], [7]);
        assert_eq!(packets[1], [&[7; 255][..], &[8; 2]].concat());
        assert_eq!(packets.len(), 2);
    }
}
