//! A window of Chromium, and what people do with it.

use ayni_tests::patience::{WAIT_MAX, eventually};
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::stage::{Site, stage};

/// A window. What does not appear ends the test, and says what the page shows instead.
pub(crate) struct Browser {
    client: Client,
}

/// How a window is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Whether pages may run scripts: ours have none, and need none.
    pub(crate) scripts: bool,
}

/// A window on a desk.
pub(crate) const DESK: Look = Look {
    width: 1280,
    height: 900,
    scripts: true,
};

/// A window in which no page runs a script.
pub(crate) const WITHOUT_SCRIPTS: Look = Look { scripts: false, ..DESK };

impl Browser {
    /// Opens a window.
    pub(crate) async fn open(look: Look) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let mut options = json!({
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en"],
        });
        if !look.scripts {
            options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
        }
        let wanted = json!({
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let wanted = wanted.as_object().expect("an object").clone();
        let client = ClientBuilder::new(connector)
            .capabilities(wanted)
            .connect(&stage().driver)
            .await
            .expect("a window of Chromium");
        let browser = Self { client };
        browser.resize(look.width, look.height).await;
        browser
    }

    /// Closes the window.
    pub(crate) async fn close(self) {
        self.client.close().await.expect("it closes");
    }

    /// Gives the page this room. A window can't be as small as a telephone, so the page is told.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        let command = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": size });
        self.special("goog/cdp/execute", &command).await;
    }

    /// What chromedriver answers to a command that WebDriver does not have.
    async fn special(&self, path: &str, body: &Value) -> Value {
        let session = self.client.session_id().await.expect("a session").expect("its id");
        let url = format!("{}/session/{session}/{path}", stage().driver);
        let mut answer = ureq::post(url).send_json(body).expect("chromedriver knows it");
        let text = answer.body_mut().read_to_string().expect("text");
        let mut answer: Value = serde_json::from_str(&text).expect("JSON");
        answer["value"].take()
    }

    /// Goes to an address and waits until the page is there.
    pub(crate) async fn go(&self, url: &str) {
        self.client.goto(url).await.expect("a page");
    }

    /// Where it is.
    pub(crate) async fn url(&self) -> String {
        self.client.current_url().await.expect("an address").to_string()
    }

    /// The first element that a CSS selector names, once there is one.
    pub(crate) async fn find(&self, css: &str) -> Element {
        self.wait_for(Locator::Css(css), css).await
    }

    /// An attribute of the first element that a CSS selector names.
    pub(crate) async fn attribute(&self, css: &str, name: &str) -> String {
        let value = self.find(css).await.attr(name).await.expect("a page");
        value.unwrap_or_else(|| panic!("{css} has no {name}"))
    }

    /// How many elements a CSS selector names now.
    pub(crate) async fn count(&self, css: &str) -> usize {
        self.client.find_all(Locator::Css(css)).await.expect("a page").len()
    }

    async fn wait_for(&self, locator: Locator<'_>, what: &str) -> Element {
        match self.client.wait().at_most(WAIT_MAX).for_element(locator).await {
            Ok(element) => element,
            Err(error) => panic!("no {what} ({error}) at {}:\n{}", self.url().await, self.text().await),
        }
    }

    /// All that the page shows.
    pub(crate) async fn text(&self) -> String {
        let body = self.client.find(Locator::Css("body")).await.expect("a page");
        body.text().await.expect("text")
    }

    /// Waits until the page shows these words.
    pub(crate) async fn sees(&self, words: &str) {
        eventually(&format!("“{words}”"), async || {
            // The page may go while it is read.
            let text = match self.client.find(Locator::Css("body")).await {
                Ok(body) => body.text().await.unwrap_or_default(),
                Err(_) => String::new(),
            };
            match text.contains(words) {
                true => Ok(()),
                false => Err(format!("{}:\n{text}", self.url().await)),
            }
        })
        .await;
    }

