pub mod exchange;
pub mod network;
pub mod text;
