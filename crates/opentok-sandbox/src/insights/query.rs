use std::collections::HashMap;

use serde_json::{Map, Value};

/// A field that is asked for, with what is asked of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// The name in the answer.
    pub(crate) alias: String,
    pub(crate) arguments: HashMap<String, Value>,
    pub(crate) fields: Vec<Self>,
}

/// A query that cannot be read: no GraphQL, or a part of it that Insights has no use for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct QueryError;

/// How deep fields may nest.
const MAX_DEPTH: usize = 16;
/// How many fields a query may have.
const MAX_FIELDS: usize = 1_000;
/// How long the variables may be that a query uses, as JSON; one that is used twice counts twice.
const MAX_VARIABLES: usize = 1 << 20;

/// Reads a query: an operation without name or with one, fields, aliases, arguments and variables. No fragments and no
/// directives.
pub(crate) fn parse(text: &str, variables: &Map<String, Value>) -> Result<Vec<Field>, QueryError> {
    let tokens = tokens(text)?;
    let mut reader = Reader {
        tokens: &tokens,
        at: 0,
        variables,
        fields: 0,
        variables_len: 0,
    };
    if reader.eat_word("query") {
        if let Some(Token::Name(_)) = reader.peek() {
            reader.at += 1;
        }
        // The types of variables are not needed: what is wrong with a value is seen where it is used.
        if reader.eat('(') {
            while !reader.eat(')') {
                reader.next()?;
            }
        }
    }
    let fields = reader.fields(1)?;
    if reader.at == tokens.len() {
        Ok(fields)
    } else {
        Err(QueryError)
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token<'q> {
    Name(&'q str),
    Sign(char),
    Literal(Value),
}

fn tokens(text: &str) -> Result<Vec<Token<'_>>, QueryError> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        let len = match first {
            c if c.is_whitespace() || c == ',' || c == '\u{feff}' => c.len_utf8(),
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '{' | '}' | '(' | ')' | '[' | ']' | ':' | '$' | '!' | '=' => {
                tokens.push(Token::Sign(first));
                1
            }
            '"' => {
                let end = string_end(rest).ok_or(QueryError)?;
                let text = serde_json::from_str(&rest[..end]).map_err(|_| QueryError)?;
                tokens.push(Token::Literal(Value::String(text)));
                end
            }
            c if c.is_ascii_digit() || c == '-' => {
                let end = rest[1..].find(|c: char| !(c.is_ascii_alphanumeric() || ".+-".contains(c)));
                let end = end.map_or(rest.len(), |end| end + 1);
                tokens.push(Token::Literal(
                    serde_json::from_str(&rest[..end]).map_err(|_| QueryError)?,
                ));
                end
            }
            _ if word > 0 => {
                tokens.push(Token::Name(&rest[..word]));
                word
            }
            _ => return Err(QueryError),
        };
        rest = &rest[len..];
    }
    Ok(tokens)
}

/// Where a text ends that begins with a quote.
fn string_end(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

struct Reader<'t, 'q> {
    tokens: &'t [Token<'q>],
    at: usize,
    variables: &'t Map<String, Value>,
    fields: usize,
    variables_len: usize,
}

impl<'t, 'q> Reader<'t, 'q> {
    fn peek(&self) -> Option<&'t Token<'q>> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Result<&'t Token<'q>, QueryError> {
        let token = self.peek().ok_or(QueryError)?;
        self.at += 1;
        Ok(token)
    }

    fn eat(&mut self, sign: char) -> bool {
        let is_there = self.peek() == Some(&Token::Sign(sign));
        self.at += usize::from(is_there);
        is_there
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let is_there = self.peek() == Some(&Token::Name(word));
        self.at += usize::from(is_there);
        is_there
    }

    fn expect(&mut self, sign: char) -> Result<(), QueryError> {
        if self.eat(sign) { Ok(()) } else { Err(QueryError) }
    }

