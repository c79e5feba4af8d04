mod create;
mod delete;
mod get;
mod list;
mod project;
mod refresh_secret;
mod set_status;

pub use crate::option::Secret as ProjectSecret;
pub use create::CreateProject;
pub use delete::DeleteProject;
pub use get::GetProject;
pub use list::ListProjects;
pub use project::{Project, ProjectEnvironment, ProjectStatus};
pub use refresh_secret::RefreshSecret;
pub use set_status::SetProjectStatus;
