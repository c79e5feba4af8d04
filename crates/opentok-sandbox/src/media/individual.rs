//! The ZIP of an individual archive (PKWARE's APPNOTE), nothing in it packed: media do not shrink.

use bytes::Bytes;
use opentok_archive::individual::{Manifest, StreamFile, WriteIndividualError};

use super::{
    Tracks, crc,
    file::{MediaFile, Piece},
    webm::webm,
};

/// An individual archive: a ZIP of the files that `manifest` names, each as long as it says and with what `tracks` says,
/// and of `manifest` itself, with their sizes filled in, as `archive.json`.
///
/// # Errors
///
/// [`WriteIndividualError`] if the manifest could not be read back.
pub fn individual_zip(
    mut manifest: Manifest,
    tracks: impl Fn(&StreamFile) -> Tracks,
) -> Result<MediaFile, WriteIndividualError> {
    let mut zip = Zip::default();
    for file in &mut manifest.files {
        let media = webm(file.stop_ms.saturating_sub(file.start_ms), tracks(file));
        file.size = Some(media.len());
        zip.add(file.filename.as_str(), media.pieces());
    }
    let json = Piece::Bytes(Bytes::from(manifest.to_json()?));
    zip.add("archive.json", &[json]);
    Ok(zip.finish())
}

#[derive(Default)]
struct Zip {
    pieces: Vec<Piece>,
    len: u64,
    directory: Vec<u8>,
    entries: u64,
}

impl Zip {
    fn add(&mut self, name: &str, content: &[Piece]) {
        let len: u64 = content.iter().map(Piece::len).sum();
        // Both kinds of head have this in common. A recording of a day is far from four gigabytes.
        let mut common = vec![VERSION, 0];
        common.extend_from_slice(&[0, 8]);
        common.extend_from_slice(&[0, 0]);
        common.extend_from_slice(&[0, 0, 0x21, 0]);
        common.extend_from_slice(&crc::crc32_of(content).to_le_bytes());
        common.extend_from_slice(&(len as u32).to_le_bytes());
        common.extend_from_slice(&(len as u32).to_le_bytes());
        common.extend_from_slice(&(name.len() as u16).to_le_bytes());

        let place = self.len;
        self.push(&[b"PK\x03\x04", common.as_slice(), &[0, 0], name.as_bytes()].concat());
        self.pieces.extend_from_slice(content);
        self.len += len;
        self.entries += 1;

        // A place past four gigabytes is in a field of its own.
        let (short, long) = match u32::try_from(place) {
            Ok(short) if short != u32::MAX => (short, Vec::new()),
            _ => (u32::MAX, [&[1, 0, 8, 0], place.to_le_bytes().as_slice()].concat()),
        };
        let out = &mut self.directory;
        out.extend_from_slice(b"PK\x01\x02");
        out.extend_from_slice(&[VERSION, 0]);
        out.extend_from_slice(&common);
        out.extend_from_slice(&(long.len() as u16).to_le_bytes());
        out.extend_from_slice(&[0; 10]);
        out.extend_from_slice(&short.to_le_bytes());
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(&long);
    }

    fn finish(mut self) -> MediaFile {
        let (start, len) = (self.len, self.directory.len() as u64);
        let directory = core::mem::take(&mut self.directory);
        self.push(&directory);
        let end = self.len;
        let count = u16::try_from(self.entries).unwrap_or(u16::MAX);
        let place = u32::try_from(start).unwrap_or(u32::MAX);
        if count == u16::MAX || place == u32::MAX {
            let mut large = b"PK\x06\x06".to_vec();
            large.extend_from_slice(&44_u64.to_le_bytes());
            large.extend_from_slice(&[VERSION, 0, VERSION, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            for number in [self.entries, self.entries, len, start] {
                large.extend_from_slice(&number.to_le_bytes());
            }
            large.extend_from_slice(b"PK\x06\x07\0\0\0\0");
            large.extend_from_slice(&end.to_le_bytes());
            large.extend_from_slice(&1_u32.to_le_bytes());
            self.push(&large);
        }
        let mut tail = b"PK\x05\x06\0\0\0\0".to_vec();
        tail.extend_from_slice(&count.to_le_bytes());
        tail.extend_from_slice(&count.to_le_bytes());
        tail.extend_from_slice(&(len as u32).to_le_bytes());
        tail.extend_from_slice(&place.to_le_bytes());
        tail.extend_from_slice(&[0, 0]);
        self.push(&tail);
        MediaFile::new("application/zip", self.pieces)
    }

    fn push(&mut self, bytes: &[u8]) {
        self.len += bytes.len() as u64;
        self.pieces.push(Piece::Bytes(Bytes::copy_from_slice(bytes)));
    }
}

/// The version of the format that a reader must know: 4.5, with places past four gigabytes.
const VERSION: u8 = 45;
