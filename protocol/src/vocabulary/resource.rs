//! Tools and publications.
//!
//! Source: our own list after what the ILO's own pages on the social and solidarity economy offer; November 2026.

use super::code_list;

code_list! {
    /// What kind of tool or publication it is.
    pub enum ResourceType {
        Manual = "manual": "Manual", "Manuel", "Manual";
        Toolkit = "toolkit": "Toolkit", "Boîte à outils", "Caja de herramientas";
        Guide = "guide": "Guide", "Guide", "Guía";
        Reader = "reader": "Reader", "Recueil", "Compendio";
        Video = "video": "Video", "Vidéo", "Vídeo";
        Dataset = "dataset": "Dataset", "Jeu de données", "Conjunto de datos";
    }
}
