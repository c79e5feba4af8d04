use bytes::Bytes;
use http::{HeaderValue, Method, Request, header};
use opentok_sdk::transport::Base;
use serde_json::Value;

/// One call of the service whose answer is passed on as it is, so that no field of it is lost.
#[derive(Debug)]
#[must_use = "nothing is asked until it is sent"]
pub(crate) struct Ask<'a> {
    name: &'static str,
    method: Method,
    path: Vec<&'a str>,
    query: Vec<(&'static str, String)>,
    body: Option<Value>,
    is_of_an_id: bool,
}

impl<'a> Ask<'a> {
    /// A call below the project's path. `name` is a label for counters.
    pub(crate) fn project(name: &'static str, method: Method, path: impl Into<Vec<&'a str>>) -> Self {
        Self {
            name,
            method,
            path: path.into(),
            query: Vec::new(),
            body: None,
            is_of_an_id: false,
        }
    }

    /// Says that all the caller chose is an id in the path.
    pub(crate) fn of_an_id(mut self) -> Self {
        self.is_of_an_id = true;
        self
    }

    pub(crate) fn query(mut self, name: &'static str, value: String) -> Self {
        self.query.push((name, value));
        self
    }

    pub(crate) fn json(mut self, value: Value) -> Self {
        self.body = Some(value);
        self
    }

    pub(super) fn is_of_an_id(&self) -> bool {
        self.is_of_an_id
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// The request; ids become segments of the path in `base` and nowhere else.
    pub(crate) fn request(&self, base: &Base) -> Request<Bytes> {
        let mut builder = base.request(self.method.clone(), &self.path);
        for (name, value) in &self.query {
            builder = builder.query(name, value);
        }
        if let Some(value) = &self.body {
            builder = builder.json_body(Bytes::from(value.to_string()));
        }
        let mut request = builder.build();
        request
            .headers_mut()
            .insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        request
    }
}
