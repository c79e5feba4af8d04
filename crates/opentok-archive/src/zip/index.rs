//! The table of contents: what may be in it, and how it compares with the manifest.

use std::{
    collections::{HashMap, HashSet},
    io::{Read, Seek},
};

use zip::{CompressionMethod, ZipArchive};

use super::{Entry, ZipError, ZipOptions};
use crate::individual::{self, FileName};

/// Entries up to this size may shrink to any length.
const SMALL: u64 = 1 << 20;

/// All entries by name, each a plain file that is safe to unpack.
pub(super) fn entries<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    options: &ZipOptions,
) -> Result<HashMap<FileName, Entry>, ZipError> {
    if archive.has_duplicate_names() {
        return Err(ZipError::Duplicate);
    }
    if archive.len() > options.max_entries {
        return Err(ZipError::TooManyEntries {
            limit: options.max_entries,
        });
    }
    let mut entries = HashMap::new();
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let file = archive.by_index_data(index)?;
        let method = file.compression();
        let plain = file.is_file() && !file.is_symlink() && !file.encrypted();
        let known = matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated);
        let name = str::from_utf8(file.name_raw())
            .ok()
            .and_then(|name| name.parse::<FileName>().ok());
        let Some(name) = name.filter(|_| plain && known) else {
            return Err(ZipError::Entry { index });
        };
        let (size, packed) = (file.size(), file.compressed_size());
        total = total.saturating_add(size);
        if total > options.max_unpacked_bytes {
            return Err(ZipError::TooLarge {
                limit: options.max_unpacked_bytes,
            });
        }
        if size > SMALL && size / options.max_ratio.max(1) > packed {
            return Err(ZipError::Ratio {
                index,
                limit: options.max_ratio,
            });
        }
        if entries.insert(name, Entry { place: index, size }).is_some() {
            return Err(ZipError::Duplicate);
        }
    }
    if archive.has_overlapping_entries()? {
        return Err(ZipError::Overlap);
    }
    Ok(entries)
}

/// The one entry that is the manifest.
pub(super) fn manifest(entries: &HashMap<FileName, Entry>) -> Result<(FileName, Entry), ZipError> {
    let mut found = entries.iter().filter(|(name, _)| name.as_str().ends_with(".json"));
    match (found.next(), found.count()) {
        (Some((name, entry)), 0) => Ok((name.clone(), *entry)),
        (None, _) => Err(ZipError::ManifestCount { found: 0 }),
        (Some(_), more) => Err(ZipError::ManifestCount { found: 1 + more }),
    }
}

/// What the ZIP lacks, and what it has too much.
pub(super) fn compare(
    entries: &HashMap<FileName, Entry>,
    manifest_name: &FileName,
    manifest: &individual::Manifest,
) -> (Vec<FileName>, Vec<FileName>) {
    let mut named = HashSet::new();
    let names = manifest
        .files
        .iter()
        .map(|file| &file.filename)
        .filter(|name| named.insert(*name));
    let missing = names.filter(|name| !entries.contains_key(name)).cloned().collect();
    let others = entries
        .keys()
        .filter(|name| !named.contains(name) && *name != manifest_name);
    let mut surplus: Vec<_> = others.cloned().collect();
    surplus.sort();
    (missing, surplus)
}
