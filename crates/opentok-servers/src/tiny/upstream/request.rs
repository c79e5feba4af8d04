use bytes::Bytes;
use http::{HeaderValue, Method, Request, header};
use opentok_sdk::rest::Scope;
use opentok_sdk::transport::Base;
use serde_json::Value;

/// One call of the service whose answer is passed on as it is, so that no field of it is lost.
#[derive(Debug)]
#[must_use = "nothing is asked until it is sent"]
pub(crate) struct Ask<'a> {
    name: &'static str,
    scope: Scope,
    method: Method,
    path: Vec<&'a str>,
    query: Vec<(&'static str, String)>,
    body: Body<'a>,
}

#[derive(Debug)]
enum Body<'a> {
    None,
    Json(Value),
    Form(Vec<(&'a str, &'a str)>),
}

impl<'a> Ask<'a> {
    /// A call below the project's path. `name` is a label for counters.
    pub(crate) fn project(name: &'static str, method: Method, path: impl Into<Vec<&'a str>>) -> Self {
        Self {
            name,
            scope: Scope::Project,
            method,
            path: path.into(),
            query: Vec::new(),
            body: Body::None,
        }
    }

    /// A call at the root of the service.
    pub(crate) fn service(name: &'static str, method: Method, path: impl Into<Vec<&'a str>>) -> Self {
        Self {
            scope: Scope::Service,
            ..Self::project(name, method, path)
        }
    }

    pub(crate) fn query(mut self, name: &'static str, value: String) -> Self {
        self.query.push((name, value));
        self
    }

    pub(crate) fn json(mut self, value: Value) -> Self {
        self.body = Body::Json(value);
        self
    }

    pub(crate) fn form(mut self, pairs: Vec<(&'a str, &'a str)>) -> Self {
        self.body = Body::Form(pairs);
        self
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn scope(&self) -> Scope {
        self.scope
    }

    /// The request; ids become segments of the path in `base` and nowhere else.
    pub(crate) fn request(&self, base: &Base) -> Request<Bytes> {
        let mut builder = base.request(self.method.clone(), &self.path);
        for (name, value) in &self.query {
            builder = builder.query(name, value);
        }
        builder = match &self.body {
            Body::None => builder,
            Body::Json(value) => builder.json_body(Bytes::from(value.to_string())),
            Body::Form(pairs) => builder.form(pairs),
        };
        let mut request = builder.build();
        request
            .headers_mut()
            .insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        request
    }
}
