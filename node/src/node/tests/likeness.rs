//! Records that are likely of the same thing as one, as its page shows them.

use super::*;

/// An enterprise of this name and visibility, with a site.
fn enterprise(oid: &str, title: &str, site: &str, visibility: &str) -> Value {
    json!({
        "kind": "enterprise", "oid": oid, "original": "fr", "title": { "fr": title }, "countries": ["SN"],
        "licence": "CC-BY-4.0", "legal_form": "cooperative", "urls": [site], "visibility": visibility,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_likely_the_same_is_found_by_its_names_for_those_who_may_see_it() {
    let (_dir, node) = alone().await;
    let handle = node.handle();
    let records = vec![
        enterprise(
            "1",
            "Coopérative des pêcheurs de Kayar",
            "https://kayar.example/",
            "public",
        ),
        enterprise(
            "2",
            "Kayar, coopérative des pêcheurs",
            "https://kayar.example",
            "public",
        ),
        enterprise(
            "3",
            "La coopérative des pêcheurs de Kayar",
            "https://kayar.example/",
            "federation",
        ),
        enterprise(
            "4",
            "Coopérative des maraîchers de Thiès",
            "https://thies.example/",
            "public",
        ),
    ];
    let published = handle
        .publish(records, Publication::default())
        .await
        .expect("published");
    let ids: Vec<String> = published
        .into_iter()
        .map(|outcome| match outcome {
            Outcome::Done { id, .. } => id,
            Outcome::Refused(problems) => panic!("{problems:?}"),
        })
        .collect();
    let alike = async |id: &str, audience| -> Vec<String> {
        let alike = handle.alike_to(id, audience).await.expect("some or none");
        let mut ids: Vec<String> = alike
            .records
            .iter()
            .map(|likeness| likeness.record["id"].as_str().expect("an id").to_owned())
            .collect();
        ids.sort();
        ids
    };
    until(async || alike(&ids[0], Audience::Public).await == [ids[1].clone()]).await;
    let mut both = vec![ids[1].clone(), ids[2].clone()];
    both.sort();
    assert_eq!(alike(&ids[0], Audience::Federation).await, both);
    assert!(alike(&ids[3], Audience::Public).await.is_empty());
    let hidden = handle.alike_to(&ids[2], Audience::Public).await;
    assert_eq!(hidden.expect_err("it is for members").code, "not_found");

    handle.same(&ids[0], &ids[1]).await.expect("linked");
    until(async || alike(&ids[0], Audience::Public).await.is_empty()).await;
    node.stop().await;
}
