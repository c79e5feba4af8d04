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
        // quick-xml would drop a second byte order mark without a word.
        let forbidden = match text.starts_with('\u{FEFF}') {
            true => Some(0),
            false => find_forbidden(text),
        };
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

    /// Passes over the blanks that texts begin with, and so over texts that are nothing else.
    pub(crate) fn without_blanks(mut self) -> Self {
        self.inner.config_mut().trim_text_start = true;
        self
    }

    /// The attributes of the element that began last.
    pub(crate) fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    /// What comes next.
    pub(crate) fn next(&mut self) -> Result<Node<'a>, XmlError> {
        if self.empty {
            self.empty = false;
            self.depth -= 1;
            return Ok(Node::Close);
        }
        loop {
            let before = self.position();
            let event = self.inner.read_event().map_err(|_| self.fault(before))?;
            let end = self.position();
            // What quick-xml gives is borrowed from the event; the same bytes of `text` live longer.
            let node = match event {
                Event::Start(tag) => Some(self.open(Markup::new(tag.len(), 1, 1, end))?),
                Event::Empty(tag) => {
                    self.empty = true;
                    Some(self.open(Markup::new(tag.len(), 1, 2, end))?)
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(XmlError::Malformed { at: before })?;
                    Some(Node::Close)
                }
                Event::Text(text) => self.text(Markup::new(text.len(), 0, 0, end))?,
                Event::CData(text) => Some(Node::Text(self.inside(Markup::new(text.len(), 9, 3, end))?)),
                Event::GeneralRef(name) => {
                    let markup = Markup::new(name.len(), 1, 1, end);
                    Some(Node::Char(resolve(self.inside(markup)?, markup.at)?))
                }
                Event::Decl(declaration) => {
                    let markup = Markup::new(declaration.len(), 2, 2, end);
                    let content = self.content(markup).strip_prefix("xml");
                    if markup.at > 0 || !content.is_some_and(is_declaration) {
                        return Err(XmlError::Malformed { at: markup.at });
                    }
                    None
                }
                Event::PI(instruction) => {
                    let markup = Markup::new(instruction.len(), 2, 2, end);
                    if !is_instruction(self.content(markup)) {
                        return Err(XmlError::Malformed { at: markup.at });
                    }
                    None
                }
                Event::Comment(_) => None,
                Event::Eof if self.depth == 0 && self.root_seen && !self.cut => Some(Node::End),
                Event::DocType(_) | Event::Eof => return Err(self.fault(before)),
            };
            if let Some(node) = node {
                return Ok(node);
            }
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.inner.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The error for what stands at `at`, behind blanks.
    fn fault(&self, at: usize) -> XmlError {
        let rest = self.text.get(at..).unwrap_or_default();
        let markup = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        if markup.starts_with("<!DOCTYPE") {
            XmlError::DtdForbidden
        } else {
            XmlError::Malformed {
                at: at + rest.len() - markup.len(),
            }
        }
    }

    /// What stands between the delimiters.
    fn content(&self, markup: Markup) -> &'a str {
        self.text.get(markup.content..markup.content_end).unwrap_or_default()
    }

    fn open(&mut self, markup: Markup) -> Result<Node<'a>, XmlError> {
        let tag = self.content(markup);
        let malformed = Err(XmlError::Malformed { at: markup.at });
        if self.depth == 0 && self.root_seen {
            return malformed;
        }
        let mut name_len = ascii_name_len(tag.as_bytes());
        if name_len == 0 || tag.as_bytes().get(name_len).is_some_and(|&byte| !is_blank(byte)) {
            name_len = tag.bytes().position(is_blank).unwrap_or(tag.len());
            if !is_name(&tag[..name_len]) {
                return malformed;
            }
        }
        let (name, rest) = tag.split_at(name_len);
        if self.depth >= self.options.max_depth {
            return Err(XmlError::TooDeep {
                limit: self.options.max_depth,
            });
        }
        attributes::read(rest, markup.content + name_len, self.options, &mut self.attributes)?;
        self.root_seen = true;
        self.depth += 1;
        Ok(Node::Open(name))
    }

    fn text(&self, markup: Markup) -> Result<Option<Node<'a>>, XmlError> {
        let text = self.content(markup);
        if is_blank_text(text) {
            return Ok((self.depth > 0).then_some(Node::Text(text)));
        }
        let text = self.inside(markup)?;
        match memchr::memmem::find(text.as_bytes(), b"]]>") {
            Some(skip) => Err(XmlError::Malformed { at: markup.at + skip }),
            None => Ok(Some(Node::Text(text))),
        }
    }

    /// The content of what must stand inside the root.
    fn inside(&self, markup: Markup) -> Result<&'a str, XmlError> {
        if self.depth == 0 {
            Err(XmlError::Malformed { at: markup.at })
        } else {
            Ok(self.content(markup))
        }
    }
}

/// Where something stands in the document.
#[derive(Clone, Copy)]
struct Markup {
    at: usize,
    content: usize,
    content_end: usize,
}

impl Markup {
    /// Of what ends at `end`: `len` bytes of content between delimiters of `before` and `after` bytes.
    fn new(len: usize, before: usize, after: usize, end: usize) -> Self {
        let content_end = end.saturating_sub(after);
        let content = content_end.saturating_sub(len);
        Self {
            at: content.saturating_sub(before),
            content,
            content_end,
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

/// Whether `content` is that of a processing instruction: a name other than `xml`, then a blank or nothing.
fn is_instruction(content: &str) -> bool {
    let name_len = content.bytes().position(is_blank).unwrap_or(content.len());
    let name = &content[..name_len];
    is_name(name) && !name.eq_ignore_ascii_case("xml")
}
