//! Types of cooperatives by the main interest of their members.
//!
//! Source: ICLS, Guidelines concerning statistics of cooperatives, adopted by the 20th International Conference of Labour Statisticians, October 2018.

use super::code_list;

code_list! {
    /// Type of a cooperative.
    pub enum CoopType {
        Producer = "producer": "Producer cooperative", "Coopérative de producteurs", "Cooperativa de productores";
        Worker = "worker": "Worker cooperative", "Coopérative de travail", "Cooperativa de trabajo";
        ConsumerUser = "consumer_user": "Consumer or user cooperative", "Coopérative de consommateurs ou d’usagers", "Cooperativa de consumidores o usuarios";
        MultiStakeholder = "multi_stakeholder": "Multi-stakeholder cooperative", "Coopérative multipartite", "Cooperativa de múltiples partes interesadas";
    }
}
