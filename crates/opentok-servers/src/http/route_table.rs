use alloc::borrow::Cow;

use http::{HeaderValue, Method};

use crate::http::percent::decode_segment;

/// The routes of a server: for each path, which methods it knows and what they lead to.
///
/// A path is a template such as `/session/{id}/access`; a segment in braces takes any one segment. Literal segments go
/// before braces. Paths are case-sensitive; one slash at the end does not count.
#[derive(Clone, Debug)]
pub struct RouteTable<R> {
    paths: Vec<Path<R>>,
}

#[derive(Clone, Debug)]
struct Path<R> {
    template: &'static str,
    /// What stands before the first brace.
    literal: &'static str,
    methods: Vec<(Method, R)>,
    allow: HeaderValue,
}

/// What the table says of a request.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Matched<'t, R> {
    /// The path's template, for logs and counters.
    pub template: &'static str,
    /// What the method leads to, if the path knows it.
    pub route: Option<R>,
    /// The methods that the path knows, as a header.
    pub allow: &'t HeaderValue,
}

/// The segments of a path that stand where its template has braces, as they were sent.
#[derive(Clone, Copy, Debug)]
pub struct PathParameters<'r> {
    template: &'static str,
    path: &'r str,
}

impl<R: Copy> RouteTable<R> {
    /// A table of these routes. `HEAD` comes with `GET`.
    pub fn new(routes: impl IntoIterator<Item = (Method, &'static str, R)>) -> Self {
        let mut paths: Vec<Path<R>> = Vec::new();
        for (method, template, route) in routes {
            let at = paths
                .iter()
                .position(|path| path.template == template)
                .unwrap_or_else(|| {
                    paths.push(Path {
                        template,
                        literal: template.split_once('{').map_or(template, |(literal, _)| literal),
                        methods: Vec::new(),
                        allow: HeaderValue::from_static(""),
                    });
                    paths.len() - 1
                });
            if method == Method::GET {
                paths[at].methods.push((Method::HEAD, route));
            }
            paths[at].methods.push((method, route));
        }
        for path in &mut paths {
            let mut names: Vec<_> = path.methods.iter().map(|(method, _)| method.as_str()).collect();
            names.push("OPTIONS");
            names.sort_unstable();
            path.allow = HeaderValue::from_str(&names.join(", ")).expect("names of methods are legal in a header");
        }
        // With fewer braces first, `/archive/start` is found before `/archive/{id}`.
        paths.sort_by_key(|path| path.template.matches('{').count());
        Self { paths }
    }

    /// What `method` on `path` leads to. `None`: there is no such path.
    pub fn find(&self, method: &Method, path: &str) -> Option<Matched<'_, R>> {
        let found = self.paths.iter().find(|known| known.fits(path))?;
        let route = found.methods.iter().find(|(known, _)| known == method);
        Some(Matched {
            template: found.template,
            route: route.map(|(_, route)| *route),
            allow: &found.allow,
        })
    }
}

impl<'r> PathParameters<'r> {
    pub(crate) fn new(template: &'static str, path: &'r str) -> Self {
        Self { template, path }
    }

    /// The segment at `{name}`, percent-decoded once. `None` if there is none or it cannot be decoded.
    pub fn get(&self, name: &str) -> Option<Cow<'r, str>> {
        let mut pairs = segments(self.template).zip(segments(self.path));
        let segment = pairs.find_map(|(template, segment)| (brace(template)? == name).then_some(segment))?;
        decode_segment(segment)
    }
}

impl<R> Path<R> {
    fn fits(&self, path: &str) -> bool {
        if self.literal.len() == self.template.len() {
            return path.strip_suffix('/').unwrap_or(path) == self.template;
        }
        path.starts_with(self.literal) && fits(self.template, path)
    }
}

fn fits(template: &str, path: &str) -> bool {
    let mut parts = segments(path);
    let all = segments(template).all(|expected| match parts.next() {
        Some(part) => part == expected || (brace(expected).is_some() && !part.is_empty()),
        None => false,
    });
    all && parts.next().is_none() && path.starts_with('/')
}

/// What stands between slashes; the first and the last do not count.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let mut rest = Some(path.strip_suffix('/').unwrap_or(path));
    core::iter::from_fn(move || {
        let path = rest?;
        // Segments are short: a loop over bytes is done before a search has begun.
        let end = path.bytes().position(|byte| byte == b'/');
        let (segment, after) = match end {
            Some(end) => (&path[..end], Some(&path[end + 1..])),
            None => (path, None),
        };
        rest = after;
        Some(segment)
    })
}

fn brace(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> RouteTable<u8> {
        RouteTable::new([
            (Method::GET, "/archive/{id}", 1),
            (Method::POST, "/archive/start", 2),
            (Method::POST, "/session/{id}/access", 3),
            (Method::GET, "/session", 4),
            (Method::POST, "/session", 5),
        ])
    }

    fn route(method: Method, path: &str) -> Option<Option<u8>> {
        table().find(&method, path).map(|matched| matched.route)
    }

    #[test]
    fn literals_go_before_braces() {
        assert_eq!(route(Method::POST, "/archive/start"), Some(Some(2)));
        assert_eq!(route(Method::GET, "/archive/start"), Some(None));
        assert_eq!(route(Method::GET, "/archive/x"), Some(Some(1)));
    }

    #[test]
    fn one_slash_at_the_end_is_tolerated() {
        assert_eq!(route(Method::POST, "/session/"), Some(Some(5)));
        assert_eq!(route(Method::POST, "/session//"), None);
        assert_eq!(route(Method::POST, "//session"), None);
        assert_eq!(route(Method::POST, "/session//access"), None);
        assert_eq!(route(Method::POST, "/Session"), None);
        assert_eq!(route(Method::POST, "/"), None);
        assert_eq!(route(Method::OPTIONS, "*"), None);
    }

    #[test]
    fn every_method_of_a_path_is_told() {
        let table = table();
        let matched = table.find(&Method::PUT, "/session").unwrap();
        assert_eq!(matched.route, None);
        assert_eq!(matched.allow, "GET, HEAD, OPTIONS, POST");
    }

    #[test]
    fn parameters_are_decoded_once() {
        let parameters = PathParameters::new("/session/{id}/access", "/session/a%2Fb%2525/access/");
        assert_eq!(parameters.get("id").as_deref(), Some("a/b%25"));
        assert_eq!(parameters.get("name"), None);
        let broken = PathParameters::new("/session/{id}/access", "/session/%zz/access");
        assert_eq!(broken.get("id"), None);
    }
}
