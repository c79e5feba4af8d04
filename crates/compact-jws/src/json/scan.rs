use super::{Array, JsonError, JsonErrorKind, Number, Object, Text, Value, escape, plain};

/// A place in a JSON text, and what can be read from there.
///
/// The check and the readers share it, so that there is one grammar. Readers run over text that has been checked; what
/// cannot happen there ends the reading instead of the program.
#[derive(Clone, Copy)]
pub(super) struct Scanner<'j> {
    text: &'j str,
    at: usize,
}

impl<'j> Scanner<'j> {
    pub(super) const fn new(text: &'j str) -> Self {
        Self { text, at: 0 }
    }

    /// Begins inside the brackets of a container.
    pub(super) const fn inside(container: &'j str) -> Self {
        Self { text: container, at: 1 }
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The text from `start` to here.
    pub(super) fn since(&self, start: usize) -> &'j str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    pub(super) fn skip_white_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Steps over `byte` if it is next.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    pub(super) fn expect(&mut self, byte: u8) -> Result<(), JsonError> {
        if self.eat(byte) { Ok(()) } else { Err(self.unexpected()) }
    }

    /// An error at this place.
    pub(super) const fn error(&self, kind: JsonErrorKind) -> JsonError {
        JsonError { kind, at: self.at }
    }

    /// What is next cannot stand here.
    pub(super) fn unexpected(&self) -> JsonError {
        self.error(if self.peek().is_some() {
            JsonErrorKind::Unexpected
        } else {
            JsonErrorKind::End
        })
    }

    /// Reads a text with its quotes.
    pub(super) fn text(&mut self) -> Result<Text<'j>, JsonError> {
        self.expect(b'"')?;
        let start = self.at;
        let mut saved = 0;
        loop {
            self.at += plain::run(self.rest());
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    let (character, len) = escape::read(self.rest()).map_err(|kind| self.error(kind))?;
                    saved += len - character.len_utf8();
                    self.at += len;
                }
                Some(_) => return Err(self.error(JsonErrorKind::Control)),
                None => return Err(self.error(JsonErrorKind::End)),
            }
        }
        let raw = self.since(start);
        self.at += 1;
        Ok(Text::new(raw, raw.len() - saved))
    }

    /// Reads a value that holds no other.
    #[inline]
    pub(super) fn scalar(&mut self) -> Result<Value<'j>, JsonError> {
        match self.peek() {
            Some(b'"') => self.text().map(Value::Text),
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            Some(b't') => self.literal(b"true").map(|()| Value::Bool(true)),
            Some(b'f') => self.literal(b"false").map(|()| Value::Bool(false)),
            Some(b'n') => self.literal(b"null").map(|()| Value::Null),
            _ => Err(self.unexpected()),
        }
    }

    /// Reads a value of checked text.
    pub(super) fn checked_value(&mut self) -> Option<Value<'j>> {
        match self.peek() {
            Some(b'{') => self.checked_container().map(Object::from_checked).map(Value::Object),
            Some(b'[') => self.checked_container().map(Array::from_checked).map(Value::Array),
            _ => self.scalar().ok(),
        }
    }

    /// Steps to the next name or value inside a container of checked text; `None` at its end.
    pub(super) fn next_checked(&mut self) -> Option<()> {
        self.skip_white_space();
        self.eat(b',');
        self.skip_white_space();
        (!matches!(self.peek()?, b'}' | b']')).then_some(())
    }

    fn checked_container(&mut self) -> Option<&'j str> {
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.text().ok()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Some(self.since(start));
            }
        }
    }

    fn number(&mut self) -> Result<Number<'j>, JsonError> {
        let start = self.at;
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _sign = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        Ok(Number::new(self.since(start)))
    }

    /// Steps over one digit or more.
    fn digits(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at > start {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    fn literal(&mut self, word: &[u8]) -> Result<(), JsonError> {
        word.iter().try_for_each(|&byte| self.expect(byte))
    }

    fn rest(&self) -> &'j [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }
}
