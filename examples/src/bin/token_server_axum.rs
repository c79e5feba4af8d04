//! Hands out tokens to browsers, with axum: `token_server_axum [ADDRESS]`, then `GET /rooms/NAME`.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Json, Router, routing::get};
use opentok_examples::{Cloud, Result, Rooms, Ticket};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let rooms = Arc::new(Rooms::new(Cloud::find()?)?);
    let app = Router::new().route("/rooms/{name}", get(ticket)).with_state(rooms);
    let listener = TcpListener::bind(address).await?;
    println!("http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}

async fn ticket(State(rooms): State<Arc<Rooms>>, Path(name): Path<String>) -> Result<Json<Ticket>, StatusCode> {
    match rooms.ticket(&name).await {
        Ok(Some(ticket)) => Ok(Json(ticket)),
        Ok(None) => Err(StatusCode::NOT_FOUND),
        Err(error) => {
            eprintln!("{name}: {error}");
            Err(StatusCode::BAD_GATEWAY)
        }
    }
}
