use std::io::{self, Read};

use clap::Args;
use opentok_rest::insights::QueryInsights;
use serde_json::{Map, Value};

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments};

/// Ask Insights for figures, in GraphQL
///
/// The answer is JSON in any case. What could not be answered is in its `errors`; the exit code is 1 then.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok insights query '{ project(projectId: 45676632) { sessionData { sessions { totalCount } } } }'
  opentok insights query --variables '{\"id\": 45676632}' < query.graphql")]
pub(crate) struct Query {
    /// The query; `-` reads standard input
    #[arg(value_name = "QUERY", default_value = "-")]
    query: String,

    /// The variables of the query, a JSON object
    #[arg(long, value_name = "JSON", value_parser = variables)]
    variables: Option<Map<String, Value>>,

    #[command(flatten)]
    service: ServiceArguments,
}

impl Query {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut call = QueryInsights::new(match self.query.as_str() {
            "-" => read()?,
            _ => self.query,
        });
        if let Some(variables) = self.variables {
            call = call.variables(variables);
        }
        let mut service = Service::new(&self.service, console);
        let Some(answer) = service.send(&call)? else {
            return Ok(Exit::Done);
        };
        service.console().json(&answer)?;
        Ok(Exit::from_verdict(answer.errors.is_empty()))
    }
}

/// The longest query, in bytes.
const MAX_QUERY: u64 = 1 << 20;

fn read() -> Result<String, Failure> {
    let mut query = String::new();
    let read = io::stdin().lock().take(MAX_QUERY + 1).read_to_string(&mut query);
    read.map_err(|error| Failure::io("cannot read standard input", &error))?;
    if query.len() as u64 > MAX_QUERY {
        return Err(Failure::refused(
            "query",
            format!("the query is longer than {MAX_QUERY} bytes"),
        ));
    }
    Ok(query)
}

fn variables(text: &str) -> Result<Map<String, Value>, String> {
    serde_json::from_str(text).map_err(|error| format!("not a JSON object: column {}", error.column()))
}
