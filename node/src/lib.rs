pub mod network;
pub mod text;
