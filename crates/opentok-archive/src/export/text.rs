//! Labels for people to look at.

use unicode_width::UnicodeWidthChar;

/// `text` in at most `columns` columns of a terminal, with an ellipsis if it is longer.
///
/// Characters that would move the cursor or turn the line around are replaced.
pub(super) fn fit(text: &str, columns: usize) -> String {
    let mut fitted = String::new();
    let mut used = 0;
    // Where to cut, should the rest not fit.
    let mut cut = 0;
    for c in text.chars().map(visible) {
        used += width(c);
        if used > columns {
            fitted.truncate(cut);
            fitted.push('…');
            return fitted;
        }
        fitted.push(c);
        if used < columns {
            cut = fitted.len();
        }
    }
    fitted
}

/// The columns that `text` takes in a terminal.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// `c`, or a replacement if it is not for the eye or XML forbids it.
fn visible(c: char) -> char {
    match c {
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' => {
            '\u{FFFD}'
        }
        '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        c if c.is_control() => '\u{FFFD}',
        c => c,
    }
}

fn width(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_twice_and_long_texts_are_cut() {
        assert_eq!(fit("会議", 4), "会議");
        assert_eq!(fit("会議室", 5), "会議…");
        assert_eq!(fit("会議室", 4), "会…");
        assert_eq!(fit("abc", 3), "abc");
        assert_eq!(fit("abcd", 3), "ab…");
        for text in ["会議室の名前", "abcdef", "e\u{301}e\u{301}e\u{301}e\u{301}"] {
            for room in 1..8 {
                assert!(columns(&fit(text, room)) <= room, "{text} in {room}");
            }
        }
    }

    #[test]
    fn nothing_reaches_the_terminal_but_text() {
        assert_eq!(fit("\u{1B}[2J\u{202E}x\0", 20), "\u{FFFD}[2J\u{FFFD}x\u{FFFD}");
    }
}
