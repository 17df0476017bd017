//! The site without a mouse: everything is reached in its order, and one sees where one is.

use crate::browser::{Browser, DESK};
use crate::stage::stage;

/// Most steps to the field of a search: past the head of a page.
const STEPS_MAX: usize = 30;

/// Whether the element that has the focus shows it, within the window.
const FOCUS_SHOWS: &str = "const style = getComputedStyle(document.activeElement);
    const box = document.activeElement.getBoundingClientRect();
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.left >= 0 && box.top >= 0
        && box.width > 0 && box.right <= innerWidth;";

/// Goes one step on, and says what is there.
async fn step(browser: &Browser) -> String {
    browser.key(TAB).await;
    let focused = browser.focused().await;
    let html = focused.html(false).await.expect("a page");
    assert_eq!(
        browser.run(FOCUS_SHOWS, Vec::new()).await,
        true,
        "the focus is not seen at {html}"
    );
    html
}

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: CONTRIBUTING.md, The web site in a browser"]
async fn by_keyboard_alone_one_skips_the_navigation_opens_the_menu_and_searches() {
    let site = &stage().kingdom;
    let browser = Browser::open(DESK).await;
    browser.go(&site.url("/")).await;
    assert!(
        step(&browser).await.contains("href=\"#content\""),
        "the first is the way past the navigation"
    );
    browser.key(ENTER).await;
    assert!(browser.url().await.ends_with("/#content"));
    let next = step(&browser).await;
    assert!(
        next.contains("name=\"q\""),
        "what follows the skip is in the content, not {next}"
    );

    browser.go(&site.url("/about")).await;
    let mut order = Vec::new();
    for _ in 0..5 {
        order.push(step(&browser).await);
    }
    for (place, html) in ["#content", "class=\"brand\"", "/records", "/map", "<summary"]
        .iter()
        .zip(&order)
    {
        assert!(html.contains(place), "{place} is not in its place: {order:?}");
    }
    assert_eq!(browser.count("details.menu[open]").await, 0);
    browser.key(ENTER).await;
    browser.find("details.menu[open]").await;
    assert!(
        step(&browser).await.contains("/practices"),
        "the menu's first page follows"
    );
    browser.key(ENTER).await;
    browser.find("form[action='/practices']").await;

    browser.go(&site.url("/records")).await;
    let mut steps = 0;
    while !step(&browser).await.contains("name=\"q\"") {
        steps += 1;
        assert!(steps < STEPS_MAX, "the search is far away");
    }
    browser.write("wholefood").await;
    browser.key(ENTER).await;
    browser.find("a.reset").await;
    assert!(browser.url().await.contains("q=wholefood"));
    browser.close().await;
}
