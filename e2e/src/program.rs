//! The programs beside a browser: its driver, on a port of its own, and for WebKit a screen that nobody sees.

use std::{
    fs,
    io::{BufRead, BufReader, ErrorKind},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    browser::{Browser, Options},
    failure::{Failure, Outcome},
    settings::Settings,
};

const BETWEEN_LOOKS: Duration = Duration::from_millis(15);

/// A driver that listens, and what it needs; all end when this is dropped.
pub(crate) struct Program {
    /// The address for commands.
    pub(crate) address: String,
    // INVARIANT: the driver ends before the screen of its browser.
    _driver: Running,
    _screen: Option<Running>,
}

impl Program {
    /// Starts the browser's driver, and waits at most `patience` until it listens.
    #[track_caller]
    pub(crate) fn start(
        settings: &Settings,
        folder: &Path,
        options: &Options,
        patience: Duration,
    ) -> Outcome<Self> {
        let screen = match settings.browser {
            Browser::WebKit => Some(screen(settings, patience)?),
            Browser::Chromium | Browser::Firefox => None,
        };
        let begin = || {
            let mut command = Command::new(&settings.driver);
            if let Some((_, display)) = &screen {
                desk(&mut command, folder, display, options)?;
            }
            driver(command, settings, patience)
        };
        let mut started = begin();
        // A driver takes a port and gives up where another program has just taken the same one.
        for _ in 0..4 {
            if started.is_ok() {
                break;
            }
            started = begin();
        }
        let (driver, port) = started?;
        let address = format!("http://127.0.0.1:{port}");
        Ok(Self { address, _driver: driver, _screen: screen.map(|(it, _)| it) })
    }
}

#[track_caller]
fn driver(
    mut command: Command,
    settings: &Settings,
    patience: Duration,
) -> Outcome<(Running, u16)> {
    if settings.browser != Browser::WebKit {
        let browser = settings.browser;
        command.arg("--port=0");
        return Running::start(command, patience, move |line| browser.port_in(line));
    }
    // This driver tells no port, so it is given one that was free a moment ago.
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|it| it.local_addr());
    let Ok(free) = free else { return Err(Failure::new("no port is free")) };
    command.arg(format!("--port={}", free.port())).stdout(Stdio::null());
    let mut running = Running(spawn(&mut command)?);
    let start = Instant::now();
    while TcpStream::connect(free).is_err() {
        let ended = running.0.try_wait().ok().flatten().is_some();
        if ended || start.elapsed() > patience {
            let name = settings.driver.display();
            return Err(Failure::new(format!("{name} does not listen on port {}", free.port())));
        }
        thread::sleep(BETWEEN_LOOKS);
    }
    Ok((running, free.port()))
}

/// A screen of its own for each browser, because the keyboard's focus and the clipboard are of the screen.
#[track_caller]
fn screen(settings: &Settings, patience: Duration) -> Outcome<(Running, String)> {
    let mut command = Command::new(&settings.screen);
    // It tells the number of the display on its standard output.
    command.args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]);
    Running::start(command, patience, |line| line.trim().parse::<u32>().ok())
        .map(|(it, number)| (it, format!(":{number}")))
}

/// Gives WebKit its screen and a desktop's settings in the browser's own folder: no motion, and where files go.
#[track_caller]
fn desk(command: &mut Command, folder: &Path, display: &str, options: &Options) -> Outcome {
    let settings = folder.join("config");
    let downloads = folder.join("downloads");
    let written = fs::create_dir_all(settings.join("gtk-3.0"))
        .and_then(|()| fs::create_dir_all(&downloads))
        .and_then(|()| {
            let still = "[Settings]\ngtk-enable-animations=0\n";
            fs::write(settings.join("gtk-3.0/settings.ini"), still)
        })
        .and_then(|()| {
            let folders = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display());
            fs::write(settings.join("user-dirs.dirs"), folders)
        });
    if let Err(error) = written {
        return Err(Failure::new(format!("{}: {error}", settings.display())));
    }
    command
        .env("DISPLAY", display)
        .env("GDK_BACKEND", "x11")
        .env("XDG_CONFIG_HOME", &settings)
        .env("LANG", "C.UTF-8")
        // Each test compiles the program anew, and runs it for seconds only.
        .env("JSC_useOMGJIT", "0")
        .env_remove("WAYLAND_DISPLAY");
    if options.without_webassembly {
        command.env("JSC_useWasm", "0");
    }
    Ok(())
}

/// A program that ends when this is dropped.
struct Running(Child);

impl Running {
    /// Starts the program, and waits until it prints what `told` finds in a line.
    #[track_caller]
    fn start<T: Send + 'static>(
        mut command: Command,
        patience: Duration,
        told: impl Fn(&str) -> Option<T> + Send + 'static,
    ) -> Outcome<(Self, T)> {
        let mut running = Self(spawn(command.stdout(Stdio::piped()))?);
        let (named, name) = mpsc::channel();
        let output = running.0.stdout.take();
        // Reads to the program's end, because the program would fail to write to a closed pipe.
        thread::spawn(move || {
            let lines = output.into_iter().flat_map(|it| BufReader::new(it).lines());
            for found in lines.map_while(Result::ok).filter_map(|it| told(&it)) {
                // Only the first is waited for.
                let _ = named.send(found);
            }
        });
        match name.recv_timeout(patience) {
            Ok(found) => Ok((running, found)),
            Err(_) => {
                let program = Path::new(command.get_program()).display();
                Err(Failure::new(format!("{program} did not say where it listens.")))
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[track_caller]
fn spawn(command: &mut Command) -> Outcome<Child> {
    match command.stdin(Stdio::null()).stderr(Stdio::null()).spawn() {
        Ok(child) => Ok(child),
        Err(error) => {
            let program = Path::new(command.get_program()).display();
            Err(Failure::new(format!("{program} cannot be started: {error}.")))
        }
    }
}

/// A folder for one browser, removed at its end.
pub(crate) struct Folder {
    /// Where it is.
    pub(crate) path: PathBuf,
}

impl Folder {
    #[track_caller]
    pub(crate) fn make() -> Outcome<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        loop {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("accesspath-e2e-{}-{number}", std::process::id());
            let path = std::env::temp_dir().join(name);
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self { path }),
                // Left by a run that was killed and had the same process id.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => {
                    return Err(Failure::new(format!(
                        "{} cannot be made: {error}.",
                        path.display()
                    )));
                }
            }
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.path));
    }
}
