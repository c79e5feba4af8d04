mod rows;

use http::Method;

pub(crate) use rows::ROUTES;

use crate::http::RouteTable;
use crate::tiny::Right;
use crate::tiny::parameter::Parameter;

/// What can be asked for.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Route {
    /// `POST /session`.
    CreateSession,
    /// `POST /session/{id}/access`.
    Access,
    /// `GET /openapi.json`.
    OpenApi,
    /// `GET /session`.
    SessionRoom,
    /// `GET /room/{name}`.
    Room,
    /// `POST /archive/start`.
    StartArchive,
    /// `POST /archive/{archiveId}/stop`.
    StopArchive,
    /// `GET /archive`.
    ListArchives,
    /// `GET /archive/{archiveId}`.
    Archive,
    /// `GET /archive/{archiveId}/view`.
    ViewArchive,
    /// `POST /captions/start`.
    StartCaptions,
    /// `POST /captions/{captionsId}/stop`.
    StopCaptions,
    /// `POST /broadcast/start`.
    StartBroadcast,
    /// `POST /broadcast/end`.
    EndBroadcast,
    /// `POST /broadcast/layout`.
    LayoutBroadcast,
    /// `POST /broadcast/classes`.
    BroadcastClasses,
    /// `GET /broadcast/{room}`.
    Broadcast,
    /// `POST /addStream`.
    AddStream,
    /// `POST /render`.
    StartRender,
    /// `GET /render`.
    ListRenders,
    /// `GET /render/{renderId}`.
    Render,
    /// `DELETE /render/{renderId}`.
    StopRender,
}

/// The methods of the routes: `http::Method` cannot stand in a table made at compile time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Verb {
    Get,
    Post,
    Delete,
}

impl Verb {
    pub(crate) fn method(self) -> Method {
        match self {
            Self::Get => Method::GET,
            Self::Post => Method::POST,
            Self::Delete => Method::DELETE,
        }
    }
}

/// A route as a row of the table: routing, rights and the OpenAPI document come from here.
#[derive(Debug)]
pub(crate) struct RouteInfo {
    pub(crate) route: Route,
    pub(crate) method: Verb,
    pub(crate) template: &'static str,
    pub(crate) right: Option<Right>,
    pub(crate) parameters: &'static [Parameter],
    pub(crate) success: u16,
    pub(crate) summary: &'static str,
    pub(crate) is_sample: bool,
}

const fn get(route: Route, template: &'static str, right: Right, summary: &'static str) -> RouteInfo {
    RouteInfo {
        route,
        method: Verb::Get,
        template,
        right: Some(right),
        parameters: &[],
        success: 200,
        summary,
        is_sample: true,
    }
}

const fn post(route: Route, template: &'static str, right: Right, summary: &'static str) -> RouteInfo {
    RouteInfo {
        method: Verb::Post,
        ..get(route, template, right, summary)
    }
}

impl Route {
    /// The row of this route.
    pub(crate) fn info(self) -> &'static RouteInfo {
        ROUTES
            .iter()
            .find(|info| info.route == self)
            .expect("every route has a row")
    }
}

/// The table to route by, with the sample routes or without.
pub(crate) fn table(with_samples: bool) -> RouteTable<Route> {
    let served = ROUTES.iter().filter(|info| with_samples || !info.is_sample);
    RouteTable::new(served.map(|info| (info.method.method(), info.template, info.route)))
}
