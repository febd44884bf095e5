//! The parts of the program that are fetched when they are wanted.
//!
//! `cargo xtask dist` builds the page with the feature `split` and cuts what the compiler made into modules: the first,
//! which draws the answer, and one for each [`Module`]. They share one memory, so a function in another module is called
//! like any other, once that module is there. In every other build there is one module, and all of this is at hand.

use std::cell::RefCell;

use yew::prelude::*;

use crate::browser;

/// A module beside the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Module {
    /// What takes longer than a keystroke may: the linter, who else, the smallest changes, every operation.
    Late,
    /// What is on no first screen: forms, panels, what the editor does beside drawing.
    More,
    /// The readers of what a person pastes, and the page that takes it.
    Import,
}

/// How far a module has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nobody wanted it yet.
    Away,
    /// It is on its way.
    Coming,
    /// Its functions can be called.
    Here,
    /// It could not be fetched.
    Failed,
}

/// What is to be told of a module that came or failed.
type Told = Box<dyn FnOnce(bool)>;

struct Modules {
    stages: [Stage; Module::ALL.len()],
    /// Those who wait for one.
    waiting: Vec<(Module, Told)>,
    /// Draws the page again.
    redraw: Option<Callback<()>>,
}

thread_local! {
    static MODULES: RefCell<Modules> = const {
        RefCell::new(Modules {
            stages: [Stage::Away; Module::ALL.len()],
            waiting: Vec::new(),
            redraw: None,
        })
    };
}

impl Module {
    /// All of them, in the order in which they are fetched ahead.
    pub const ALL: [Self; 3] = [Self::Late, Self::More, Self::Import];

    /// How far it has come.
    pub fn stage(self) -> Stage {
        match cfg!(all(feature = "split", target_family = "wasm")) {
            true => MODULES
                .with_borrow(|it| it.stages.get(self as usize).copied())
                .unwrap_or(Stage::Away),
            false => Stage::Here,
        }
    }

    /// Its functions can be called.
    pub fn is_here(self) -> bool {
        self.stage() == Stage::Here
    }

    /// Its functions can be called; until then it is fetched, unless that failed.
    pub fn is_asked_for(self) -> bool {
        if self.stage() == Stage::Away {
            self.fetch();
        }
        self.is_here()
    }

    /// Fetches it, unless that was done or is being done; calls `told` with whether it is there.
    pub fn want(self, told: impl FnOnce(bool) + 'static) {
        if self.is_here() {
            return told(true);
        }
        MODULES.with_borrow_mut(|it| it.waiting.push((self, Box::new(told))));
        self.fetch();
    }

    /// Fetches it, unless that was done or is being done.
    pub fn fetch(self) {
        if matches!(self.stage(), Stage::Away | Stage::Failed) {
            self.enter(Stage::Coming);
            linked::load(self);
        }
    }

    /// Fetches it after it could not be fetched, and shows that.
    pub fn fetch_again(self) {
        self.fetch();
        redraw();
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::More => "more",
            Self::Import => "import",
        }
    }

    fn enter(self, stage: Stage) {
        MODULES.with_borrow_mut(|it| {
            if let Some(own) = it.stages.get_mut(self as usize) {
                *own = stage;
            }
        });
    }

    /// It came, or could not be fetched.
    fn arrive(self, came: bool) {
        self.enter(if came { Stage::Here } else { Stage::Failed });
        let (own, others) = MODULES
            .with_borrow_mut(|it| std::mem::take(&mut it.waiting))
            .into_iter()
            .partition::<Vec<_>, _>(|it| it.0 == self);
        MODULES.with_borrow_mut(|it| it.waiting = others);
        for (_, told) in own {
            told(came);
        }
        redraw();
    }
}

/// Draws the page again.
fn redraw() {
    if let Some(redraw) = MODULES.with_borrow(|it| it.redraw.clone()) {
        redraw.emit(());
    }
}

/// Draws the page again whenever a module came or failed. Once the page is drawn and the browser has nothing to do, all
/// are fetched `ahead`. Says whether some are still to come.
#[hook]
pub fn use_modules(ahead: bool) -> bool {
    let redraw = use_force_update();
    use_effect_with((), move |()| {
        let redraw = Callback::from(move |()| redraw.force_update());
        MODULES.with_borrow_mut(|it| it.redraw = Some(redraw));
    });
    use_effect_with(ahead, |ahead| {
        if *ahead && !Module::ALL.iter().all(|it| it.is_here()) {
            browser::when_idle(|| Module::ALL.into_iter().for_each(Module::fetch));
        }
    });
    Module::ALL.into_iter().any(|it| match it.stage() {
        Stage::Away => ahead,
        stage => stage == Stage::Coming,
    })
}

/// The functions by which `cargo xtask dist` has a module fetched: it writes them in JavaScript.
#[cfg(all(feature = "split", target_family = "wasm"))]
#[allow(unsafe_code, reason = "what is linked later has no other declaration")]
mod linked {
    use std::ffi::c_void;
    use std::ptr::without_provenance;

    use super::Module;

    type Told = extern "C" fn(*const c_void, bool);

    #[link(wasm_import_module = "__wasm_split_placeholder__")]
    unsafe extern "C" {
        safe fn __wasm_split_load_late(told: Told, module: *const c_void);
        safe fn __wasm_split_load_more(told: Told, module: *const c_void);
        safe fn __wasm_split_load_import(told: Told, module: *const c_void);
    }

    pub(super) fn load(module: Module) {
        let load = match module {
            Module::Late => __wasm_split_load_late,
            Module::More => __wasm_split_load_more,
            Module::Import => __wasm_split_load_import,
        };
        load(told, without_provenance(module as usize));
    }

    extern "C" fn told(module: *const c_void, came: bool) {
        if let Some(module) = Module::ALL.get(module.addr()) {
            module.arrive(came);
        }
    }
}

#[cfg(not(all(feature = "split", target_family = "wasm")))]
mod linked {
    pub(super) fn load(module: super::Module) {
        module.arrive(true);
    }
}

/// Puts a function into the module of that name, with all that only such functions call; the number is its own there.
///
/// It may be called where the module is here, and nowhere else. The splitter knows it by the names of two symbols: one
/// that is called and is nowhere, and one that is and that nobody calls.
macro_rules! elsewhere {
    ($module:ident $number:literal $(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $out:ty)? $body:block) => {
        $(#[$meta])*
        $vis fn $name($($arg: $type),*) $(-> $out)? {
            #[cfg(all(feature = "split", target_family = "wasm"))]
            #[allow(unsafe_code, improper_ctypes, improper_ctypes_definitions, reason = "both sides are compiled at once")]
            {
                #[link(wasm_import_module = "__wasm_split_placeholder__")]
                unsafe extern "C" {
                    #[link_name = concat!("__wasm_split_00", stringify!($module), "00_import_000000000000000000000000000000", $number)]
                    safe fn called($($arg: $type),*) $(-> $out)?;
                }
                #[unsafe(export_name = concat!("__wasm_split_00", stringify!($module), "00_export_000000000000000000000000000000", $number))]
                extern "C" fn own($($arg: $type),*) $(-> $out)? $body
                called($($arg),*)
            }
            #[cfg(not(all(feature = "split", target_family = "wasm")))]
            $body
        }
    };
}
pub(crate) use elsewhere;
