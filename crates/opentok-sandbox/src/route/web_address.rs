use crate::wire::Refusal;

/// Makes sure that a text is an address of one of these schemes, with a host, and of a length the service takes.
pub(super) fn check(name: &str, url: &str, schemes: &[&str]) -> Result<(), Refusal> {
    let uri: Option<http::Uri> = url.parse().ok();
    let is_address = uri.is_some_and(|uri| {
        let has_scheme = uri
            .scheme_str()
            .is_some_and(|scheme| schemes.iter().any(|known| scheme.eq_ignore_ascii_case(known)));
        has_scheme && uri.host().is_some_and(|host| !host.is_empty())
    });
    if is_address && (LEAST..=MOST).contains(&url.len()) {
        Ok(())
    } else {
        Err(Refusal::invalid(format!(
            "Invalid {name}. It must be an address of {LEAST} to {MOST} characters."
        )))
    }
}

const LEAST: usize = 15;
const MOST: usize = 2_048;
