use core::fmt::{self, Write};

/// Text from elsewhere, made safe for a terminal: control characters, which could move the cursor or rewrite
/// what stands above, and characters that turn the direction of writing are shown as escapes.
pub(crate) struct Printable<'t>(pub(crate) &'t str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| {
            if is_unsafe(character) {
                write!(f, "{}", character.escape_default())
            } else {
                f.write_char(character)
            }
        })
    }
}

fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_move_the_cursor() {
        assert_eq!(Printable("a\u{1b}[2Jb\nc\u{9b}").to_string(), "a\\u{1b}[2Jb\\nc\\u{9b}");
        assert_eq!(Printable("\u{202e}txt").to_string(), "\\u{202e}txt");
        assert_eq!(Printable("日本 ü \"q\"").to_string(), "日本 ü \"q\"");
    }
}
