//! A small static host on this machine, for one folder.
//!
//! It serves below a sub-path, as a project page or a docs folder does, and nothing at the
//! root: a page that asks for an absolute path gets a 404 here as it would there. It
//! remembers what was asked for.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Component, Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use crate::failure::{Failure, Outcome};

const SUB_PATH: &str = "/docs/accesspath/";

/// The path of a request of which nothing can be read.
pub const SEALED: &str = "sealed";

/// A request to the site, and the status of its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The path as the browser asked for it; of a request to another host, which a browser brings here that has this
    /// one as its proxy, the whole address, or the host alone or [`SEALED`] where it is to be sealed.
    pub path: String,
    /// The status of the answer.
    pub status: u16,
}

/// A folder that is being served, until this is dropped.
pub struct Site {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    stopped: Arc<AtomicBool>,
    held: Arc<Held>,
}

struct Content {
    folder: PathBuf,
    /// Another folder that is served below that name.
    beside: Option<(&'static str, PathBuf)>,
    replaced: BTreeMap<PathBuf, Vec<u8>>,
    types: fn(&Path) -> &'static str,
    held: Arc<Held>,
}

/// Files of one extension that are not answered until they are let go, and files that are refused.
#[derive(Default)]
struct Held {
    extension: Mutex<Option<&'static str>>,
    let_go: Condvar,
    refused: Mutex<Option<&'static str>>,
}

impl Held {
    /// Waits while the file of this path is held.
    fn wait(&self, path: &str) {
        let own = self.extension.lock().unwrap_or_else(PoisonError::into_inner);
        let is_held = |it: &mut Option<&'static str>| it.is_some_and(|it| path.ends_with(it));
        drop(self.let_go.wait_while(own, is_held));
    }

    fn refuses(&self, path: &str) -> bool {
        self.refused
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_some_and(|it| path.contains(it))
    }

    fn hold(&self, extension: Option<&'static str>) {
        *self.extension.lock().unwrap_or_else(PoisonError::into_inner) = extension;
        self.let_go.notify_all();
    }
}

impl Site {
    /// Serves the folder as it is.
    #[track_caller]
    pub fn serve(folder: &Path) -> Outcome<Self> {
        Self::start(Content::of(folder))
    }

    /// Serves the folder, and another one below a name in it, as who hosts this site beside their own.
    #[track_caller]
    pub fn serve_beside(folder: &Path, name: &'static str, other: &Path) -> Outcome<Self> {
        Self::start(Content { beside: Some((name, other.to_owned())), ..Content::of(folder) })
    }

    /// Leaves requests for files of that extension without an answer, as a slow connection does, until they are let go.
    pub fn hold(&self, extension: &'static str) {
        self.held.hold(Some(extension));
    }

    /// Answers what is held.
    pub fn let_go(&self) {
        self.held.hold(None);
    }

    /// Answers requests for paths that hold `part` as if there were no such file, or none any more.
    pub fn refuse(&self, part: Option<&'static str>) {
        *self.held.refused.lock().unwrap_or_else(PoisonError::into_inner) = part;
    }

    /// Serves the folder with the files of one extension changed on their way, as a filter or a broken upload would.
    #[track_caller]
    pub fn serve_changed(
        folder: &Path,
        extension: &str,
        change: fn(Vec<u8>) -> Vec<u8>,
    ) -> Outcome<Self> {
        let mut replaced = BTreeMap::new();
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|it| it == extension)
                && let (Ok(bytes), Some(name)) = (fs::read(&path), path.file_name())
            {
                replaced.insert(PathBuf::from(name), change(bytes));
            }
        }
        if replaced.is_empty() {
            return Err(Failure::new(format!(
                "{} holds no .{extension} file that could be changed.",
                folder.display()
            )));
        }
        Self::start(Content { replaced, ..Content::of(folder) })
    }

    /// Serves the folder with one file's content replaced, as a host does that answers with a page for a missing file.
    #[track_caller]
    pub fn serve_replaced(folder: &Path, file: &str, content: &str) -> Outcome<Self> {
        let replaced = BTreeMap::from([(PathBuf::from(file), content.as_bytes().to_vec())]);
        Self::start(Content { replaced, ..Content::of(folder) })
    }

    /// Serves the folder as a host does that does not know the media type of WebAssembly.
    #[track_caller]
    pub fn serve_without_the_type_of_wasm(folder: &Path) -> Outcome<Self> {
        let types = |path: &Path| match content_type(path) {
            "application/wasm" => "application/octet-stream",
            other => other,
        };
        Self::start(Content { types, ..Content::of(folder) })
    }

    /// The address of the page.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}{SUB_PATH}", self.origin())
    }

    /// The beginning of every address of this site.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The host and the port, as a browser takes them for its proxy.
    #[must_use]
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// The requests so far, in their order.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    #[track_caller]
    fn start(content: Content) -> Outcome<Self> {
        let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, 0)) {
            Ok(listener) => listener,
            Err(error) => return Err(Failure::new(format!("No port to serve on: {error}."))),
        };
        let address = match listener.local_addr() {
            Ok(address) => address,
            Err(error) => return Err(Failure::new(format!("The port has no address: {error}."))),
        };
        let requests = Arc::new(Mutex::new(Vec::new()));
        let stopped = Arc::new(AtomicBool::new(false));
        let held = content.held.clone();
        let site = Self { address, requests: requests.clone(), stopped: stopped.clone(), held };
        let content = Arc::new(content);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stopped.load(Ordering::Relaxed) {
                    break;
                }
                let (content, requests) = (content.clone(), requests.clone());
                let origin = format!("http://{address}");
                // A thread each, because browsers open connections ahead of need and leave them idle: it waits as
                // long as the browser does, and ends with it.
                thread::spawn(move || answer(stream, &origin, &content, &requests));
            }
        });
        Ok(site)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.let_go();
        // Wakes the thread that waits for the next connection.
        drop(TcpStream::connect(self.address));
    }
}

