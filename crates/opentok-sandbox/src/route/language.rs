use crate::wire::Refusal;

/// Makes sure that a text is the tag of a language, and mostly of a region: the list of the service grows, so only the form
/// is looked at (BCP 47).
pub(super) fn check(name: &str, tag: &str) -> Result<(), Refusal> {
    let mut parts = tag.split('-');
    let is_part =
        |part: &str, most| (2..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_tag = parts.next().is_some_and(|language| is_part(language, 3)) && parts.all(|part| is_part(part, 8));
    if is_tag && tag.len() <= MAX_LEN {
        Ok(())
    } else {
        Err(Refusal::invalid(format!("Invalid {name}")))
    }
}

/// In bytes. The longest tags in use have 35.
const MAX_LEN: usize = 35;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_language_and_what_narrows_it() {
        let longest = format!("en{}", "-abcdefgh".repeat(3)) + "-abcde";
        assert_eq!(longest.len(), MAX_LEN);
        for tag in ["en-US", "yue", "zh-Hant-TW", "es-419", &longest] {
            assert_eq!(check("languageCode", tag), Ok(()), "{tag}");
        }
        for tag in [
            "",
            "e",
            "english",
            "en_US",
            "en-",
            "en-abcdefghi",
            "\u{e9}n-US",
            &(longest + "f"),
        ] {
            assert!(check("languageCode", tag).is_err(), "{tag}");
        }
    }
}
