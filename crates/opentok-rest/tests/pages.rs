//! Long lists: no item twice, no loop, and no page before it is needed.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use core::{
    future::poll_fn,
    pin::Pin,
    sync::atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use futures_core::Stream;
use http::{Method, Request, Response};
use http_endpoint::{Base, Body, Endpoint, FnTransport, Safety};
use opentok_rest::{
    AnswerError, Call, CallError, Environments, List, Page, Pages, Scope,
    session::{ListStreams, Stream as Thing},
};
use support::{client, samples::session};

/// A list like those of archives and broadcasts.
#[derive(Clone, Debug, PartialEq)]
struct ListThings {
    offset: u64,
}

impl Endpoint for ListThings {
    type Output = Page<Thing>;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        let offset = self.offset.to_string();
        base.get(&["thing"]).query("offset", &offset).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Page<Thing>, AnswerError> {
        ListStreams::new(session()).parse(response.clone())?;
        Ok(serde_json::from_slice(response.body()).unwrap())
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for ListThings {
    const NAME: &'static str = "list_things";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/project/{project}/thing";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::Both;
}

impl List for ListThings {
    type Item = Thing;

    fn at(&self, offset: u64) -> Self {
        Self { offset }
    }

    fn offset(&self) -> u64 {
        self.offset
    }

    fn id(item: &Thing) -> &str {
        item.id.as_str()
    }
}

fn page(items: &[String], count: usize) -> String {
    let items: Vec<_> = items.iter().map(|id| serde_json::json!({ "id": id })).collect();
    serde_json::json!({ "count": count, "items": items }).to_string()
}

fn offset(request: &Request<Bytes>) -> usize {
    let query = request.uri().query().unwrap();
    query.strip_prefix("offset=").unwrap().parse().unwrap()
}

async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx)).await
}

/// Every item that a service hands out, by pages of ten, and how many requests that took. The service says what there is,
/// newest first, at the time of each request.
async fn collect(service: impl Fn(usize) -> Vec<String> + Send + Sync) -> (Vec<String>, usize) {
    let requests = AtomicUsize::new(0);
    let transport = FnTransport(|request| {
        let items = service(requests.fetch_add(1, Ordering::SeqCst));
        let from = offset(&request).min(items.len());
        let some = &items[from..(from + 10).min(items.len())];
        core::future::ready(Ok(Response::new(Body::from(page(some, items.len())))))
    });
    let client = client(&transport);
    let mut pages = client.pages(ListThings { offset: 0 });
    let mut found = Vec::new();
    while let Some(item) = next(&mut pages).await {
        found.push(item.unwrap().id.to_string());
    }
    assert!(next(&mut pages).await.is_none());
    (found, requests.load(Ordering::SeqCst))
}

fn numbered(len: usize) -> Vec<String> {
    (0..len).rev().map(|number| format!("n{number}")).collect()
}

#[test]
fn an_empty_page_ends_and_a_short_one_does_not() {
    let list = ListThings { offset: 50 };
    let page = |items: usize, count| -> Page<Thing> { serde_json::from_str(&page(&numbered(items), count)).unwrap() };
    assert_eq!(list.after(&page(0, 149)), None);
    assert_eq!(list.after(&page(7, 149)), Some(ListThings { offset: 57 }));
    // The count may be that of the page, or nonsense.
    assert_eq!(list.after(&page(50, 50)), Some(ListThings { offset: 100 }));
    assert_eq!(list.after(&page(50, 0)), Some(ListThings { offset: 100 }));
    let last = ListThings { offset: u64::MAX };
    assert_eq!(last.after(&page(1, 0)), Some(last));
}

#[test]
fn an_item_that_cannot_be_understood_has_its_place() {
    let page: Page<Thing> = serde_json::from_str(r#"{"items":[{"id":"a"},{"id":""},7]}"#).unwrap();
    assert_eq!((page.items.len(), page.left_out), (1, 2));
    let list = ListThings { offset: 10 };
    assert_eq!(list.after(&page), Some(ListThings { offset: 13 }));
    let page: Page<Thing> = serde_json::from_str(r#"{"items":[{"id":""}]}"#).unwrap();
    assert_eq!(list.after(&page), Some(ListThings { offset: 11 }));
}

#[tokio::test]
async fn every_item_comes_once_and_in_order() {
    for len in [0, 1, 9, 10, 11, 30] {
        let found = collect(|_| numbered(len)).await;
        assert_eq!(found, (numbered(len), len.div_ceil(10) + 1));
    }
}

#[tokio::test]
async fn items_that_shift_do_not_come_twice() {
    // Before each request three new items come in front.
    let (found, _) = collect(|request| numbered(40 + 3 * request)).await;
    assert_eq!(found, numbered(40));
}

#[tokio::test]
async fn a_service_that_repeats_itself_comes_to_an_end() {
    let requests = AtomicUsize::new(0);
    let transport = FnTransport(|_| {
        requests.fetch_add(1, Ordering::SeqCst);
        core::future::ready(Ok(Response::new(Body::from(page(&numbered(10), 1_000_000)))))
    });
    let client = client(&transport);
    let mut pages = client.pages(ListThings { offset: 0 });
    let mut found = 0;
    while let Some(item) = next(&mut pages).await {
        item.unwrap();
        found += 1;
    }
    let barren = usize::try_from(Pages::<(), ListThings>::MAX_BARREN).unwrap();
    assert_eq!((found, requests.load(Ordering::SeqCst)), (10, 1 + barren));
}

#[tokio::test]
async fn a_page_is_asked_for_when_it_is_needed_and_an_error_ends_the_stream() {
    let requests = AtomicUsize::new(0);
    let transport = FnTransport(|_| {
        let is_first = requests.fetch_add(1, Ordering::SeqCst) == 0;
        let response = Response::builder().status(if is_first { 200 } else { 500 });
        core::future::ready(Ok(response.body(Body::from(page(&numbered(2), 4))).unwrap()))
    });
    let client = client(&transport);
    let mut pages = client.pages(ListThings { offset: 0 });
    assert_eq!(requests.load(Ordering::SeqCst), 0);
    for _ in 0..2 {
        next(&mut pages).await.unwrap().unwrap();
        assert_eq!(requests.load(Ordering::SeqCst), 1);
    }
    assert!(matches!(next(&mut pages).await, Some(Err(CallError::Answer(_)))));
    assert!(next(&mut pages).await.is_none());
    assert_eq!(requests.load(Ordering::SeqCst), 2);
}
