use core::str::FromStr;

use crate::http::{ApiError, Fields, MediaType};

/// Reads the parameter `name` of a query; `+` is a space. `wrong` is the word for what is no `T`.
pub(crate) fn parameter<T: FromStr>(
    query: Option<&str>,
    name: &'static str,
    wrong: &'static str,
    message: &'static str,
) -> Result<T, ApiError> {
    let wrong = || ApiError::parameter(wrong, name, message);
    let fields = Fields::read(MediaType::Form, query.unwrap_or_default().as_bytes()).map_err(|_| wrong())?;
    let field = fields.get(name)?.ok_or_else(|| missing(name))?;
    field.text().and_then(|text| text.parse().ok()).ok_or_else(wrong)
}

pub(crate) fn missing(name: &'static str) -> ApiError {
    ApiError::parameter("missing_parameter", name, format!("{name} is missing"))
}
