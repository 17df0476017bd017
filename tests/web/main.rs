//! The web site as people use it: Chromium, driven by chromedriver, on the pages of a real federation.

// Programs are ended by a shell.
#![cfg(unix)]

mod attended;
mod browser;
mod editing;
mod erasing;
mod imports;
mod keyboard;
mod layout;
mod pages;
mod rules;
mod search;
mod stage;
mod visitor;
mod votes;
mod weight;
