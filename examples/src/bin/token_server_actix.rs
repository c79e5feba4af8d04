//! Hands out tokens to browsers, with actix-web: `token_server_actix [ADDRESS]`, then `GET /rooms/NAME`.

use actix_web::web::{Data, Path};
use actix_web::{App, HttpResponse, HttpServer, get};
use opentok_examples::{Cloud, Result, Rooms};

#[actix_web::main]
async fn main() -> Result {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let rooms = Data::new(Rooms::new(Cloud::find()?)?);
    let server = HttpServer::new(move || App::new().app_data(rooms.clone()).service(ticket));
    let server = server.workers(2).bind(address)?;
    for address in server.addrs() {
        println!("http://{address}");
    }
    Ok(server.run().await?)
}

#[get("/rooms/{name}")]
async fn ticket(rooms: Data<Rooms>, name: Path<String>) -> HttpResponse {
    match rooms.ticket(&name).await {
        Ok(Some(ticket)) => HttpResponse::Ok().json(ticket),
        Ok(None) => HttpResponse::NotFound().finish(),
        Err(error) => {
            eprintln!("{name}: {error}");
            HttpResponse::BadGateway().finish()
        }
    }
}
