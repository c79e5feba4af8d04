//! Manifests of any size, and the least that reading one can cost.

use core::fmt::Write;

use core::hint::black_box;
use opentok_archive::Options;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

/// A manifest as the service wrote them: videos with ids of their own, and a `PLAY` event for each, by its offset.
pub fn xml(videos: usize) -> String {
    let mut xml = String::with_capacity(videos * 200 + 300);
    xml.push_str(
        "<manifest version=\"0.1\" archiveid=\"7c1f0a52-3d8e-4b7a-9a41-0f6f2b8e11d0\" title=\"archive1318034901141\">\n    <resources>\n",
    );
    for n in 0..videos {
        let length = 8687 + n % 1000;
        line(
            &mut xml,
            format_args!("    <video id=\"{}\" length=\"{length}\" name=\"guest {n}\"/>", Id(n)),
        );
    }
    xml.push_str("    </resources>\n    <timeline>\n");
    for n in 0..videos {
        let offset = n * 250;
        line(
            &mut xml,
            format_args!(
                "    <event type=\"PLAY\" id=\"{}\" offset=\"{offset}\" data=\"\" />",
                Id(n)
            ),
        );
    }
    xml.push_str("    </timeline>\n</manifest>\n\n\n");
    xml
}

/// Limits that any of these manifests keeps.
pub fn options() -> Options {
    Options::lenient()
        .max_bytes(1 << 30)
        .max_videos(1 << 20)
        .max_events(1 << 20)
}

/// The yardstick: every event of quick-xml, and every attribute's name and value, normalised as XML demands.
pub fn bare(xml: &str) -> usize {
    let mut reader = Reader::from_str(xml);
    let mut bytes = 0;
    loop {
        match reader.read_event().expect("the document is well-formed") {
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("the document is well-formed");
                    let value = attribute.normalized_value(XmlVersion::Explicit1_0);
                    bytes += black_box(attribute.key.as_ref()).len();
                    bytes += black_box(value.expect("the document is well-formed")).len();
                }
            }
            Event::Eof => return bytes,
            _ => {}
        }
    }
}

fn line(out: &mut String, line: core::fmt::Arguments<'_>) {
    writeln!(out, "{line}").expect("a string takes any text");
}

/// A video's id: a UUID, in which neighbours have little in common.
struct Id(usize);

impl core::fmt::Display for Id {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mixed = (self.0 as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let (high, low) = (mixed >> 32, mixed & 0xFFFF_FFFF);
        write!(f, "{high:08x}-3d8e-4b7a-9a41-0f6f{low:08x}")
    }
}

#[cfg(test)]
mod tests {
    use opentok_archive::manifest::Manifest;

    use super::*;

    #[test]
    fn a_manifest_has_as_many_videos_and_events_as_it_should() {
        let (manifest, warnings) = Manifest::parse(xml(1_000).as_bytes(), &options()).unwrap();
        assert_eq!((manifest.resources.len(), manifest.timeline.len()), (1_000, 1_000));
        assert!(warnings.is_empty(), "{warnings:?}");
    }

    #[test]
    fn the_yardstick_reads_every_name_and_value() {
        assert_eq!(bare("<a b='&lt;' cd=\"e\tf\"><g h=''/>text</a>"), 8);
    }
}
