use super::{JsonError, JsonErrorKind, MAX_DEPTH, MAX_LEN, names::Names, scan::Scanner};

/// Checks that `bytes` are one JSON object within all limits, and gives it back without the white space around it.
pub(super) fn check(bytes: &[u8]) -> Result<&str, JsonError> {
    if bytes.len() > MAX_LEN {
        return Err(JsonError {
            kind: JsonErrorKind::Length,
            at: MAX_LEN,
        });
    }
    let json = core::str::from_utf8(bytes).map_err(|error| JsonError {
        kind: JsonErrorKind::Utf8,
        at: error.valid_up_to(),
    })?;
    let mut scan = Scanner::new(json);
    scan.skip_white_space();
    if scan.peek().is_some_and(|byte| byte != b'{') {
        return Err(scan.error(JsonErrorKind::NotObject));
    }

    let start = scan.at();
    let mut open = Open::new(json);
    'value: loop {
        // A value is due.
        if scan.peek() == Some(b'{') {
            open.enter(
                &scan,
                Container::Object {
                    first_name: open.names.count(),
                },
            )?;
            scan.eat(b'{');
            scan.skip_white_space();
            if !scan.eat(b'}') {
                open.name(&mut scan)?;
                continue 'value;
            }
            open.leave();
        } else if scan.peek() == Some(b'[') {
            open.enter(&scan, Container::Array)?;
            scan.eat(b'[');
            scan.skip_white_space();
            if !scan.eat(b']') {
                continue 'value;
            }
            open.leave();
        } else {
            scan.scalar()?;
        }
        // A value has ended, and with it perhaps some of the containers around it.
        while let Some(container) = open.innermost() {
            scan.skip_white_space();
            let (is_object, closing) = match container {
                Container::Array => (false, b']'),
                Container::Object { .. } => (true, b'}'),
            };
            if scan.eat(b',') {
                scan.skip_white_space();
                if is_object {
                    open.name(&mut scan)?;
                }
                continue 'value;
            }
            scan.expect(closing)?;
            open.leave();
        }
        break;
    }

    let object = scan.since(start);
    scan.skip_white_space();
    if scan.peek().is_some() {
        Err(scan.error(JsonErrorKind::Trailing))
    } else {
        Ok(object)
    }
}

/// The containers that have begun and not ended.
struct Open<'j> {
    json: &'j str,
    containers: [Container; MAX_DEPTH],
    depth: usize,
    names: Names,
}

#[derive(Clone, Copy)]
enum Container {
    Array,
    Object { first_name: usize },
}

impl<'j> Open<'j> {
    fn new(json: &'j str) -> Self {
        Self {
            json,
            containers: [Container::Array; MAX_DEPTH],
            depth: 0,
            names: Names::new(),
        }
    }

    fn innermost(&self) -> Option<Container> {
        self.containers[..self.depth].last().copied()
    }

    fn enter(&mut self, scan: &Scanner<'_>, container: Container) -> Result<(), JsonError> {
        let place = self
            .containers
            .get_mut(self.depth)
            .ok_or_else(|| scan.error(JsonErrorKind::Depth))?;
        *place = container;
        self.depth += 1;
        Ok(())
    }

    fn leave(&mut self) {
        if let Some(Container::Object { first_name }) = self.innermost() {
            self.names.truncate(first_name);
        }
        self.depth -= 1;
    }

    /// Reads the name of a member and the colon, up to its value.
    fn name(&mut self, scan: &mut Scanner<'_>) -> Result<(), JsonError> {
        let quote = *scan;
        let name = scan.text()?;
        if let Some(Container::Object { first_name }) = self.innermost() {
            self.names
                .insert(self.json, first_name, quote.at() + 1, name)
                .map_err(|kind| quote.error(kind))?;
        }
        scan.skip_white_space();
        scan.expect(b':')?;
        scan.skip_white_space();
        Ok(())
    }
}
