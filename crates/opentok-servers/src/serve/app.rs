use crate::http::{ApiError, Call, Head, Reply, RouteTable};

/// A server's own part: its routes and what they do. The rest is [`Server`](crate::serve::Server)'s.
///
/// Of a request to a known path, [`admit`](Self::admit) sees the head first; then an unknown method is refused; then
/// [`answer`](Self::answer) has it.
pub trait App: Send + Sync + 'static {
    /// One name for each thing that can be asked for.
    type Route: Copy + Send + Sync + 'static;

    /// The routes. `/healthz`, `/readyz` and `/metrics` come by themselves.
    fn routes(&self) -> &RouteTable<Self::Route>;

    /// Whether the caller may ask at all: authentication and rate limits, before a byte of body is read. `route` is
    /// `None` where the path is known and the method is not.
    ///
    /// # Errors
    ///
    /// What the caller is told instead.
    fn admit(&self, head: &Head, route: Option<Self::Route>) -> Result<(), ApiError> {
        let _ = (head, route);
        Ok(())
    }

    /// Answers a request.
    fn answer(&self, route: Self::Route, call: Call) -> impl Future<Output = Result<Reply, ApiError>> + Send;

    /// Whether requests can be answered at the moment.
    ///
    /// # Errors
    ///
    /// The name of the part that fails, such as `store`.
    fn ready(&self) -> impl Future<Output = Result<(), &'static str>> + Send;

    /// Does what must be done before the process ends. Called once, after the last request.
    fn close(&self) -> impl Future<Output = ()> + Send {
        async {}
    }
}
