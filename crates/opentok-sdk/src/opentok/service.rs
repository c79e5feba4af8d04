use opentok_rest::{
    CallbackId,
    callback::{Callback, RegisterCallback},
    insights::{InsightsAnswer, QueryInsights},
};

use super::calls::calls;

calls! {
    "What the project has at the service: callbacks, and figures. In the OpenTok environment alone."

    /// Registers a callback: [`RegisterCallback`].
    #[doc(alias = "registerCallback")]
    register_callback(callback: RegisterCallback) -> Callback;

    /// Lists the registered callbacks.
    #[doc(alias = "listCallbacks")]
    list_callbacks() -> Vec<Callback>;

    /// Deletes a registered callback.
    #[doc(alias = "unregisterCallback")]
    delete_callback(callback: CallbackId) -> ();

    /// Asks Insights, in GraphQL: [`QueryInsights`].
    query_insights(query: QueryInsights) -> InsightsAnswer;
}
