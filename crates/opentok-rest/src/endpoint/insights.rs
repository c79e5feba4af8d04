use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    AnswerError, ArgumentError, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
    json,
    json::lenient,
};

/// Asks Insights for figures, in GraphQL: minutes, quality, errors. Wire: [`WIRE.md`, "Insights"](crate::wire).
///
/// ```
/// # use opentok_rest::insights::QueryInsights;
/// let query = QueryInsights::new("{ project(projectId: 45676632) { sessionData { sessions { resources { sessionId } } } } }");
/// # let _ = query;
/// ```
///
/// # Errors
///
/// None of its own; what the query is told in [`InsightsAnswer::errors`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[must_use = "a call does nothing until it is sent"]
pub struct QueryInsights {
    query: Box<str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variables: Option<serde_json::Map<String, Value>>,
}

impl QueryInsights {
    /// This query, without variables.
    pub fn new(query: impl Into<Box<str>>) -> Self {
        Self {
            query: query.into(),
            variables: None,
        }
    }

    /// Sets the variables of the query.
    pub fn variables(mut self, variables: serde_json::Map<String, Value>) -> Self {
        self.variables = Some(variables);
        self
    }
}

impl Endpoint for QueryInsights {
    type Output = InsightsAnswer;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["graphql"]).json_body(json::write(self)).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<InsightsAnswer, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for QueryInsights {
    const NAME: &'static str = "query_insights";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/graphql";
    const SCOPE: Scope = Scope::Insights;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::OpenTok;

    fn check(&self) -> Result<(), ArgumentError> {
        ArgumentError::check_len("query", &self.query, 1..=usize::MAX)
    }
}

/// What Insights says: data, errors, or both.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct InsightsAnswer {
    /// What was asked for, as far as it could be had.
    #[serde(default)]
    pub data: Value,
    /// What could not be had, and why.
    #[serde(default, deserialize_with = "lenient::list")]
    pub errors: Vec<InsightsError>,
}

/// Why Insights could not answer a part of a query.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InsightsError {
    /// The reason, for people.
    #[serde(default, deserialize_with = "lenient::text")]
    pub message: Option<Box<str>>,
    /// The reason as a number from 1000 on, such as 1015 for a project that was not found.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub error_code: Option<u64>,
}
