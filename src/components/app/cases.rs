//! What the menu and the notices do with the saved cases.

use std::rc::Rc;

use yew::Callback;

use super::keep::Keeper;
use crate::browser;
use crate::browser::storage::{self, Shared};
use crate::components::menu::CaseAction;
use crate::module::elsewhere;
use crate::saved::Store;
use crate::state::{Action, MenuMode, Notice, Offer, Opened, Panel, Source};
use crate::theme::Theme;

impl Keeper {
    /// The callback of the menu; `shown` is where the scenario on the page comes from.
    pub fn on_case(self: &Rc<Self>, shown: Source) -> Callback<CaseAction> {
        let keeper = self.clone();
        Callback::from(move |action| act_on(&keeper, action, &shown))
    }

    /// The callback of what a notice offers.
    pub fn on_offer(self: &Rc<Self>) -> Callback<Offer> {
        let keeper = self.clone();
        Callback::from(move |offer| match offer {
            Offer::OpenCase(id) => keeper.open(&id),
            Offer::PutBack { id, text, shown } => {
                let put = keeper.shelf.borrow().put_back(&mut Shared, &id, &text);
                keeper.act.emit(Action::DismissNotice);
                match put {
                    Ok(()) if shown => keeper.open(&id),
                    Ok(()) => keeper.list(),
                    Err(trouble) => keeper.tell(Notice::error(trouble.message())),
                }
            }
        })
    }

    fn act_on(&self, action: CaseAction, shown: &Source) {
        self.flush();
        let is_shown = |id: &Rc<str>| *shown == Source::Own(id.clone());
        match action {
            CaseAction::Open(id) => self.open(&id),
            CaseAction::New => {
                storage::set_open_case(None);
                self.act.emit(Action::Open(Opened::empty()));
            }
            CaseAction::Rename(id, name) if is_shown(&id) => {
                self.act.emit(Action::Rename(name.clone()));
                // The list is read before the page has saved its case under the new name.
                self.act.emit(Action::List(self.renamed(&id, &name)));
            }
            CaseAction::Rename(id, name) => {
                let mut shelf = self.shelf.borrow_mut();
                let renamed = shelf.rename(&mut Shared, &id, &name, storage::now());
                drop(shelf);
                self.tell_unless(renamed.map(drop));
                self.list();
            }
            CaseAction::Duplicate(id) => {
                let mut shelf = self.shelf.borrow_mut();
                let copied = shelf.duplicate(&mut Shared, &id, storage::now());
                drop(shelf);
                self.tell_unless(copied.map(drop));
                self.list();
            }
            CaseAction::Delete(id, name) => self.delete(id, &name, shown),
            CaseAction::SaveText(id) => {
                let text = Shared.read(&crate::saved::key(&id)).unwrap_or_default();
                if browser::save("damaged-case.txt", "text/plain", &text).is_err() {
                    self.tell(Notice::error("The browser does not let this page save files."));
                }
            }
            CaseAction::Forget => {
                self.drop_pending();
                self.shelf.borrow_mut().forget(&mut Shared);
                storage::set_open_case(None);
                browser::show_theme(Theme::Auto, false);
                self.act.emit(Action::Forget);
                self.tell(Notice::info(
                    "Everything that this browser kept for accesspath is deleted: saved cases, and how the page looks.",
                ));
            }
        }
    }

    fn open(&self, id: &str) {
        self.flush();
        let opened = self.shelf.borrow_mut().open(&Shared, id);
        match opened {
            Ok(saved) => {
                storage::set_open_case(Some(id));
                self.act.emit(Action::Open(Opened::saved(saved)));
            }
            Err(damage) => self.tell(Notice::error(damage.message())),
        }
    }

    fn delete(&self, id: Rc<str>, name: &str, shown: &Source) {
        let text = self.shelf.borrow_mut().delete(&mut Shared, &id);
        let shown = *shown == Source::Own(id.clone());
        if shown {
            self.drop_pending();
            storage::set_open_case(None);
            self.act.emit(Action::Open(Opened::empty()));
            self.act.emit(Action::ShowPanel(Panel::Menu(MenuMode::Choosing)));
        }
        self.list();
        let offer = text.map(|text| Offer::PutBack { id, text: text.into(), shown });
        self.tell(Notice::info(format!("\"{name}\" is deleted.")).offering(offer));
    }

    fn renamed(&self, id: &str, name: &str) -> Rc<[crate::saved::Listed]> {
        let mut cases = self.shelf.borrow().list(&Shared);
        for case in cases.iter_mut().filter(|it| &*it.id == id) {
            if let Ok(content) = &mut case.content {
                content.name = crate::saved::clean(name);
            }
        }
        cases.into()
    }

    fn tell_unless(&self, done: Result<(), String>) {
        if let Err(message) = done {
            self.tell(Notice::error(message));
        }
    }

    fn tell(&self, notice: Notice) {
        self.act.emit(Action::Tell(notice));
    }
}

elsewhere! { more "18"
/// Does what the menu asks for, whose module is here.
fn act_on(keeper: &Keeper, action: CaseAction, shown: &Source) {
    keeper.act_on(action, shown);
} }
