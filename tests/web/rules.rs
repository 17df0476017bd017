//! The rules of accessibility that a program can check: axe-core does, on every page, at two sizes.

use serde_json::Value;

use crate::browser::{Browser, DESK};
use crate::pages;
use crate::stage::stage;
use crate::visitor::Visitor;

/// Sizes of windows: a desk, and a telephone.
const SIZES: [(u32, u32); 2] = [(1280, 900), (390, 844)];

/// Asks axe, and gives what is broken, each as a line.
const ASK: &str = "const answer = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(
        found => answer(found.violations.flatMap(rule => rule.nodes.map(node =>
            rule.id + ': ' + node.html.slice(0, 200) + ' (' + node.failureSummary.replace(/\\s+/g, ' ') + ')'))),
        error => answer(['axe: ' + error]));";

/// axe-core as `.ci/run` has fetched it: it is no part of the project.
pub(crate) fn axe() -> String {
    let path = std::env::var_os("AYNI_AXE").expect("AYNI_AXE says where axe.min.js is: .ci/run fetches it");
    std::fs::read_to_string(path).expect("axe-core")
}

/// What is broken on the page that the browser shows, at both sizes.
async fn broken(browser: &Browser, axe: &str) -> Vec<String> {
    let mut broken = Vec::new();
    browser.run(axe, Vec::new()).await;
    for (width, height) in SIZES {
        browser.resize(width, height).await;
        let found = browser.run_long(ASK, Vec::new()).await;
        let found = found.as_array().expect("a list").clone();
        let lines = found.iter().filter_map(Value::as_str);
        broken.extend(lines.map(|line| format!("at {width} px {line}")));
    }
    broken
}

/// Sees that nothing is broken on a page that only this walk comes to.
pub(crate) async fn kept(browser: &Browser, axe: &str) {
    let broken = broken(browser, axe).await;
    assert!(broken.is_empty(), "{}:\n{}", browser.url().await, broken.join("\n"));
    browser.resize(DESK.width, DESK.height).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: CONTRIBUTING.md, The web site in a browser"]
async fn every_page_keeps_the_rules_of_accessibility_that_a_program_can_check() {
    let (site, axe) = (&stage().senegal, axe());
    let browser = Browser::open(DESK).await;
    browser.log_in(site).await;
    let mut faults = Vec::new();
    for path in pages::all(site, &Visitor::new(browser.cookies().await)) {
        browser.go(&site.url(&path)).await;
        let broken = broken(&browser, &axe).await;
        faults.extend(broken.into_iter().map(|line| format!("{path} {line}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close().await;
}
