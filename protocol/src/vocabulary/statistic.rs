//! What a statistic counts.
//!
//! Source: sex as in the ICLS guidelines on statistics of cooperatives (2018), which ask for women and men apart; November 2026.

use super::code_list;

code_list! {
    /// Whom a statistic counts.
    pub enum Sex {
        Women = "women": "Women", "Femmes", "Mujeres";
        Men = "men": "Men", "Hommes", "Hombres";
    }
}
