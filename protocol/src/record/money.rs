//! An amount of money.

use serde::Serialize;

use super::fields::Fields;
use super::form::currency_code;
use super::values::integer;

/// Highest amount in whole units of a currency: the world's yearly product in its weakest currencies.
pub const AMOUNT_MAX: i64 = 1_000_000_000_000_000_000;

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Money {
    /// Whole units of the currency.
    pub amount: i64,
    /// ISO 4217 code.
    pub currency: String,
}

impl Money {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Money> {
        let amount = fields.required("amount", integer(0..=AMOUNT_MAX));
        let currency = fields.required("currency", currency_code());
        Some(Money {
            amount: amount?,
            currency: currency?,
        })
    }
}
