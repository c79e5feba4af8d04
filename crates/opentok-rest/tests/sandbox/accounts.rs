use opentok_rest::{
    OpenTok, RefusalKind,
    account::{CreateProject, DeleteProject, GetProject, ListProjects, ProjectStatus, RefreshSecret, SetProjectStatus},
    callback::{DeleteCallback, ListCallbacks, RegisterCallback},
    insights::QueryInsights,
    session::CreateSession,
};
use opentok_token::ApiKey;

use crate::bench::{Bench, refused};

pub(crate) async fn callbacks_are_registered_listed_and_deleted(bench: &Bench) {
    let register = RegisterCallback::new("connection", "created", "http://127.0.0.1:9/hook");
    let callback = bench.call(register).await;
    let listed = bench.call(ListCallbacks::new()).await;
    assert_eq!(listed.iter().map(|one| &one.id).collect::<Vec<_>>(), [&callback.id]);
    assert_eq!(
        (listed[0].group.as_deref(), listed[0].event.as_deref()),
        (Some("connection"), Some("created"))
    );
    bench.call(DeleteCallback::new(callback.id)).await;
    assert!(bench.call(ListCallbacks::new()).await.is_empty());
}

pub(crate) async fn projects_are_made_suspended_and_deleted(bench: &Bench) {
    let account = || bench.account();
    let project = bench.call_as(account(), CreateProject::new().name("Acme")).await;
    let key: ApiKey = project.id.parse().unwrap();
    assert_eq!(
        (project.name.as_deref(), &project.status),
        (Some("Acme"), &Some(ProjectStatus::Active))
    );
    let secret = project.secret.unwrap();
    let theirs = bench.client_of(OpenTok::new(key, secret.expose()));
    theirs.call(&CreateSession::routed()).await.unwrap();

    assert!(
        bench
            .call_as(account(), ListProjects::new())
            .await
            .iter()
            .any(|one| one.id == project.id)
    );
    let suspend = SetProjectStatus::new(key, ProjectStatus::Suspended);
    bench.call_as(account(), suspend).await;
    let found = bench.call_as(account(), GetProject::new(key)).await;
    assert_eq!(found.status, Some(ProjectStatus::Suspended));
    let refusal = refused(theirs.call(&CreateSession::routed()).await);
    assert_eq!(refusal.kind, RefusalKind::Authentication);
    bench
        .call_as(account(), SetProjectStatus::new(key, ProjectStatus::Active))
        .await;

    let renewed = bench.call_as(account(), RefreshSecret::new(key)).await;
    assert_eq!(refused(theirs.call(&CreateSession::routed()).await).status, 403);
    let theirs = bench.client_of(OpenTok::new(key, renewed.secret.unwrap().expose()));
    theirs.call(&CreateSession::routed()).await.unwrap();

    bench.call_as(account(), DeleteProject::new(key)).await;
    assert_eq!(
        refused(bench.account().call(&GetProject::new(key)).await).kind,
        RefusalKind::NotFound
    );
}

pub(crate) async fn insights_answer_in_graphql(bench: &Bench) {
    let session = bench.session().await;
    bench.publish(&session, "camera");
    bench.wait(60);
    let key = bench.owner();
    let query = format!(
        "{{ project(projectId: {key}) {{ sessionData {{ sessions(sessionIds: [\"{session}\"]) {{ resources {{ sessionId }} }} }} }} }}"
    );
    let answer = bench.call(QueryInsights::new(query)).await;
    assert!(answer.errors.is_empty(), "{:?}", answer.errors);
    let sessions = &answer.data["project"]["sessionData"]["sessions"]["resources"];
    assert_eq!(sessions[0]["sessionId"], session.as_str());
    let answer = bench.call(QueryInsights::new(
        "{ project(projectId: 1) { projectData { resources { intervalStart } } } }",
    ));
    assert!(!answer.await.errors.is_empty());
}
