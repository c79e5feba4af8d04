use alloc::sync::Arc;
use alloc::task::Wake;
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::{Context, Poll, Waker};
use std::sync::{Mutex, PoisonError};

/// Polls something again at once that was woken while it was polled.
///
/// hyper hands a body over in steps, in each of which one half of a connection wakes the other. To go through the queue
/// of the runtime for each costs more than to poll again while everything is still at hand.
#[derive(Debug)]
pub(crate) struct Repoll {
    relay: Arc<Relay>,
    /// The relay's waker, which stays the same for good.
    inner: Waker,
    /// The task's waker.
    outer: Waker,
}

/// Stands between what is polled and its task, and wakes the task only while nothing is polled.
#[derive(Debug)]
struct Relay {
    outer: Mutex<Waker>,
    is_polling: AtomicBool,
    is_woken: AtomicBool,
}

impl Repoll {
    /// How often in a row, so that the other tasks of the runtime have their turn.
    const MOST: usize = 4;

    pub(crate) fn new() -> Self {
        let relay = Arc::new(Relay {
            outer: Mutex::new(Waker::noop().clone()),
            is_polling: AtomicBool::new(false),
            is_woken: AtomicBool::new(false),
        });
        Self {
            inner: Waker::from(Arc::clone(&relay)),
            relay,
            outer: Waker::noop().clone(),
        }
    }

    /// Calls `poll`, which always sees the same waker, until it is ready or waits for something else than itself.
    pub(crate) fn poll<T>(
        &mut self,
        context: &mut Context<'_>,
        mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        if !self.outer.will_wake(context.waker()) {
            self.outer.clone_from(context.waker());
            self.relay.set_outer(context.waker());
        }
        let relay = &*self.relay;
        relay.is_polling.store(true, Ordering::SeqCst);
        for _ in 0..Self::MOST {
            relay.is_woken.store(false, Ordering::SeqCst);
            if let Poll::Ready(output) = poll(&mut Context::from_waker(&self.inner)) {
                return Poll::Ready(output);
            }
            if !relay.is_woken.load(Ordering::SeqCst) {
                break;
            }
        }
        // In this order, and the other way round in `wake`: one of the two sees what the other has done.
        relay.is_polling.store(false, Ordering::SeqCst);
        if relay.is_woken.load(Ordering::SeqCst) {
            self.outer.wake_by_ref();
        }
        Poll::Pending
    }
}

impl Relay {
    fn set_outer(&self, waker: &Waker) {
        self.outer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone_from(waker);
    }
}

impl Wake for Relay {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_woken.store(true, Ordering::SeqCst);
        if !self.is_polling.load(Ordering::SeqCst) {
            self.outer.lock().unwrap_or_else(PoisonError::into_inner).wake_by_ref();
        }
    }
}

#[cfg(test)]
mod tests {
    use core::sync::atomic::AtomicUsize;

    use super::*;

    #[derive(Debug, Default)]
    struct Count(AtomicUsize);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// A task's waker, and how often it was woken.
    fn task() -> (Waker, impl Fn() -> usize) {
        let count = Arc::new(Count::default());
        (Waker::from(Arc::clone(&count)), move || count.0.load(Ordering::Relaxed))
    }

    #[test]
    fn what_wakes_itself_is_polled_again_and_its_task_is_not_woken() {
        let (task, woken) = task();
        let mut polls = 0;
        let outcome = Repoll::new().poll(&mut Context::from_waker(&task), |context| {
            polls += 1;
            if polls == 3 {
                return Poll::Ready(polls);
            }
            context.waker().wake_by_ref();
            Poll::Pending
        });
        assert_eq!((outcome, woken()), (Poll::Ready(3), 0));
    }

    #[test]
    fn what_never_stops_waking_itself_goes_on_in_the_next_turn_of_its_task() {
        let (task, woken) = task();
        let mut polls = 0;
        let outcome = Repoll::new().poll(&mut Context::from_waker(&task), |context| {
            polls += 1;
            context.waker().wake_by_ref();
            Poll::<()>::Pending
        });
        assert_eq!((outcome, polls, woken()), (Poll::Pending, Repoll::MOST, 1));
    }

    #[test]
    fn what_is_woken_later_wakes_the_task_that_polled_it_last() {
        let ((first, first_woken), (last, last_woken)) = (task(), task());
        let mut repoll = Repoll::new();
        let mut inner = None;
        for task in [&first, &last] {
            let outcome = repoll.poll(&mut Context::from_waker(task), |context| {
                inner = Some(context.waker().clone());
                Poll::<()>::Pending
            });
            assert!(outcome.is_pending());
        }
        inner.unwrap().wake();
        assert_eq!((first_woken(), last_woken()), (0, 1));
    }

    #[test]
    fn nothing_that_wakes_from_another_thread_is_lost() {
        let (sender, receiver) = std::sync::mpsc::channel::<Waker>();
        let waking = std::thread::spawn(move || receiver.into_iter().for_each(Waker::wake));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .build()
            .unwrap();
        let (mut repoll, mut left) = (Repoll::new(), 10_000);
        let task = runtime.spawn(core::future::poll_fn(move |context| {
            repoll.poll(context, |context| {
                left -= 1;
                if left == 0 {
                    return Poll::Ready(());
                }
                sender.send(context.waker().clone()).unwrap();
                Poll::Pending
            })
        }));
        runtime.block_on(task).unwrap();
        waking.join().unwrap();
    }
}
