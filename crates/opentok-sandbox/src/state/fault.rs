use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, StatusCode};

/// A scripted failure.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) method: Option<Method>,
    /// A path, or the beginning of one and `*`.
    pub(crate) path: Option<Box<str>>,
    /// How often it is still to happen; None for always.
    pub(crate) times: Option<u64>,
    pub(crate) effect: Effect,
}

/// What a fault does.
#[derive(Clone, Debug, Default)]
pub(crate) struct Effect {
    pub(crate) delay_ms: u64,
    pub(crate) status: Option<StatusCode>,
    pub(crate) body: Option<Bytes>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) drop: Option<Drop>,
}

/// When the connection breaks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Drop {
    /// Before anything is done.
    Before,
    /// After everything is done.
    After,
}

/// The faults that are set.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

/// The most faults at a time.
pub(crate) const MAX_FAULTS: usize = 1_000;

impl Faults {
    /// Adds a fault. False if there are too many.
    pub(crate) fn add(&mut self, fault: Fault) -> bool {
        if self.0.len() >= MAX_FAULTS {
            return false;
        }
        self.0.push(fault);
        true
    }

    /// Takes all faults away; how many there were.
    pub(crate) fn clear(&mut self) -> usize {
        core::mem::take(&mut self.0).len()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// What happens to a request: the effect of the first fault that is meant for it.
    pub(crate) fn strike(&mut self, method: &Method, path: &str) -> Option<Effect> {
        let at = self.0.iter().position(|fault| fault.is_for(method, path))?;
        let fault = &mut self.0[at];
        let effect = fault.effect.clone();
        if let Some(times) = &mut fault.times {
            *times -= 1;
            if *times == 0 {
                self.0.remove(at);
            }
        }
        Some(effect)
    }
}

impl Fault {
    fn is_for(&self, method: &Method, path: &str) -> bool {
        let is_path = |pattern: &str| match pattern.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => path.trim_end_matches('/') == pattern.trim_end_matches('/'),
        };
        self.method.as_ref().is_none_or(|wanted| wanted == method) && self.path.as_deref().is_none_or(is_path)
    }
}
