//! Every page on a telephone, in every language and direction, and without scripts.

use crate::browser::{Browser, DESK, Look, WITHOUT_SCRIPTS};
use crate::pages;
use crate::stage::stage;
use crate::visitor::Visitor;

/// The narrowest telephone that is common.
const TELEPHONE: Look = Look {
    width: 360,
    height: 740,
    ..DESK
};

/// What sticks out of the window, if anything does: the innermost elements.
const STICKING_OUT: &str = "const root = document.documentElement;
    if (arguments[0]) root.dir = arguments[0];
    if (root.scrollWidth <= innerWidth) return [];
    const out = element => { const box = element.getBoundingClientRect(); return box.right > innerWidth + 0.5 || box.left < -0.5; };
    const all = [...document.querySelectorAll('body *')].filter(out);
    return all.filter(element => ![...element.children].some(out)).map(element => element.outerHTML.slice(0, 160)).slice(0, 5)
        .concat(root.scrollWidth + ' px');";

/// A path in a language.
fn in_language(path: &str, language: &str) -> String {
    let mark = if path.contains('?') { '&' } else { '?' };
    match path.split_once("lang=") {
        Some(_) => path.to_owned(),
        None => format!("{path}{mark}lang={language}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: CONTRIBUTING.md, The web site in a browser"]
async fn no_page_scrolls_sideways_on_a_telephone_in_any_language_or_direction_and_none_complains() {
    let site = &stage().senegal;
    let browser = Browser::open(TELEPHONE).await;
    browser.log_in(site).await;
    let pages = pages::all(site, &Visitor::new(browser.cookies().await));
    let mut faults = Vec::new();
    browser.complaints().await;
    for path in &pages {
        for language in ["en", "fr", "es"] {
            browser.go(&site.url(&in_language(path, language))).await;
            for direction in ["", "rtl"] {
                let out = browser.run(STICKING_OUT, vec![direction.into()]).await;
                if out.as_array().is_none_or(|out| !out.is_empty()) {
                    faults.push(format!("{path} in {language} {direction}: {out}"));
                }
            }
            let said = browser.complaints().await;
            if !said.is_empty() && path != pages::NOWHERE {
                faults.push(format!("{path} in {language}: {said:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: CONTRIBUTING.md, The web site in a browser"]
async fn every_page_is_whole_without_scripts() {
    let site = &stage().ecuador;
    let browser = Browser::open(WITHOUT_SCRIPTS).await;
    browser.log_in(site).await;
    let staff = Visitor::new(browser.cookies().await);
    for path in pages::all(site, &staff) {
        let sent = staff.get(&site.url(&path), &[]).text();
        assert!(!sent.contains("<script"), "{path} has a script");
        browser.go(&site.url(&path)).await;
        assert_eq!(browser.count("h1").await, 1, "{path} has one heading of its own");
        let heading = browser.find("h1").await;
        assert!(
            heading.is_displayed().await.expect("a page"),
            "{path} shows its heading"
        );
    }
    browser.close().await;
}
