//! What is refused says why, what to do, and ends with the status that scripts rely on.

use std::net::{TcpListener, UdpSocket};

use ayni_protocol::charter::Role;
use ayni_protocol::charter::admission::Ticket;
use ayni_protocol::identity::{Hash, SecretKey};
use ayni_tests::platforms::Platform;
use ayni_tests::program::{Serving, run};
use ayni_tests::records;
use serde_json::Value;

use crate::failure;

/// What `arguments` are refused with: the exit status, and what programs are told.
fn refused(dir: &std::path::Path, arguments: &[&str]) -> (i32, Value) {
    let output = run(dir, arguments);
    let told = failure(&output);
    assert!(
        output.stdout.is_empty(),
        "data on stdout: {}",
        String::from_utf8_lossy(&output.stdout)
    );
    (output.status.code().expect("an exit status"), told)
}

fn founded() -> Platform {
    let platform = Platform::new("Réseau d'essai", "SN");
    platform.found(&[]);
    platform
}

#[test]
fn a_second_process_on_a_data_directory_is_refused_and_names_the_first() {
    let platform = founded();
    let first = Serving::start(platform.path());
    let second = Serving::attempt_on_free_ports(platform.path()).ended();
    assert_eq!(second.status.code(), Some(1));
    let told = failure(&second);
    assert_eq!(told["code"], "data_dir_busy");
    let message = told["message"].as_str().expect("text");
    assert!(
        message.contains(&first.pid().to_string()),
        "{message} does not name {}",
        first.pid()
    );
    // Neither may another command change what the first has open.
    for arguments in [
        &["federation", "found", "--name", "Otra"][..],
        &["join", "ayni-ticket:abc"],
    ] {
        let (status, told) = refused(platform.path(), arguments);
        assert_eq!(
            (status, &told["code"]),
            (1, &Value::from("data_dir_busy")),
            "{arguments:?}"
        );
    }
    // The first has noticed nothing, and when it is gone the directory is free.
    let (status, _) = (run(platform.path(), &["status"]).status, first.kill());
    assert!(status.success());
    Serving::start(platform.path());
}

#[test]
fn a_port_in_use_is_named() {
    let platform = founded();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("its address").port();
    let datagrams = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    let udp_port = datagrams.local_addr().expect("its address").port();
    let (tcp, quic) = (
        format!("/ip4/127.0.0.1/tcp/{port}"),
        format!("/ip4/127.0.0.1/udp/{udp_port}/quic-v1"),
    );
    let free = "/ip4/127.0.0.1/tcp/0";
    for (http, listen) in [
        (format!("127.0.0.1:{port}"), free),
        ("127.0.0.1:0".to_owned(), &*tcp),
        ("127.0.0.1:0".to_owned(), &*quic),
    ] {
        let ended = Serving::attempt(platform.path(), &["--http", &http, "--listen", listen]).ended();
        assert_eq!(ended.status.code(), Some(1), "{http} {listen}");
        let told = failure(&ended);
        assert_eq!(told["code"], "port_in_use", "{http} {listen}: {told}");
        let named = if listen == free {
            port
        } else {
            listen.split('/').nth(4).expect("a port").parse().expect("a number")
        };
        assert!(
            told["message"].as_str().expect("text").contains(&named.to_string()),
            "{told}"
        );
        let option = if listen == free { "--http" } else { "--listen" };
        assert!(told["hint"].as_str().expect("text").contains(option), "{told}");
    }
    // Nothing of the attempts is left.
    Serving::start(platform.path());
}

#[test]
fn an_address_that_is_none_is_refused() {
    let platform = founded();
    for arguments in [
        &["--http", "nowhere"][..],
        &["--http", "127.0.0.1:0", "--listen", "127.0.0.1:0"],
        &[
            "--http",
            "127.0.0.1:0",
            "--listen",
            "/ip4/127.0.0.1/tcp/0",
            "--peer",
            "/ip4/127.0.0.1/tcp/4370",
        ],
    ] {
        let ended = Serving::attempt(platform.path(), arguments).ended();
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}");
        assert_eq!(failure(&ended)["code"], "bad_address", "{arguments:?}");
    }
}

#[test]
fn without_a_running_node_every_question_ends_with_status_three() {
    let platform = founded();
    let file = platform.path().join("rows.jsonl");
    std::fs::write(&file, format!("{}\n", records::enterprise("SN", "R-1"))).expect("written");
    let file = file.to_str().expect("text").to_owned();
    let id = "0".repeat(32);
    let questions: [&[&str]; 9] = [
        &["status"],
        &["peers"],
        &["list"],
        &["show", &id],
        &["withdraw", &id],
        &["invite"],
        &["charter", "show"],
        &["import", &file, "--kind", "enterprise"],
        &["export", "--format", "jsonl"],
    ];
    let ask_all = |when: &str| {
        for question in questions {
            let (status, told) = refused(platform.path(), question);
            assert_eq!(
                (status, &told["code"]),
                (3, &Value::from("no_node")),
                "{question:?} {when}"
            );
            // An import that has begun says what is safe besides.
            let hint = told["hint"].as_str().expect("text");
            assert!(hint.contains("ayni serve") || question[0] == "import", "{told}");
        }
    };
    ask_all("before the first start");
    // A killed node leaves its address behind, where nobody answers any more.
    let node = Serving::start(platform.path());
    node.kill();
    ask_all("after it was killed");
}

