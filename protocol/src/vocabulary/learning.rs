//! Courses.
//!
//! Source: our own lists after what distance-learning platforms commonly tell apart; November 2026.

use super::code_list;

code_list! {
    /// What one has to know before.
    pub enum Level {
        Introductory = "introductory": "Introductory", "Initiation", "Introductorio";
        Intermediate = "intermediate": "Intermediate", "Intermédiaire", "Intermedio";
        Advanced = "advanced": "Advanced", "Avancé", "Avanzado";
    }
}

code_list! {
    /// Who may take part.
    pub enum Access {
        Open = "open": "Open to all", "Ouvert à tous", "Abierto a todas las personas";
        Registration = "registration": "After registration", "Sur inscription", "Con inscripción";
        Members = "members": "Members only", "Réservé aux membres", "Solo para miembros";
        Paid = "paid": "For a fee", "Payant", "De pago";
    }
}

code_list! {
    /// How it is taught.
    pub enum Format {
        SelfPaced = "self_paced": "At one’s own pace", "À son rythme", "A ritmo propio";
        LiveOnline = "live_online": "Live online", "En direct en ligne", "En directo en línea";
        Blended = "blended": "Online and face to face", "Hybride", "Semipresencial";
        FaceToFace = "face_to_face": "Face to face", "En présentiel", "Presencial";
        Radio = "radio": "Radio or phone", "Radio ou téléphone", "Radio o teléfono";
    }
}
