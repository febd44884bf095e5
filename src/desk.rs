//! Has what is dear worked out beside the page, in a worker; in the page where the browser refuses workers.
//!
//! A worker does one thing after the other, and cannot be interrupted. So where what it does is not wanted any more when
//! something else is, it is ended, and another begins.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::browser;
use crate::browser::worker::{Heard, Worker};
use crate::module::Module;
use crate::reference::Reference;
use crate::wanted::{Told, Wanted};

/// The version that both sides of a conversation must have.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where parts of a report are asked for.
#[derive(Default)]
pub struct Desk {
    orders: RefCell<Vec<Order>>,
    number: Cell<u64>,
    help: RefCell<Help>,
    /// The files that a worker must be given, as messages.
    files: RefCell<Vec<Rc<str>>>,
}

/// What is done with what is told; nothing is told where a worker died of the work twice.
type Then = Box<dyn FnOnce(Option<Told>)>;

/// What is wanted, of which answer, and who waits for it.
struct Order {
    number: u64,
    answer: Rc<Answer>,
    wanted: Wanted,
    reference: Reference,
    /// A worker has heard of it.
    said: bool,
    /// A worker died of it, or with it.
    failed: bool,
    /// Nothing, once nobody waits any more.
    then: Option<Then>,
}

#[derive(Default)]
enum Help {
    /// Nobody has asked for it.
    #[default]
    Untried,
    /// It has not said that it is ready.
    Starting(Worker),
    Ready(Worker),
    Refused,
}

/// Something that is asked for; nobody waits for it once this is dropped.
pub struct Asking {
    desk: Rc<Desk>,
    number: u64,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk").field("orders", &self.orders.borrow().len()).finish_non_exhaustive()
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.desk.forget(self.number);
    }
}

impl Desk {
    /// Gives workers a file: `reference` or `managed`.
    pub fn give(&self, kind: &str, text: &str) {
        let message: Rc<str> = json!({ kind: text }).to_string().into();
        if let Help::Ready(worker) = &*self.help.borrow() {
            worker.say(&message);
        }
        self.files.borrow_mut().push(message);
    }

    /// Asks for a part of an answer, and calls `then` with it, or with nothing where a worker died of the work twice.
    pub fn ask(
        self: &Rc<Self>,
        answer: &Rc<Answer>,
        wanted: Wanted,
        reference: Reference,
        then: impl FnOnce(Option<Told>) + 'static,
    ) -> Asking {
        let number = self.number.get() + 1;
        self.number.set(number);
        self.end_what_nobody_wants();
        self.orders.borrow_mut().push(Order {
            number,
            answer: answer.clone(),
            wanted,
            reference,
            said: false,
            failed: false,
            then: Some(Box::new(then)),
        });
        self.go_on();
        Asking { desk: self.clone(), number }
    }

    /// Asks for several parts, and waits for them for at most so many milliseconds.
    pub async fn wait(
        self: &Rc<Self>,
        answer: &Rc<Answer>,
        wanted: Vec<Wanted>,
        milliseconds: u32,
    ) -> Vec<Told> {
        let told = Rc::new(RefCell::new(Vec::new()));
        let left = Rc::new(Cell::new(wanted.len()));
        let mut asking = Vec::new();
        if wanted.is_empty() {
            return Vec::new();
        }
        browser::until(milliseconds, |go_on| {
            let go_on: Rc<dyn Fn()> = go_on.into();
            for it in wanted {
                let (told, left, go_on) = (told.clone(), left.clone(), go_on.clone());
                asking.push(self.ask(answer, it, Reference::Awaited, move |it| {
                    told.borrow_mut().extend(it);
                    left.set(left.get() - 1);
                    if left.get() == 0 {
                        go_on();
                    }
                }));
            }
        })
        .await;
        drop(asking);
        told.take()
    }

    /// Nobody waits for it any more. What a worker does is left to it until something else is wanted.
    fn forget(&self, number: u64) {
        let mut orders = self.orders.borrow_mut();
        for it in orders.iter_mut().filter(|it| it.number == number) {
            it.then = None;
        }
        orders.retain(|it| it.said || it.then.is_some());
    }

