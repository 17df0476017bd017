//! Staff vote on a change of the charter that another platform has proposed.

use ayni_tests::patience::sooner_or_later;
use serde_json::Value;

use crate::browser::{Browser, DESK};
use crate::rules;
use crate::stage::{Site, stage};

fn charter(site: &Site) -> Result<Value, String> {
    match site.api().get("/api/v1/charter")? {
        (200, charter) => Ok(charter),
        answer => Err(format!("{answer:?}")),
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: CONTRIBUTING.md, The web site in a browser"]
async fn staff_vote_for_a_proposal_and_the_charter_changes_everywhere() {
    let (stage, axe) = (stage(), rules::axe());
    let before = charter(&stage.senegal).expect("a charter");
    let proposed = stage.kingdom.ask(&["charter", "propose", "--quorum", "two_thirds"]);
    let hash = proposed["charter"].as_str().expect("a hash").to_owned();
    let browser = Browser::open(DESK).await;
    browser.log_in(&stage.senegal).await;
    sooner_or_later("the proposal", || {
        let (_, ballots) = stage.senegal.api().get("/api/v1/charter/ballots")?;
        match ballots.to_string().contains(&hash) {
            true => Ok(()),
            false => Err(ballots.to_string()),
        }
    });
    browser.go(&stage.senegal.url("/admin/charter")).await;
    browser.sees(&stage.kingdom.name).await;
    rules::kept(&browser, &axe).await;
    let vote = browser.find(".proposal a[href*='/admin/charter/vote']").await;
    browser.click(&vote).await;
    rules::kept(&browser, &axe).await;
    browser.tick("#sure").await;
    let button = browser.find("main .form button").await;
    browser.click(&button).await;
    browser.find(".told").await;

    for site in stage.sites() {
        sooner_or_later(&format!("the new charter at {}", site.name), || {
            let now = charter(site)?;
            match now["epoch"].as_u64() > before["epoch"].as_u64() && now["quorum"] == "two_thirds" {
                true => Ok(()),
                false => Err(now.to_string()),
            }
        });
    }
    browser.go(&stage.senegal.url("/admin/charter")).await;
    browser.sees("Nothing is proposed at the moment.").await;
    let epoch = before["epoch"].as_u64().expect("a number") + 1;
    browser.go(&stage.senegal.url("/")).await;
    browser.sees(&format!("Epoch of the charter\n{epoch}")).await;
    browser.close().await;
}