    fn name(&mut self) -> Result<&'q str, QueryError> {
        match self.next()? {
            Token::Name(name) => Ok(name),
            _ => Err(QueryError),
        }
    }

    fn fields(&mut self, depth: usize) -> Result<Vec<Field>, QueryError> {
        self.expect('{')?;
        let mut fields = Vec::new();
        while !self.eat('}') {
            self.fields += 1;
            if depth > MAX_DEPTH || self.fields > MAX_FIELDS {
                return Err(QueryError);
            }
            let alias = self.name()?;
            let name = if self.eat(':') { self.name()? } else { alias };
            let mut field = Field {
                name: name.to_owned(),
                alias: alias.to_owned(),
                ..Field::default()
            };
            if self.eat('(') {
                while !self.eat(')') {
                    let argument = self.name()?.to_owned();
                    self.expect(':')?;
                    let value = self.value(depth)?;
                    field.arguments.insert(argument, value);
                }
            }
            if self.peek() == Some(&Token::Sign('{')) {
                field.fields = self.fields(depth + 1)?;
            }
            fields.push(field);
        }
        Ok(fields)
    }

    fn value(&mut self, depth: usize) -> Result<Value, QueryError> {
        if depth > MAX_DEPTH {
            return Err(QueryError);
        }
        match self.next()? {
            Token::Literal(value) => Ok(value.clone()),
            Token::Name("true") => Ok(true.into()),
            Token::Name("false") => Ok(false.into()),
            Token::Name("null") => Ok(Value::Null),
            // An enumeration's value.
            Token::Name(word) => Ok((*word).into()),
            Token::Sign('$') => {
                let value = self.variables.get(self.name()?).unwrap_or(&Value::Null);
                self.variables_len += value.to_string().len();
                if self.variables_len > MAX_VARIABLES {
                    return Err(QueryError);
                }
                Ok(value.clone())
            }
            Token::Sign('[') => {
                let mut items = Vec::new();
                while !self.eat(']') {
                    items.push(self.value(depth + 1)?);
                }
                Ok(items.into())
            }
            Token::Sign(_) => Err(QueryError),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Result<Vec<Field>, QueryError> {
        let variables = json!({"key": 7});
        parse(text, variables.as_object().unwrap())
    }

    #[test]
    fn fields_arguments_aliases_and_variables_are_read() {
        let text = "query Usage($key: Int! = 1) { p: project(projectId: $key) { projectData(start: \"x\", \
                    interval: DAILY, list: [1, true], n: -2.5) { resources { a b } } } } # end";
        let fields = read(text).unwrap();
        assert_eq!((fields[0].alias.as_str(), fields[0].name.as_str()), ("p", "project"));
        assert_eq!(fields[0].arguments["projectId"], 7);
        let data = &fields[0].fields[0];
        assert_eq!(data.arguments["interval"], "DAILY");
        assert_eq!(
            (&data.arguments["list"], &data.arguments["n"]),
            (&json!([1, true]), &json!(-2.5))
        );
        assert_eq!(data.fields[0].fields.len(), 2);
    }

    #[test]
    fn what_is_no_query_is_refused() {
        for text in [
            "",
            "{",
            "{a",
            "{a}}",
            "{a(}",
            "{a(b)}",
            "{a(b:)}",
            "{...x}",
            "{a(b:\"}",
            "mutation {a}",
            "{a @x}",
            "{é}",
        ] {
            assert_eq!(read(text), Err(QueryError), "{text}");
        }
        let deep = |levels: usize| format!("{}{}", "{a".repeat(levels), "}".repeat(levels));
        assert!(read(&deep(MAX_DEPTH)).is_ok() && read(&deep(MAX_DEPTH + 1)).is_err());
        assert!(read(&format!("{{{}}}", "a ".repeat(MAX_FIELDS))).is_ok());
        assert!(read(&format!("{{{}}}", "a ".repeat(MAX_FIELDS + 1))).is_err());
        assert!(read(&format!("{{a(b:{})}}", "[".repeat(100_000))).is_err());
    }

    #[test]
    fn a_variable_is_not_multiplied_without_a_limit() {
        let variables = json!({"v": "x".repeat(MAX_VARIABLES / 4 - 2)});
        let using = |times: usize| {
            let query = format!("{{a(b:[{}])}}", "$v ".repeat(times));
            parse(&query, variables.as_object().unwrap())
        };
        assert!(using(4).is_ok());
        assert_eq!(using(5), Err(QueryError));
    }
}
