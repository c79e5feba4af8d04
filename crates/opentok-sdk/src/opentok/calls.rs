/// Declares the calls of a family once, for the object that is awaited and for the one that waits. Both hand them to the
/// client's method of the same name.
macro_rules! calls {
    ($family:literal $(
        $(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) -> $output:ty;
    )*) => {
        #[doc = $family]
        impl<T: http_endpoint::Transport> crate::OpenTok<T> {$(
            $(#[$doc])*
            ///
            /// # Errors
            ///
            /// [`Error::Call`](crate::Error::Call), for the reasons that the call's own type lists.
            pub async fn $name(&self, $($argument: $type),*) -> Result<$output, crate::Error> {
                Ok(self.client().$name($($argument),*).await?)
            }
        )*}

        #[doc = $family]
        impl<T: http_endpoint::BlockingTransport> crate::blocking::OpenTok<T> {$(
            $(#[$doc])*
            ///
            /// # Errors
            ///
            /// [`Error::Call`](crate::Error::Call), for the reasons that the call's own type lists.
            pub fn $name(&self, $($argument: $type),*) -> Result<$output, crate::Error> {
                Ok(self.client().$name($($argument),*)?)
            }
        )*}
    };
}

pub(crate) use calls;