    /// Loads the page again until it shows these words.
    pub(crate) async fn shows_in_time(&self, words: &str) {
        eventually(&format!("“{words}”"), async || {
            let text = self.text().await;
            if text.contains(words) {
                return Ok(());
            }
            self.client.refresh().await.expect("a page");
            Err(text)
        })
        .await;
    }

    /// Clicks on the link with these words and waits for the next page.
    pub(crate) async fn follow(&self, words: &str) {
        let link = self.wait_for(Locator::LinkText(words), words).await;
        self.click(&link).await;
    }

    /// Clicks on the button with these words.
    pub(crate) async fn press(&self, words: &str) {
        let path = format!("//main//button[normalize-space()='{words}']");
        let button = self.wait_for(Locator::XPath(&path), words).await;
        self.click(&button).await;
    }

    /// Clicks, where the click leads to another page, and waits for that.
    pub(crate) async fn click(&self, element: &Element) {
        let old = self.client.find(Locator::Css("html")).await.expect("a page");
        element.click().await.expect("it can be clicked");
        eventually("the next page", async || match old.tag_name().await {
            // The root of a page that is gone can't be asked any more.
            Err(CmdError::Standard(_)) => Ok(()),
            _ => Err(self.url().await),
        })
        .await;
        self.find("main").await;
    }

    /// Clears the field and types into it.
    pub(crate) async fn fill(&self, css: &str, text: &str) {
        self.find(css).await.clear().await.expect("a field");
        self.write_into(css, text).await;
    }

    /// Types into a field, or names the file in a field for files.
    pub(crate) async fn write_into(&self, css: &str, text: &str) {
        self.find(css).await.send_keys(text).await.expect("a field");
    }

    /// Chooses from a list.
    pub(crate) async fn choose(&self, css: &str, value: &str) {
        let list = self.find(css).await;
        list.select_by_value(value).await.expect("a choice");
    }

    /// Ticks a box.
    pub(crate) async fn tick(&self, css: &str) {
        self.find(css).await.click().await.expect("a box");
    }

    /// What the page's script would be answered. Only for windows in which scripts run.
    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client
            .execute(script, arguments)
            .await
            .expect("a script that runs")
    }

    /// As [`Browser::run`], where the script answers later, by its last argument.
    pub(crate) async fn run_long(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client
            .execute_async(script, arguments)
            .await
            .expect("a script that runs")
    }

    /// Presses and lets go a key, once the window has the keyboard: a new one gets it a moment after its page is there.
    pub(crate) async fn key(&self, key: char) {
        eventually("a window with the keyboard", async || {
            match self.run("return document.hasFocus();", Vec::new()).await {
                Value::Bool(true) => Ok(()),
                other => Err(other.to_string()),
            }
        })
        .await;
        let keys = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.client.perform_actions(keys).await.expect("a key");
    }

    /// Types where the focus is.
    pub(crate) async fn write(&self, text: &str) {
        self.focused().await.send_keys(text).await.expect("a field");
    }

    /// The element that has the focus.
    pub(crate) async fn focused(&self) -> Element {
        self.client.active_element().await.expect("a page")
    }

    /// The errors in the console since somebody last looked.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let said = self.special("se/log", &json!({ "type": "browser" })).await;
        let said = said.as_array().expect("a list").clone();
        let errors = said.into_iter().filter(|line| line["level"] == "SEVERE");
        errors.map(|line| line["message"].to_string()).collect()
    }

    /// Shows the platform's token at its door and comes to the page for staff.
    pub(crate) async fn log_in(&self, site: &Site) {
        self.go(&site.url("/admin/login")).await;
        self.fill("#token", &site.token()).await;
        let button = self.find("main form button").await;
        self.click(&button).await;
        self.find(".desk-places").await;
    }

    /// The cookies that it sends to the site, as a header says them.
    pub(crate) async fn cookies(&self) -> String {
        let cookies = self.client.get_all_cookies().await.expect("cookies");
        let pairs = cookies
            .iter()
            .map(|cookie| format!("{}={}", cookie.name(), cookie.value()));
        pairs.collect::<Vec<_>>().join("; ")
    }
}
