//! From bytes to text.

use alloc::borrow::Cow;

use super::{XmlError, attributes::RawAttributes, chars::is_blank};
use crate::{Options, excerpt::excerpt};

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The text of a document: measured, its byte order mark dropped, decoded as it declares.
pub(super) fn decode<'a>(bytes: &'a [u8], options: &Options) -> Result<Cow<'a, str>, XmlError> {
    if bytes.len() > options.max_bytes {
        return Err(XmlError::TooLarge {
            limit: options.max_bytes,
            actual: bytes.len(),
        });
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(XmlError::UnsupportedEncoding { name: "UTF-16".into() });
    }
    let marked = bytes.strip_prefix(UTF8_MARK);
    let bytes = marked.unwrap_or(bytes);
    if bytes.iter().all(|&byte| is_blank(byte)) {
        return Err(XmlError::EmptyDocument);
    }
    let encoding = declared(bytes).map_or(Ok(Encoding::Utf8), Encoding::named)?;
    match encoding {
        _ if marked.is_some() && encoding != Encoding::Utf8 => Err(XmlError::UnsupportedEncoding {
            name: excerpt(declared(bytes).unwrap_or_default()),
        }),
        Encoding::Ascii if !bytes.is_ascii() => Err(XmlError::InvalidEncoding),
        Encoding::Utf8 | Encoding::Ascii => str::from_utf8(bytes)
            .map(Cow::Borrowed)
            .map_err(|_| XmlError::InvalidEncoding),
        Encoding::Latin1 => Ok(bytes.iter().copied().map(char::from).collect()),
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Encoding {
    Utf8,
    Ascii,
    Latin1,
}

impl Encoding {
    fn named(name: &str) -> Result<Self, XmlError> {
        let is = |known: &[&str]| known.iter().any(|known| name.eq_ignore_ascii_case(known));
        if is(&["UTF-8", "UTF8"]) {
            Ok(Self::Utf8)
        } else if is(&["US-ASCII", "ASCII"]) {
            Ok(Self::Ascii)
        } else if is(&["ISO-8859-1", "LATIN1"]) {
            Ok(Self::Latin1)
        } else {
            Err(XmlError::UnsupportedEncoding { name: excerpt(name) })
        }
    }
}

/// The encoding that a declaration at the very beginning names. A faulty declaration names none; it is found out later.
fn declared(bytes: &[u8]) -> Option<&str> {
    let inner = bytes.strip_prefix(b"<?xml")?;
    let inner = str::from_utf8(&inner[..memchr::memmem::find(inner, b"?>")?]).ok()?;
    let mut attributes = RawAttributes::new(inner, 0);
    while let Ok(Some((name, value, _))) = attributes.next() {
        if name == "encoding" {
            return Some(value);
        }
    }
    None
}

/// Whether `inner`, which stands between `<?xml` and `?>`, is the declaration of an XML 1.0 document.
pub(super) fn is_declaration(inner: &str) -> bool {
    let mut attributes = RawAttributes::new(inner, 0);
    let mut expected: &[&str] = &["version", "encoding", "standalone"];
    loop {
        let Ok(next) = attributes.next() else { return false };
        let Some((name, value, _)) = next else {
            return expected.len() < 3;
        };
        let Some(place) = expected.iter().position(|&known| known == name) else {
            return false;
        };
        let fits = match name {
            "version" => value == "1.0",
            "encoding" => !value.is_empty(),
            _ => matches!(value, "yes" | "no"),
        };
        // The version is first and always there.
        if !fits || (expected.len() == 3 && place != 0) {
            return false;
        }
        expected = &expected[place + 1..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, &'static str> {
        decode(bytes, &Options::lenient())
            .map(Cow::into_owned)
            .map_err(|error| error.code())
    }

    #[test]
    fn the_declared_encoding_is_believed() {
        assert_eq!(
            read(b"<?xml version='1.0' encoding='latin1'?>\xE9").unwrap(),
            "<?xml version='1.0' encoding='latin1'?>é"
        );
        assert_eq!(
            read(b"<?xml version='1.0' encoding='ascii'?>\xE9"),
            Err("invalid_encoding")
        );
        assert_eq!(
            read(b"<?xml version='1.0' encoding='utf8'?>\xE9"),
            Err("invalid_encoding")
        );
        assert_eq!(
            read(b" <?xml version='1.0' encoding='latin1'?>\xE9"),
            Err("invalid_encoding")
        );
        assert_eq!(
            read(b"<?xml version='1.0' encoding='koi8-r'?>"),
            Err("unsupported_encoding")
        );
    }

    #[test]
    fn a_mark_and_a_declaration_must_agree() {
        assert_eq!(
            read(b"\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>")
                .unwrap()
                .len(),
            38
        );
        assert_eq!(
            read(b"\xEF\xBB\xBF<?xml version='1.0' encoding='ascii'?>"),
            Err("unsupported_encoding")
        );
        assert_eq!(read(b"\xEF\xBB\xBF \n"), Err("empty_document"));
    }

    #[test]
    fn declarations_have_an_order() {
        assert!(is_declaration(" version='1.0' encoding='x' standalone='no' "));
        assert!(is_declaration(" version=\"1.0\" standalone=\"yes\""));
        for inner in [
            "",
            " ",
            " encoding='x'",
            " version='1.1'",
            " encoding='x' version='1.0'",
            " version='1.0' a='b'",
            " version='1.0' version='1.0'",
            " version='1.0' standalone='maybe'",
            "version='1.0'",
        ] {
            assert!(!is_declaration(inner), "{inner}");
        }
    }
}
