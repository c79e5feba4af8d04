/// Declares short methods once, for the client that is awaited and for the one that waits. First comes what they are about.
macro_rules! methods {
    ($family:literal $(
        $(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) -> $output:ty = $call:expr;
    )*) => {
        #[doc = $family]
        impl<T: http_endpoint::Transport> crate::Client<T> {$(
            $(#[$doc])*
            ///
            /// # Errors
            ///
            /// As [`CallError`](crate::CallError) says, and the call's own type.
            pub async fn $name(&self, $($argument: $type),*) -> Result<$output, crate::CallError> {
                self.call(&$call).await
            }
        )*}

        #[doc = $family]
        impl<T: http_endpoint::BlockingTransport> crate::blocking::Client<T> {$(
            $(#[$doc])*
            ///
            /// # Errors
            ///
            /// As [`CallError`](crate::CallError) says, and the call's own type.
            pub fn $name(&self, $($argument: $type),*) -> Result<$output, crate::CallError> {
                self.call(&$call)
            }
        )*}
    };
}

pub(crate) use methods;
