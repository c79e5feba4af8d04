use alloc::sync::Arc;
use core::{pin::pin, time::Duration};

use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
    task::JoinSet,
    time,
};

use super::{Server, connection, deliver};

/// Takes connections until `stop` is over, then waits for them to end. Webhooks are sent all that time.
pub(super) async fn run(server: Server, listener: TcpListener, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop);
    let (stopping, watcher) = watch::channel(false);
    let room = Arc::new(Semaphore::new(server.limits.connections.min(Semaphore::MAX_PERMITS)));
    let server = Arc::new(server);
    let mut tasks = JoinSet::new();
    let mut webhooks = JoinSet::new();
    webhooks.spawn(deliver::run(server.sandbox.clone()));
    loop {
        let permit = tokio::select! {
            () = &mut stop => break,
            permit = Arc::clone(&room).acquire_owned() => permit,
        };
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        while tasks.try_join_next().is_some() {}
        let Ok((stream, peer)) = accepted else {
            // Out of descriptors, or a caller that left already: neither is the end.
            time::sleep(AFTER_FAILURE).await;
            continue;
        };
        let (server, watcher) = (Arc::clone(&server), watcher.clone());
        tasks.spawn(async move {
            connection::serve(&server, stream, peer.ip(), watcher).await;
            drop(permit);
        });
    }
    drop(listener);
    let _ = stopping.send(true);
    let all = async { while tasks.join_next().await.is_some() {} };
    let _ = time::timeout(server.limits.grace, all).await;
    tasks.shutdown().await;
}

const AFTER_FAILURE: Duration = Duration::from_millis(20);
