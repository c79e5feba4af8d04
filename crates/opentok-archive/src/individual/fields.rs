//! The fields of one JSON object, taken out one by one.

use serde_json::{Map, Value};

use super::ReadIndividualError;
use crate::json::whole_number;

/// An object that is being read. What is left at the end is unknown.
pub(super) struct Fields {
    map: Map<String, Value>,
    index: Option<usize>,
}

impl Fields {
    /// `index` is that of the file that the object describes.
    pub(super) fn new(map: Map<String, Value>, index: Option<usize>) -> Self {
        Self { map, index }
    }

    pub(super) fn rest(self) -> Map<String, Value> {
        self.map
    }

    pub(super) fn required(&mut self, field: &'static str) -> Result<Value, ReadIndividualError> {
        self.map.remove(field).ok_or(ReadIndividualError::MissingField {
            field,
            index: self.index,
        })
    }

    /// The value, unless it is absent or null.
    fn optional(&mut self, field: &str) -> Option<Value> {
        self.map.remove(field).filter(|value| !value.is_null())
    }

    pub(super) fn id(&mut self, field: &'static str) -> Result<String, ReadIndividualError> {
        let text = self.required(field).and_then(|value| self.text_of(field, value))?;
        if text.is_empty() {
            return Err(ReadIndividualError::InvalidValue {
                field,
                index: self.index,
            });
        }
        Ok(text)
    }

    pub(super) fn text(&mut self, field: &'static str) -> Result<String, ReadIndividualError> {
        self.required(field).and_then(|value| self.text_of(field, value))
    }

    pub(super) fn optional_text(&mut self, field: &'static str) -> Result<Option<String>, ReadIndividualError> {
        self.optional(field).map(|value| self.text_of(field, value)).transpose()
    }

    pub(super) fn number(&mut self, field: &'static str) -> Result<u64, ReadIndividualError> {
        self.required(field).and_then(|value| self.number_of(field, &value))
    }

    pub(super) fn optional_number(&mut self, field: &'static str) -> Result<Option<u64>, ReadIndividualError> {
        self.optional(field)
            .map(|value| self.number_of(field, &value))
            .transpose()
    }

    fn text_of(&self, field: &'static str, value: Value) -> Result<String, ReadIndividualError> {
        match value {
            Value::String(text) => Ok(text),
            _ => Err(ReadIndividualError::InvalidType {
                field,
                index: self.index,
            }),
        }
    }

    fn number_of(&self, field: &'static str, value: &Value) -> Result<u64, ReadIndividualError> {
        match value {
            Value::Number(number) => whole_number(number).ok_or(ReadIndividualError::InvalidNumber {
                field,
                index: self.index,
            }),
            _ => Err(ReadIndividualError::InvalidType {
                field,
                index: self.index,
            }),
        }
    }
}
