use quick_xml::{Reader, XmlVersion, events::Event};

use super::body::ErrorBody;

/// The longest error document that is read, in bytes.
const MAX_LEN: usize = 65_536;

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 16;

/// Reads an `errorPayload` or an `Errors` document. `None` if it is neither, or not XML.
pub(super) fn read(bytes: &[u8]) -> Option<ErrorBody> {
    let text = core::str::from_utf8(bytes).ok().filter(|text| text.len() <= MAX_LEN)?;
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut body = ErrorBody::default();
    let mut path: Vec<String> = Vec::new();
    let mut value = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => {
                if path.len() == MAX_DEPTH {
                    return None;
                }
                path.push(element.local_name().as_ref().into());
                value.clear();
                match path.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                    ["Errors" | "errors", "error"] => {
                        body.code = body
                            .code
                            .or(attribute(&element, "code")?.and_then(|code| code.parse().ok()));
                    }
                    ["Errors" | "errors", "error", _] if body.message.is_none() => {
                        body.message = attribute(&element, "message")?.map(Into::into);
                    }
                    ["Errors" | "errors" | "errorPayload", ..] => {}
                    _ => return None,
                }
            }
            Event::Text(text) => value.push_str(&text),
            Event::CData(text) => value.push_str(&text),
            Event::GeneralRef(name) => value.push(reference(&name)?),
            Event::End(_) => {
                if let ["errorPayload", field] = path.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                    let text = value.trim();
                    match field {
                        "code" => body.code = text.parse().ok(),
                        "message" => body.message = Some(text.into()),
                        "description" => body.description = Some(text.into()),
                        _ => {}
                    }
                }
                path.pop();
            }
            Event::DocType(_) => return None,
            Event::Eof => return path.is_empty().then_some(body),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            _ => {}
        }
    }
}

/// The value of an attribute; `None` outside if it cannot be read.
fn attribute(element: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<Option<String>> {
    let Some(attribute) = element.try_get_attribute(name).ok()? else {
        return Some(None);
    };
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(Some(value.into_owned()))
}

/// What a reference stands for.
fn reference(name: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Some(c) = name.resolve_char_ref().ok()? {
        return Some(c);
    }
    match &**name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Code, message and description.
    type Said = (Option<i64>, Option<Box<str>>, Option<Box<str>>);

    fn said(xml: &str) -> Option<Said> {
        read(xml.as_bytes()).map(|body| (body.code, body.message, body.description))
    }

    #[test]
    fn a_payload_is_read_whatever_way_its_text_is_written() {
        let xml = "<?xml version='1.0'?><errorPayload><!-- c --><code> 401 </code>\
                   <message>a &lt;b&gt; &#65; &apos;&quot; <![CDATA[& c]]></message>\
                   <description>why</description><requestId>7</requestId></errorPayload>";
        let message = "a <b> A '\" & c";
        assert_eq!(said(xml), Some((Some(401), Some(message.into()), Some("why".into()))));
        let wordless = "<errorPayload><code>soon</code><message/></errorPayload>";
        assert_eq!(said(wordless), Some((None, Some("".into()), None)));
    }

    #[test]
    fn of_several_errors_the_first_counts() {
        let xml = r#"<Errors><error code="404"><itemNotFound message="No &amp; none"/></error><error code="1"><a message="b"/></error></Errors>"#;
        assert_eq!(said(xml), Some((Some(404), Some("No & none".into()), None)));
        assert_eq!(said("<errors/>"), Some((None, None, None)));
    }

    #[test]
    fn what_is_neither_document_is_not_read() {
        for xml in [
            "<html/>",
            "<error code='1'/>",
            "<Errors>",
            "<Errors></errors>",
            "<!DOCTYPE Errors><Errors/>",
            "<Errors>&nbsp;</Errors>",
            "<Errors>&#0;</Errors>",
            "<Errors><error code='&nbsp;'/></Errors>",
        ] {
            let read = said(xml);
            assert!(read.is_none(), "{xml}: {read:?}");
        }
        assert!(read(b"<Errors>\xff</Errors>").is_none());
    }

    #[test]
    fn length_and_depth_have_limits() {
        let nested = |depth: usize| {
            format!(
                "<Errors>{}{}</Errors>",
                "<a>".repeat(depth - 1),
                "</a>".repeat(depth - 1)
            )
        };
        assert!(said(&nested(MAX_DEPTH)).is_some());
        assert!(said(&nested(MAX_DEPTH + 1)).is_none());
        let long = |len: usize| format!("<Errors>{}</Errors>", " ".repeat(len - "<Errors></Errors>".len()));
        assert!(said(&long(MAX_LEN)).is_some());
        assert!(said(&long(MAX_LEN + 1)).is_none());
    }
}