#[test]
fn a_wrong_ticket_is_refused_and_changes_nothing() {
    let platform = Platform::new("Red de prueba", "EC");
    let ticket = Ticket {
        federation: Hash([3; 32]),
        name: "Red".to_owned(),
        addresses: vec!["/ip4/127.0.0.1/tcp/4001".to_owned()],
        role: Role::Member,
        expires: i64::MAX,
        guest: None,
    };
    let secret = SecretKey::from_seed(&[1; 32]);
    let good = ticket.sign(&secret);
    let expired = Ticket {
        expires: 1_000,
        ..ticket
    }
    .sign(&secret);
    let mut forged = good.clone().into_bytes();
    let middle = forged.len() / 2;
    forged[middle] = if forged[middle] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(forged).expect("ASCII");
    let cases = [
        ("hello", "bad_ticket"),
        (&good[..good.len() - 10], "bad_ticket"),
        (&forged, "bad_ticket"),
        (platform.card(), "bad_ticket"),
        (&expired, "ticket_expired"),
    ];
    for (text, code) in cases {
        let (status, told) = refused(platform.path(), &["join", text]);
        assert_eq!((status, &told["code"]), (1, &Value::from(code)), "{text}");
    }
    // Without a federation there is nothing to serve.
    let ended = Serving::attempt_on_free_ports(platform.path()).ended();
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(failure(&ended)["code"], "no_federation");
    assert!(run(platform.path(), &["join", &good]).status.success());
}

#[test]
fn a_data_directory_that_is_missing_is_named_with_the_command_that_makes_one() {
    let place = tempfile::tempdir().expect("a directory");
    let missing = place.path().join("nothing");
    for arguments in [
        &["serve", "--http", "127.0.0.1:0"][..],
        &["federation", "found", "--name", "Red"],
        &["join", "ayni-ticket:abc"],
        &["verify"],
    ] {
        let (status, told) = refused(&missing, arguments);
        assert_eq!(
            (status, &told["code"]),
            (1, &Value::from("data_dir_missing")),
            "{arguments:?}"
        );
        assert!(told["message"].as_str().expect("text").contains("nothing"), "{told}");
        assert!(told["hint"].as_str().expect("text").contains("ayni init"), "{told}");
    }
    let (status, told) = refused(&missing, &["status"]);
    assert_eq!((status, &told["code"]), (3, &Value::from("no_node")));
    assert!(told["hint"].as_str().expect("text").contains("ayni init"), "{told}");
    assert!(!missing.exists(), "a refused command makes no directory");
}

#[test]
fn init_never_overwrites() {
    let platform = founded();
    let key = std::fs::read(platform.path().join("identity.key")).expect("a key");
    let (status, told) = refused(platform.path(), &["init", "--name", "Otra", "--country", "EC"]);
    assert_eq!((status, &told["code"]), (1, &Value::from("already_initialised")));
    assert_eq!(std::fs::read(platform.path().join("identity.key")).expect("a key"), key);
    let (status, told) = refused(platform.path(), &["federation", "found", "--name", "Otra"]);
    assert_eq!((status, &told["code"]), (1, &Value::from("already_in_federation")));
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_refused_with_the_command_that_helps() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    let platform = founded();
    for name in ["identity.key", "api.token"] {
        let path = platform.path().join(name);
        set_permissions(&path, Permissions::from_mode(0o644)).expect("changed");
        let ended = Serving::attempt_on_free_ports(platform.path()).ended();
        assert_eq!(ended.status.code(), Some(1));
        let told = failure(&ended);
        assert_eq!(told["code"], "key_permissions");
        let hint = told["hint"].as_str().expect("text");
        let command = format!("chmod 600 {}", path.display());
        assert!(hint.contains(&command), "{hint}");
        // Doing as it says helps.
        let mut words = command.split(' ');
        let done = std::process::Command::new(words.next().expect("chmod"))
            .args(words)
            .status();
        assert!(done.expect("chmod runs").success());
    }
    Serving::start(platform.path());
}

#[test]
fn a_damaged_configuration_is_named_with_its_line() {
    let platform = founded();
    let path = platform.path().join("config.toml");
    let good = std::fs::read_to_string(&path).expect("text");
    for bad in [
        format!("{good}\n[htpp]\naddress = 1\n"),
        "\u{0}".to_owned(),
        good.replace("SN", "Senegal"),
    ] {
        std::fs::write(&path, bad).expect("written");
        let ended = Serving::attempt_on_free_ports(platform.path()).ended();
        assert_eq!(ended.status.code(), Some(1));
        let told = failure(&ended);
        assert_eq!(told["code"], "bad_config", "{told}");
        assert!(
            told["message"].as_str().expect("text").contains("config.toml"),
            "{told}"
        );
    }
    std::fs::write(&path, good).expect("written");
    Serving::start(platform.path());
}
