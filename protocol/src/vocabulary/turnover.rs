//! Bands of yearly turnover.
//!
//! Source: European Commission Recommendation 2003/361/EC, Article 2 (turnover ceilings), May 2003; amounts in other currencies are
//! compared at the exchange rate of the year's end.

use super::code_list;

code_list! {
    /// Yearly turnover, in euros or their worth.
    pub enum TurnoverBand {
        Micro = "micro": "Up to 2 million euros", "Jusqu’à 2 millions d’euros", "Hasta 2 millones de euros";
        Small = "small": "2 to 10 million euros", "De 2 à 10 millions d’euros", "De 2 a 10 millones de euros";
        Medium = "medium": "10 to 50 million euros", "De 10 à 50 millions d’euros", "De 10 a 50 millones de euros";
        Large = "large": "More than 50 million euros", "Plus de 50 millions d’euros", "Más de 50 millones de euros";
    }
}
