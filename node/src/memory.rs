//! How glibc is to hand out memory to a process with a node in it: so that what it needs does not grow with its threads, and what it
//! gives back is gone.

/// Environment variables of glibc (mallopt(3)) and their values, which it reads only when a process starts.
pub const SETTINGS: [(&str, &str); 2] = [
    // What is freed in one of eight places (arenas) per core, as glibc has them, is seldom used again. With two, searches wait
    // for each other; with four, hardly (docs/performance.md).
    ("MALLOC_ARENA_MAX", "4"),
    // Larger pieces, in bytes, go back to the system at once. Unless it is told, glibc raises that to up to 32 MiB, and what is freed
    // stays in holes. At 128 KiB a node needs the least, but each answer of a `sync` is got from the system anew, which takes a fifth
    // longer (docs/performance.md).
    ("MALLOC_MMAP_THRESHOLD_", "4194304"),
];

/// Those that nobody has set for this process, and so for those that it starts.
pub fn missing() -> impl Iterator<Item = (&'static str, &'static str)> {
    let settings = SETTINGS.into_iter();
    settings.filter(|(name, _)| std::env::var_os(name).is_none())
}
