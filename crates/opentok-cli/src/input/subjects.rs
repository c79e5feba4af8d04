use std::io::{self, StdinLock};

use super::{Line, Lines};
use crate::failure::{Exit, Failure};
use crate::output::Console;

/// What a command is asked about: one text of the command line, or one a line of standard input.
#[derive(Debug)]
pub(crate) struct Subjects {
    source: Source,
    may_be_none: bool,
}

#[derive(Debug)]
enum Source {
    /// The text, until it was handed out.
    Argument {
        text: String,
        is_left: bool,
    },
    Lines(Lines<StdinLock<'static>>),
}

impl Subjects {
    /// The argument, or the lines of standard input if it is `-`.
    pub(crate) fn new(argument: String) -> Self {
        let source = match argument.as_str() {
            "-" => Source::standard_input(),
            _ => Source::Argument {
                text: argument,
                is_left: true,
            },
        };
        Self {
            source,
            may_be_none: false,
        }
    }

    /// The lines of standard input, of which there may be none.
    pub(crate) fn batch() -> Self {
        Self {
            source: Source::standard_input(),
            may_be_none: true,
        }
    }

    /// Whether there is exactly one, from the command line.
    pub(crate) const fn is_single(&self) -> bool {
        matches!(self.source, Source::Argument { .. })
    }

    /// Hands each one to `ask`, which prints an answer and tells whether it is a good one. Done if all are.
    ///
    /// Answers leave as soon as there is nothing more to read at once, so that another program can ask and wait. When
    /// nobody reads them any more the rest is not asked about, and counts as not good. Nothing at all to ask about is
    /// not good either, except in a batch: an empty variable must not pass for a token that was found true.
    pub(crate) fn ask_each(
        mut self,
        console: &mut Console,
        mut ask: impl FnMut(Line<'_>, &mut Console) -> Result<bool, Failure>,
    ) -> Result<Exit, Failure> {
        let mut count: u64 = 0;
        let mut all_good = true;
        while let Some(line) = self.source.next()? {
            count += 1;
            all_good &= ask(line, console)?;
            if !self.source.has_more_at_hand() {
                console.flush()?;
            }
            if console.is_closed() && !self.is_single() {
                return Ok(Exit::Refused);
            }
        }
        if count == 0 && !self.may_be_none {
            return Err(Failure::refused("no_input", "standard input was empty"));
        }
        Ok(Exit::from_verdict(all_good))
    }
}

impl Source {
    fn standard_input() -> Self {
        Self::Lines(Lines::new(io::stdin().lock()))
    }

    /// The next subject; `None` at the end.
    fn next(&mut self) -> Result<Option<Line<'_>>, Failure> {
        match self {
            Self::Argument { text, is_left } => Ok(core::mem::take(is_left).then_some(Line::Text(text))),
            Self::Lines(lines) => lines
                .next()
                .map_err(|error| Failure::io("cannot read standard input", &error)),
        }
    }

    /// Whether the next subject can be had without waiting.
    fn has_more_at_hand(&self) -> bool {
        match self {
            Self::Argument { is_left, .. } => *is_left,
            Self::Lines(lines) => lines.has_line_at_hand(),
        }
    }
}
