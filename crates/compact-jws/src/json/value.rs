use super::{Array, Number, Object, Text};

/// Any JSON value.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Value<'j> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number<'j>),
    /// A text (a JSON string).
    Text(Text<'j>),
    /// An array.
    Array(Array<'j>),
    /// An object.
    Object(Object<'j>),
}

impl<'j> Value<'j> {
    /// Whether it is `null`.
    pub const fn is_null(self) -> bool {
        matches!(self, Self::Null)
    }

    /// The truth value, if it is one.
    pub const fn as_bool(self) -> Option<bool> {
        if let Self::Bool(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// The number, if it is one.
    pub const fn as_number(self) -> Option<Number<'j>> {
        if let Self::Number(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// The text, if it is one.
    pub const fn as_text(self) -> Option<Text<'j>> {
        if let Self::Text(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// The array, if it is one.
    pub const fn as_array(self) -> Option<Array<'j>> {
        if let Self::Array(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// The object, if it is one.
    pub const fn as_object(self) -> Option<Object<'j>> {
        if let Self::Object(value) = self {
            Some(value)
        } else {
            None
        }
    }
}
