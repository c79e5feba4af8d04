use serde_json::{Map, Value};

use super::Refusal;

/// The fields of a JSON body. An explicit null is the same as nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields<'b>(&'b Map<String, Value>);

/// What a call without a body says.
static NOTHING: Value = Value::Null;

/// Reads a JSON object. Nothing at all is an object without fields.
pub(crate) fn read_object(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    if body.trim_ascii().is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Refusal::invalid("Invalid request body. It must be a JSON object.")),
        Err(_) => Err(Refusal::invalid("Invalid request body. It is not JSON.")),
    }
}

impl<'b> Fields<'b> {
    pub(crate) const fn new(fields: &'b Map<String, Value>) -> Self {
        Self(fields)
    }

    /// The value of the first of `names` that has one.
    pub(crate) fn any(self, names: &[&str]) -> Option<&'b Value> {
        names
            .iter()
            .filter_map(|name| self.0.get(*name))
            .find(|value| !value.is_null())
    }

    pub(crate) fn get(self, name: &str) -> &'b Value {
        self.any(&[name]).unwrap_or(&NOTHING)
    }

    pub(crate) fn text(self, name: &str) -> Result<Option<&'b str>, Refusal> {
        match self.get(name) {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text)),
            _ => Err(wrong(name, "a string")),
        }
    }

    /// A text that must be there and not be empty.
    pub(crate) fn required_text(self, name: &str) -> Result<&'b str, Refusal> {
        match self.text(name)? {
            Some(text) if !text.is_empty() => Ok(text),
            _ => Err(Refusal::invalid(format!("Missing {name}"))),
        }
    }

    /// A truth value, which some callers write as a text.
    pub(crate) fn flag(self, name: &str) -> Result<Option<bool>, Refusal> {
        match self.get(name) {
            Value::Null => Ok(None),
            Value::Bool(flag) => Ok(Some(*flag)),
            Value::String(text) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Value::String(text) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
            _ => Err(wrong(name, "a boolean")),
        }
    }

    /// A whole number, which some callers write as a text. `names` are spellings of one field.
    pub(crate) fn integer(self, names: &[&str]) -> Result<Option<u64>, Refusal> {
        let number = match self.any(names) {
            None => return Ok(None),
            Some(Value::Number(number)) => number.as_u64(),
            Some(Value::String(digits)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok(),
            Some(_) => None,
        };
        number.map(Some).ok_or_else(|| wrong(names[0], "a whole number"))
    }

    pub(crate) fn object(self, name: &str) -> Result<Option<Self>, Refusal> {
        match self.get(name) {
            Value::Null => Ok(None),
            Value::Object(fields) => Ok(Some(Self(fields))),
            _ => Err(wrong(name, "an object")),
        }
    }

    pub(crate) fn array(self, name: &str) -> Result<Option<&'b [Value]>, Refusal> {
        match self.get(name) {
            Value::Null => Ok(None),
            Value::Array(items) => Ok(Some(items)),
            _ => Err(wrong(name, "an array")),
        }
    }

    /// A list of texts.
    pub(crate) fn texts(self, name: &str) -> Result<Option<Vec<&'b str>>, Refusal> {
        let Some(items) = self.array(name)? else {
            return Ok(None);
        };
        let texts = items.iter().map(Value::as_str).collect::<Option<_>>();
        texts.map(Some).ok_or_else(|| wrong(name, "an array of strings"))
    }

    /// An object whose values are texts, as headers are.
    pub(crate) fn text_map(self, name: &str) -> Result<Vec<(&'b str, &'b str)>, Refusal> {
        let Some(Fields(fields)) = self.object(name)? else {
            return Ok(Vec::new());
        };
        let pairs = fields
            .iter()
            .map(|(name, value)| Some((name.as_str(), value.as_str()?)));
        pairs
            .collect::<Option<_>>()
            .ok_or_else(|| wrong(name, "an object of strings"))
    }
}

fn wrong(name: &str, kind: &str) -> Refusal {
    Refusal::invalid(format!("Invalid {name}. It must be {kind}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(json: &str) -> Map<String, Value> {
        read_object(json.as_bytes()).unwrap()
    }

    #[test]
    fn null_is_nothing() {
        let fields = object(r#"{"name":null,"old":7}"#);
        assert_eq!(Fields::new(&fields).text("name"), Ok(None));
        assert_eq!(Fields::new(&fields).integer(&["name", "old"]), Ok(Some(7)));
    }

    #[test]
    fn nothing_is_an_empty_object_and_other_values_are_refused() {
        assert!(object("").is_empty() && object(" \n").is_empty());
        for body in ["[]", "1", "\"\"", "{", "{}x", "\u{feff}{}"] {
            assert!(read_object(body.as_bytes()).is_err(), "{body}");
        }
    }

    #[test]
    fn flags_and_numbers_may_be_texts() {
        let fields = object(r#"{"a":"True","b":false,"c":"yes","n":"12","m":-1,"f":1.5,"e":""}"#);
        let fields = Fields::new(&fields);
        assert_eq!((fields.flag("a"), fields.flag("b")), (Ok(Some(true)), Ok(Some(false))));
        assert!(fields.flag("c").is_err());
        assert_eq!(fields.integer(&["n"]), Ok(Some(12)));
        for name in ["m", "f", "e", "a"] {
            assert!(fields.integer(&[name]).is_err(), "{name}");
        }
    }
}
