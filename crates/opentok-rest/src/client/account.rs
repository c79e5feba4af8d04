use opentok_token::ApiKey;

use super::methods::methods;
use crate::{
    CallbackId,
    account::{
        CreateProject, DeleteProject, GetProject, ListProjects, Project, ProjectStatus, RefreshSecret, SetProjectStatus,
    },
    callback::{Callback, DeleteCallback, ListCallbacks, RegisterCallback},
    insights::{InsightsAnswer, QueryInsights},
};

methods! {
    "Projects, callbacks and figures."

    /// Creates a project, named or not.
    create_project(project: CreateProject) -> Project = project;

    /// Lists the account's projects.
    list_projects() -> Vec<Project> = ListProjects::new();

    /// Describes a project.
    get_project(key: ApiKey) -> Project = GetProject::new(key);

    /// Suspends a project, or lets it go on.
    set_project_status(key: ApiKey, status: ProjectStatus) -> Project = SetProjectStatus::new(key, status);

    /// Gives a project a new secret; the old one is void at once.
    refresh_secret(key: ApiKey) -> Project = RefreshSecret::new(key);

    /// Deletes a project.
    delete_project(key: ApiKey) -> () = DeleteProject::new(key);

    /// Registers a callback.
    register_callback(callback: RegisterCallback) -> Callback = callback;

    /// Lists the registered callbacks.
    list_callbacks() -> Vec<Callback> = ListCallbacks::new();

    /// Deletes a registered callback.
    delete_callback(callback: CallbackId) -> () = DeleteCallback::new(callback);

    /// Asks Insights, in GraphQL.
    query_insights(query: QueryInsights) -> InsightsAnswer = query;
}
