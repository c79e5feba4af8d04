//! The events of a well-formed document, one by one.

use quick_xml::{Reader, events::Event};

use super::{
    XmlError,
    attributes::{self, Attribute},
    chars::{ascii_name_len, find_forbidden, is_blank, is_blank_text, is_name},
    decode::is_declaration,
    value::resolve,
};
use crate::Options;

/// What comes next in a document.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Node<'a> {
    /// An element begins. Its attributes are with the reader until the next call. If it is empty, `Close` follows.
    Open(&'a str),
    /// The innermost element ends.
    Close,
    /// Characters inside an element; what is one text in the document may come in parts.
    Text(&'a str),
    /// A character that was written as a reference.
    Char(char),
    /// The document has ended, and was well-formed.
    End,
}

/// Reads a document by quick-xml and adds the checks that quick-xml leaves to its caller.
///
/// Comments, instructions and the declaration are checked and passed over. After an error the reader must not be used.
pub(crate) struct Events<'a> {
    inner: Reader<&'a [u8]>,
    /// The document up to the first character that XML forbids anywhere.
    text: &'a str,
    /// Whether such a character follows `text`.
    cut: bool,
    attributes: Vec<Attribute<'a>>,
    depth: usize,
    root_seen: bool,
    /// An empty element has begun and not ended.
    empty: bool,
    options: &'a Options,
}

impl<'a> Events<'a> {
    /// Reads `text`, whose byte order mark is gone.
    pub(crate) fn new(text: &'a str, options: &'a Options) -> Self {
        let forbidden = find_forbidden(text);
        let text = &text[..forbidden.unwrap_or(text.len())];
        let mut inner = Reader::from_str(text);
        inner.config_mut().check_comments = true;
        let cut = forbidden.is_some();
        Self {
            inner,
            text,
            cut,
            attributes: Vec::new(),
            depth: 0,
            root_seen: false,
            empty: false,
            options,
        }
    }

    /// The attributes of the element that began last.
    pub(crate) fn attributes(&mut self) -> &mut Vec<Attribute<'a>> {
        &mut self.attributes
    }

    /// What comes next.
    pub(crate) fn next(&mut self) -> Result<Node<'a>, XmlError> {
        if self.empty {
            self.empty = false;
            self.depth -= 1;
            return Ok(Node::Close);
        }
        loop {
            let at = self.position();
            // quick-xml would drop a second byte order mark without a word.
            if at == 0 && self.text.starts_with('\u{FEFF}') {
                return Err(XmlError::Malformed { at });
            }
            let event = self.inner.read_event().map_err(|_| self.fault(at))?;
            let end = usize::try_from(self.inner.buffer_position()).unwrap_or(usize::MAX);
            let markup = self.text.get(at..end).ok_or(XmlError::Malformed { at })?;
            let node = match event {
                Event::Start(_) => Some(self.open(inner(markup, "<", ">"), at)?),
                Event::Empty(_) => {
                    self.empty = true;
                    Some(self.open(inner(markup, "<", "/>"), at)?)
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(XmlError::Malformed { at })?;
                    Some(Node::Close)
                }
                Event::Text(_) => self.text(markup, at)?,
                Event::CData(_) => Some(Node::Text(self.inside(inner(markup, "<![CDATA[", "]]>"), at)?)),
                Event::GeneralRef(_) => Some(Node::Char(resolve(self.inside(inner(markup, "&", ";"), at)?, at)?)),
                Event::Decl(_) if at == 0 && is_declaration(inner(markup, "<?xml", "?>")) => None,
                Event::PI(_) if is_instruction(inner(markup, "<?", "?>")) => None,
                Event::Comment(_) => None,
                Event::Eof if self.depth == 0 && self.root_seen && !self.cut => Some(Node::End),
                Event::DocType(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => return Err(self.fault(at)),
            };
            if let Some(node) = node {
                return Ok(node);
            }
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.inner.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The error for what stands at `at`.
    fn fault(&self, at: usize) -> XmlError {
        match self.text.get(at..) {
            Some(rest) if rest.starts_with("<!DOCTYPE") => XmlError::DtdForbidden,
            _ => XmlError::Malformed { at },
        }
    }

    /// `tag` is what stands between the angle brackets at `at`.
    fn open(&mut self, tag: &'a str, at: usize) -> Result<Node<'a>, XmlError> {
        if self.depth == 0 && self.root_seen {
            return Err(XmlError::Malformed { at });
        }
        let mut name_len = ascii_name_len(tag.as_bytes());
        if name_len == 0 || tag.as_bytes().get(name_len).is_some_and(|&byte| !is_blank(byte)) {
            name_len = tag.bytes().position(is_blank).unwrap_or(tag.len());
            if !is_name(&tag[..name_len]) {
                return Err(XmlError::Malformed { at });
            }
        }
        let (name, rest) = tag.split_at(name_len);
        if self.depth >= self.options.max_depth {
            return Err(XmlError::TooDeep {
                limit: self.options.max_depth,
            });
        }
        attributes::read(rest, at + 1 + name_len, self.options, &mut self.attributes)?;
        self.root_seen = true;
        self.depth += 1;
        Ok(Node::Open(name))
    }

    fn text(&self, text: &'a str, at: usize) -> Result<Option<Node<'a>>, XmlError> {
        if is_blank_text(text) {
            return Ok((self.depth > 0).then_some(Node::Text(text)));
        }
        let text = self.inside(text, at)?;
        match memchr::memmem::find(text.as_bytes(), b"]]>") {
            Some(skip) => Err(XmlError::Malformed { at: at + skip }),
            None => Ok(Some(Node::Text(text))),
        }
    }

    /// `content`, which must stand inside the root.
    fn inside(&self, content: &'a str, at: usize) -> Result<&'a str, XmlError> {
        if self.depth == 0 {
            Err(XmlError::Malformed { at })
        } else {
            Ok(content)
        }
    }
}

/// Whether a text that came from [`Node::Text`] is only white space.
pub(crate) fn is_blank_node(node: Node<'_>) -> bool {
    match node {
        Node::Text(text) => is_blank_text(text),
        Node::Char(c) => matches!(c, ' ' | '\t' | '\n' | '\r'),
        _ => true,
    }
}

/// `markup` without its delimiters.
fn inner<'a>(markup: &'a str, before: &str, after: &str) -> &'a str {
    markup
        .strip_prefix(before)
        .and_then(|rest| rest.strip_suffix(after))
        .unwrap_or_default()
}

/// Whether `content` is that of a processing instruction: a name other than `xml`, then a blank or nothing.
fn is_instruction(content: &str) -> bool {
    let name_len = content.bytes().position(is_blank).unwrap_or(content.len());
    let name = &content[..name_len];
    is_name(name) && !name.eq_ignore_ascii_case("xml")
}
