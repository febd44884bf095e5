//! `cargo xtask serve`: the page on this machine, rebuilt on every change.
//!
//! Trunk does the work. Its output goes below the target folder, so that a site built
//! for publishing is never replaced by one built for looking at.

use std::net::{Ipv4Addr, TcpListener};

use crate::{
    run::{self, Failure, Outcome},
    tools, workspace,
};

/// The options of the command.
#[derive(Debug, PartialEq)]
pub struct Options {
    port: u16,
    open: bool,
}

impl Options {
    /// Reads `--port N` and `--open`.
    pub fn read(words: &[&str]) -> Outcome<Self> {
        let mut options = Self { port: 8080, open: false };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--open" => options.open = true,
                "--port" => {
                    options.port = words
                        .next()
                        .and_then(|it| it.parse().ok())
                        .filter(|it| *it != 0)
                        .ok_or_else(|| {
                            Failure::new(
                                "`--port` needs a number from 1 to 65535, such as `--port 9000`.",
                            )
                        })?;
                }
                _ => {
                    return Err(Failure::new(format!(
                        "`serve` knows `--port N` and `--open`, not `{word}`."
                    )));
                }
            }
        }
        Ok(options)
    }
}

/// Builds and serves the page until it is stopped.
pub fn serve(options: Options) -> Outcome {
    let Options { port, open } = options;
    if let Err(error) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        return Err(Failure::new(format!(
            "Port {port} cannot be used: {error}. Stop the program that uses it, or choose another with `cargo xtask serve --port N`."
        )));
    }
    let folder = workspace::target()?.join("serve");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::new(format!("{} cannot be made: {error}.", folder.display())))?;
    let mut command = tools::trunk(&["serve"], false)?;
    command.arg("--port").arg(port.to_string()).arg("--dist").arg(folder);
    if open {
        command.arg("--open");
    }
    println!("-- building the page: a minute or two the first time, seconds after a change");
    println!(
        "\n   After the first build the page is at http://127.0.0.1:{port}/   (Ctrl+C stops it)\n"
    );
    run::hand_over(&mut command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_come_in_any_order() {
        let expected = Options { port: 9000, open: true };
        assert_eq!(Options::read(&["--open", "--port", "9000"]).unwrap(), expected);
        assert_eq!(Options::read(&["--port", "9000", "--open"]).unwrap(), expected);
    }

    #[test]
    fn the_port_is_that_of_trunk_alone_unless_given() {
        assert_eq!(Options::read(&[]).unwrap(), Options { port: 8080, open: false });
        let settings = std::fs::read_to_string(workspace::root().join("Trunk.toml")).unwrap();
        assert!(settings.contains("port = 8080\n"));
    }

    #[test]
    fn a_wrong_option_is_named() {
        for words in [&["--port"][..], &["--port", "0"], &["--port", "http"], &["--prot", "1"]] {
            let failure = Options::read(words).unwrap_err().to_string();
            assert!(failure.contains(words[0]), "{failure}");
        }
    }
}