    /// Ends a worker that is busy with what nobody waits for.
    fn end_what_nobody_wants(&self) {
        let mut orders = self.orders.borrow_mut();
        if orders.iter().all(|it| it.then.is_some()) {
            return;
        }
        orders.retain_mut(|it| {
            it.said = false;
            it.then.is_some()
        });
        self.help.replace(Help::Untried);
    }

    /// Says to the worker what it has not heard of, or begins one, or does the work itself.
    fn go_on(self: &Rc<Self>) {
        if matches!(&*self.help.borrow(), Help::Untried) {
            let desk = Rc::downgrade(self);
            let started = Worker::start(move |heard| {
                if let Some(desk) = desk.upgrade() {
                    desk.hear(heard);
                }
            });
            self.help.replace(started.map_or(Help::Refused, Help::Starting));
        }
        match &*self.help.borrow() {
            Help::Untried | Help::Starting(_) => {}
            Help::Ready(worker) => {
                for it in self.orders.borrow_mut().iter_mut().filter(|it| !it.said) {
                    it.said = true;
                    worker.say(&it.text());
                }
            }
            Help::Refused => {
                let desk = self.clone();
                let work = move |came: bool| {
                    // Else it is tried once more with what is wanted next.
                    if came {
                        desk.work();
                    }
                };
                // After what is on its way to the screen.
                browser::after(0, move || Module::Late.want(work)).forget();
            }
        }
    }

    /// Does in the page what is wanted first.
    fn work(self: &Rc<Self>) {
        let next = {
            let mut orders = self.orders.borrow_mut();
            if orders.is_empty() {
                return;
            }
            orders.remove(0)
        };
        if let Some(then) = next.then
            && let Some(told) = next.wanted.work_out(&next.answer, next.reference)
        {
            then(Some(told));
        }
    }

    fn hear(self: &Rc<Self>, heard: Heard) {
        let said = match heard {
            Heard::Text(text) => serde_json::from_str::<Value>(&text).ok(),
            Heard::End => None,
        };
        let Some(mut said) = said else { return self.end() };
        if let Some(version) = said.get("ready") {
            let is_own = version.as_str() == Some(VERSION);
            let help = self.help.take();
            let next = match help {
                Help::Starting(worker) if is_own => {
                    self.files.borrow().iter().for_each(|it| worker.say(it));
                    Help::Ready(worker)
                }
                _ => Help::Refused,
            };
            self.help.replace(next);
            return self.go_on();
        }
        let number = said.get("number").and_then(Value::as_u64);
        let told = said.get_mut("told").map(Value::take);
        let order = {
            let mut orders = self.orders.borrow_mut();
            let at = orders.iter().position(|it| Some(it.number) == number);
            at.map(|it| orders.remove(it))
        };
        // A worker that was ended may have had a last word.
        let (Some(order), Some(told)) = (order, told) else { return };
        let Order { answer, wanted, reference, then, .. } = order;
        let linted = reference.facts().is_some();
        if let Some(then) = then
            && let Some(told) = Told::from_json(told, &wanted, &answer.of, linted)
        {
            then(Some(told));
        }
    }

    /// The worker cannot start, or has died. One that has died is replaced, and what it was at is tried once more.
    fn end(self: &Rc<Self>) {
        let started = matches!(self.help.take(), Help::Ready(_) | Help::Untried);
        self.help.replace(if started { Help::Untried } else { Help::Refused });
        let died = {
            let mut orders = self.orders.borrow_mut();
            let at = orders.iter().position(|it| it.said);
            orders.iter_mut().for_each(|it| it.said = false);
            let again = at.and_then(|it| orders.get_mut(it)).is_some_and(|it| {
                let again = !it.failed;
                it.failed = true;
                again
            });
            at.filter(|_| !again).map(|it| orders.remove(it))
        };
        if let Some(then) = died.and_then(|it| it.then) {
            then(None);
        }
        if !self.orders.borrow().is_empty() {
            self.go_on();
        }
    }
}

impl Order {
    fn text(&self) -> String {
        let scenario = self.answer.of.to_json();
        json!({ "number": self.number, "scenario": scenario, "wanted": self.wanted.to_json() })
            .to_string()
    }
}
