//! How long an MP4 file says that it plays.

/// The playing time of a fragmented MP4 file, in milliseconds: `moov/mvex/mehd` by the time scale of `moov/mvhd`.
pub(super) fn playing_ms(file: &[u8]) -> Option<u64> {
    let movie = find(file, *b"moov")?;
    let header = find(movie, *b"mvhd")?;
    // Version 1 has times of 64 bits in front of the scale.
    let scale = match header.first()? {
        0 => number(header, 12, 4)?,
        _ => number(header, 20, 4)?,
    };
    let extent = find(find(movie, *b"mvex")?, *b"mehd")?;
    let units = match extent.first()? {
        0 => number(extent, 4, 4)?,
        _ => number(extent, 4, 8)?,
    };
    units.checked_mul(1000)?.checked_div(scale)
}

/// What is in the first box of this name.
fn find(mut boxes: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    loop {
        let (head, rest) = boxes.split_at_checked(8)?;
        let size = usize::try_from(number(head, 0, 4)?).ok()?;
        let (content, next) = rest.split_at_checked(size.checked_sub(8)?)?;
        if head.ends_with(&name) {
            return Some(content);
        }
        boxes = next;
    }
}

fn number(bytes: &[u8], at: usize, len: usize) -> Option<u64> {
    let digits = bytes.get(at..)?.get(..len)?;
    Some(digits.iter().fold(0, |number, &digit| number << 8 | u64::from(digit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap();
        [&size.to_be_bytes()[..], name, content].concat()
    }

    /// A file of 90,000 units at 600 a second, after a box that says nothing about that.
    fn file() -> Vec<u8> {
        let mut header = [0; 20];
        header[12..16].copy_from_slice(&600_u32.to_be_bytes());
        let mut extent = [0; 8];
        extent[4..].copy_from_slice(&90_000_u32.to_be_bytes());
        let extension = boxed(b"mvex", &boxed(b"mehd", &extent));
        let movie = [boxed(b"mvhd", &header), extension].concat();
        [boxed(b"ftyp", b"iso5"), boxed(b"moov", &movie)].concat()
    }

    #[test]
    fn the_extent_counts_by_the_scale_of_the_movie() {
        assert_eq!(playing_ms(&file()), Some(150_000));
    }

    #[test]
    fn a_file_that_is_cut_anywhere_has_no_length_and_does_no_harm() {
        let file = file();
        for len in 0..file.len() {
            assert_eq!(playing_ms(&file[..len]), None, "{len}");
        }
        assert_eq!(playing_ms(&[0; 64]), None, "boxes without a size");
    }
}
