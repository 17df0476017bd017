pub mod http;
pub mod exchange;
pub mod network;
pub mod refusal;
pub mod text;
pub mod catalogue;
pub mod store;
