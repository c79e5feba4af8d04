use core::fmt::Write;

use http_endpoint::Safety;

use crate::{CallInfo, account, archive, callback, insights, legacy, session};

/// Lists the calls, in the order of the table.
macro_rules! calls {
    ($($call:ty,)*) => {
        /// Every call of this crate.
        pub const CALLS: &[CallInfo] = &[$(CallInfo::of::<$call>(),)*];
    };
}

// A test fails if a call of the source is missing here.
calls! {
    session::CreateSession,
    session::SignalSession,
    session::SignalConnection,
    session::ListConnections,
    session::ForceDisconnect,
    session::MuteStream,
    session::MuteAll,
    session::EndMute,
    session::ListStreams,
    session::GetStream,
    session::SetStreamClasses,
    archive::StopArchive,
    callback::RegisterCallback,
    callback::ListCallbacks,
    callback::DeleteCallback,
    account::CreateProject,
    account::ListProjects,
    account::GetProject,
    account::SetProjectStatus,
    account::RefreshSecret,
    account::DeleteProject,
    insights::QueryInsights,
    legacy::CreateLegacySession,
    legacy::GetLegacyManifest,
    legacy::GetLegacyArchiveUrl,
    legacy::DeleteLegacyArchive,
    legacy::StitchLegacyArchive,
}

/// The calls as a table in Markdown, as it stands on the crate's first page.
pub fn table() -> String {
    let mut table = String::from("| call | method | path | class | environments |\n| --- | --- | --- | --- | --- |\n");
    for call in CALLS {
        let class = match call.safety {
            Safety::Safe => "safe",
            Safety::Idempotent => "idempotent",
            _ => "once",
        };
        let environments = call.environments.as_str();
        let row = format_args!(
            "| `{}` | {} | `{}` | {class} | {environments} |",
            call.name, call.method, call.path
        );
        writeln!(table, "{row}").expect("a String takes everything");
    }
    table
}