/// Answers one request and closes; a connection that breaks is the browser's business.
fn answer(
    mut stream: TcpStream,
    origin: &str,
    content: &Content,
    requests: &Mutex<Vec<Request>>,
) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let note = |path: &str, status| {
        let request = Request { path: path.to_owned(), status };
        requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    };
    // The first byte of TLS, which WebKit speaks to a proxy for what is to be sealed.
    if *reader.fill_buf().ok()?.first()? == 22 {
        note(SEALED, 0);
        return None;
    }
    let mut lines = reader.lines();
    let first = lines.next()?.ok()?;
    while !lines.next()?.ok()?.is_empty() {}
    let target = first.split(' ').nth(1)?;
    let path = target.split('?').next()?;
    let path = path.strip_prefix(origin).unwrap_or(path);

    content.held.wait(path);
    let found = content.find(path).filter(|_| !content.held.refuses(path));
    let status = if found.is_some() { 200 } else { 404 };
    note(path, status);
    let (kind, body) = found.unwrap_or(("text/plain", b"not found".to_vec()));
    let reason = if status == 200 { "OK" } else { "Not Found" };
    write!(
        stream,
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
        body.len(),
    )
    .ok()?;
    stream.write_all(&body).ok()
}

impl Content {
    /// The folder as it is.
    fn of(folder: &Path) -> Self {
        let (replaced, beside, held) = Default::default();
        Self { folder: folder.to_owned(), beside, replaced, types: content_type, held }
    }

    fn find(&self, path: &str) -> Option<(&'static str, Vec<u8>)> {
        let name = path.strip_prefix(SUB_PATH)?;
        let other = self.beside.as_ref().and_then(|(beside, folder)| {
            Some((folder, name.strip_prefix(beside)?.strip_prefix('/')?))
        });
        let (folder, name) = other.unwrap_or((&self.folder, name));
        let index = if name.is_empty() || name.ends_with('/') { "index.html" } else { "" };
        let name = format!("{name}{index}");
        let name = Path::new(&name);
        if !name.components().all(|it| matches!(it, Component::Normal(_))) {
            return None;
        }
        let bytes = match self.replaced.get(name) {
            Some(bytes) => bytes.clone(),
            None => fs::read(folder.join(name)).ok()?,
        };
        Some(((self.types)(name), bytes))
    }
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: (u16, Option<&str>)) {
        let answer = minreq::get(address).send().unwrap();
        assert_eq!((answer.status_code, answer.header("content-type")), expected);
    }

    #[test]
    fn only_the_files_of_the_folder_are_served_and_only_below_the_sub_path() {
        let site = Site::serve(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../static")).unwrap();
        let address = site.address();
        check(&format!("{address}boot.js"), (200, Some("text/javascript; charset=utf-8")));
        check(&format!("{}/boot.js", site.origin()), (404, Some("text/plain")));
        check(&format!("{address}../../boot.js"), (404, Some("text/plain")));
        check(&format!("{address}../Cargo.toml"), (404, Some("text/plain")));
        let asked: Vec<_> = site.requests().iter().map(|it| it.status).collect();
        assert_eq!(asked, [200, 404, 404, 404]);
    }

    #[test]
    fn another_folder_is_served_below_its_name() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let site = Site::serve_beside(root, "page", &root.join("../static")).unwrap();
        let address = site.address();
        check(&format!("{address}page/boot.js"), (200, Some("text/javascript; charset=utf-8")));
        check(&format!("{address}boot.js"), (404, Some("text/plain")));
        check(&format!("{address}page/../Cargo.toml"), (404, Some("text/plain")));
        check(&format!("{address}Cargo.toml"), (200, Some("application/octet-stream")));
    }

    #[test]
    fn a_changed_file_is_served_as_changed() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static");
        let site = Site::serve_changed(&folder, "js", |_| b"changed".to_vec()).unwrap();
        let answer = minreq::get(format!("{}boot.js", site.address())).send().unwrap();
        assert_eq!(answer.as_bytes(), b"changed");
    }
}
