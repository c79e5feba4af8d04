//! Prints every call of the REST API as a table in Markdown.

fn main() {
    print!("{}", opentok_rest::table());
}
