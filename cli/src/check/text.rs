//! The report on one scenario as text for people: what the page shows, each thing once, with its place in the file.

mod chain;
mod grid;

use accesspath_engine::explain;
use accesspath_engine::report::{
    BeforeReport, CallerReport, FilePlace, FileReport, FindingReport, PathReport, ProblemReport,
    ReasonReport, ToldClause, ToldControl,
};
use accesspath_policy::rule::Rule;
use accesspath_policy::verdict::Verdict;

/// Under what the lines of a path stand.
const INDENT: &str = "             ";

/// The lines of the report.
pub(super) fn lines(report: &FileReport) -> Vec<String> {
    let mut page = Page { report, lines: Vec::new(), rules: Vec::new() };
    page.put(&report.file);
    page.put(&format!("  {}", report.question));
    page.put(&format!("  {}", report.told));
    report.problems.iter().for_each(|it| page.problem(it));
    let stops = |it: &&BeforeReport| matches!(it.verdict, "blocks" | "undetermined");
    report.before.iter().filter(stops).for_each(|it| page.before(it));
    let common = common_assumptions(&report.paths);
    report.paths.iter().for_each(|it| page.path(it, &common));
    if !common.is_empty() {
        page.entry("assumed", &format!("on every path: {}", common.join("; ")));
    }
    for (lock_out, when) in [(&report.lock_out, "lock-out"), (&report.lock_out_after, "after it")] {
        let Some(lock_out) = lock_out.as_ref().filter(|it| it.verdict != "safe") else { continue };
        page.entry(when, &lock_out.told);
        page.lean_on(&lock_out.unverified);
    }
    if let Some(reach) = &report.reach {
        page.entry("reach", &reach.told);
        page.callers(&reach.callers);
    }
    report.chains.iter().for_each(|it| page.chain(it));
    if let Some(grid) = &report.grid {
        page.grid(grid, &report.paths);
    }
    // What the linter finds is told by `accesspath lint`.
    report.findings.iter().filter(|it| it.is_mismatch).for_each(|it| page.finding(it));
    page.rules();
    for it in &report.differences {
        page.put(&format!("  DIFFERS  {}", it.told));
    }
    page.put("");
    page.lines
}

/// What every path assumes, where there are several.
fn common_assumptions(paths: &[PathReport]) -> Vec<&str> {
    let [first, rest @ ..] = paths else { return Vec::new() };
    let everywhere = |wanted: &&str| {
        rest.iter().all(|path| path.assumed.iter().any(|it| it.assumed == **wanted))
    };
    let own = first.assumed.iter().map(|it| it.assumed.as_str());
    if rest.is_empty() { Vec::new() } else { own.filter(everywhere).collect() }
}

/// The lines that are written so far.
struct Page<'r> {
    report: &'r FileReport,
    lines: Vec<String>,
    /// The unclear rules that were named, each once.
    rules: Vec<&'static str>,
}

impl Page<'_> {
    fn put(&mut self, line: &str) {
        self.lines.push(line.to_owned());
    }

    /// A line under a path or another entry.
    fn under(&mut self, line: &str) {
        self.lines.push(format!("{INDENT}{line}"));
    }

    fn entry(&mut self, name: &str, line: &str) {
        self.lines.push(format!("  {name:<10} {line}"));
    }

    /// Where something stands, behind its line.
    fn at(&self, place: Option<&FilePlace>) -> String {
        let place = place.map(|it| format!(" ({}:{}:{})", self.report.file, it.line, it.column));
        place.unwrap_or_default()
    }

    /// An error of a policy.
    fn problem(&mut self, problem: &ProblemReport) {
        let ProblemReport { document, code, message, .. } = problem;
        let at = self.at(problem.place.as_ref());
        self.entry("broken", &format!("{document}: error[{code}]: {message}{at}"));
        problem.help.iter().for_each(|it| self.under(&format!("help: {it}")));
    }

    fn finding(&mut self, finding: &FindingReport) {
        let FindingReport { document, severity, code, message, .. } = finding;
        let (at, severity) = (self.at(finding.place.as_ref()), severity.word());
        self.entry("finding", &format!("{document}: {severity}[{code}]: {message}{at}"));
        finding.help.iter().for_each(|it| self.under(&format!("help: {it}")));
    }

    fn before(&mut self, start: &BeforeReport) {
        let BeforeReport { function, name, verdict, told, .. } = start;
        self.entry("before", &format!("{function}, {name}: {verdict}"));
        self.under(told);
        self.reasons(&start.because);
        start.symptom.iter().for_each(|it| self.under(&format!("you would see: {it}")));
    }

    fn path(&mut self, path: &PathReport, common: &[&str]) {
        let Some(told) = &path.told else { return };
        let is_open = path.outcome == "open";
        let mut head = format!("{}: {}", told.title, told.outcome);
        match path.by.len() {
            _ if is_open => head += &format!(". {}", told.verdict),
            0 | 1 => {}
            number => head += &format!(" by {number} controls"),
        }
        head += &told.proviso.map(|it| format!(", {it}")).unwrap_or_default();
        self.entry(&path.path, &head);
        for control in &told.controls {
            let open = || path.open.iter().any(|it| it.control == control.control);
            let decides = path.by.contains(&control.control) || open();
            if decides {
                self.under(&format!("{}: {}", control.name, control.heading));
            }
            if decides || (is_open && control.verdict == Verdict::Grants.word()) {
                self.statement(control, decides);
            }
            if decides {
                self.further(control, path);
                if !control.origins.is_empty() {
                    self.under(&format!("  from {}", control.origins.join("; ")));
                }
            }
        }
        self.fix("path", &path.path);
        let untold: Vec<&str> = path.open.iter().filter_map(|it| it.member.as_deref()).collect();
        if !untold.is_empty() {
            self.under(&format!("not told, and it turns on it: {}", untold.join(", ")));
        }
        told.if_none.iter().for_each(|it| self.under(it));
        let assumed = path.assumed.iter().map(|it| it.assumed.as_str());
        let own: Vec<&str> = assumed.filter(|it| !common.contains(it)).collect();
        if !own.is_empty() {
            self.under(&format!("assumed: {}", own.join("; ")));
        }
        if path.outcome == "blocked" {
            self.under(&format!("you would see: {}", path.symptom));
        }
        let carried = told.keys.iter().filter_map(|it| Some((it.key.as_str(), it.value.as_ref()?)));
        let carried: Vec<String> = carried.map(|(key, value)| format!("{key} = {value}")).collect();
        if !carried.is_empty() {
            self.under(&format!("the request has: {}", carried.join(", ")));
        }
        told.unused.iter().for_each(|it| self.under(&format!("not used: {it}")));
        if let (Some(cost), Some(exposure)) = (path.cost, path.exposure) {
            self.under(&format!("{cost} {exposure}"));
        }
        self.lean_on(&path.unverified);
    }

    /// The best set of changes for a path or a chain.
    fn fix(&mut self, kind: &str, name: &str) {
        let Some(found) = self.report.fix_of(kind, name) else { return };
        match found.sets.first() {
            Some(set) => self.under(&format!("smallest change: {}", set.told)),
            None => found.left.iter().for_each(|it| self.under(&it.told)),
        }
    }

    /// The statement that decides about a control or comes nearest, and those of its clauses that count.
    fn statement(&mut self, control: &ToldControl, with_clauses: bool) {
        let at = self.at(control.place.as_ref());
        match (&control.statement, &control.document) {
            (Some(statement), _) => self.under(&format!("  {statement}{at}")),
            (None, Some(document)) => self.under(&format!("  {document}{at}")),
            (None, None) => return,
        }
        let counts = |it: &&ToldClause| it.decided || it.matches != "yes";
        for it in control.clauses.iter().filter(counts).filter(|_| with_clauses) {
            let (clause, says, has, result) = (&it.clause, &it.says, &it.has, &it.result);
            self.under(&format!("    {clause}: policy {says}, request {has}: {result}"));
        }
    }

    /// The reasons of a control beyond the one that its heading tells.
    fn further(&mut self, control: &ToldControl, path: &PathReport) {
        let own = path.because.iter().chain(&path.open).filter(|it| it.control == control.control);
        let told = own.filter(|it| {
            let it = it.nearest.as_deref().unwrap_or(it);
            it.at != control.at || it.document != control.document
        });
        self.reasons(told);
    }

    /// The reasons that a text gave, each once.
    fn reasons<'r>(&mut self, reasons: impl IntoIterator<Item = &'r ReasonReport>) {
        let mut told: Vec<String> = Vec::new();
        for reason in reasons {
            let (near, it) = match reason.nearest.as_deref() {
                Some(near) => ("nearest: ", near),
                None => ("", reason),
            };
            let Some(document) = &it.document else { continue };
            let statement = it.statement.map(|it| format!("statement {it} of "));
            let statement = statement.unwrap_or_default();
            let text = it.text.as_deref().unwrap_or_default();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = if text.is_empty() { text } else { format!(", {text}") };
            let at = self.at(it.place.as_ref());
            let line = format!("  {near}{statement}{document}{text}: {}{at}", it.reason);
            if !told.contains(&line) {
                self.under(&line);
                told.push(line);
            }
        }
    }

    /// Names the unclear rules that an answer leans on; their sentences follow once, at the end.
    fn lean_on(&mut self, rules: &[&'static str]) {
        if !rules.is_empty() {
            self.under(&format!("leans on unclear rules: {}", rules.join(", ")));
        }
        for rule in rules {
            if !self.rules.contains(rule) {
                self.rules.push(rule);
            }
        }
    }

    fn rules(&mut self) {
        let named = std::mem::take(&mut self.rules);
        for rule in Rule::ALL.iter().filter(|it| named.contains(&it.id)) {
            self.entry(rule.id, &format!("{} {}", explain::unclear(rule), rule.page));
        }
    }

    /// What other callers can do; those that can do the same share a line.
    fn callers(&mut self, callers: &[CallerReport]) {
        let mut lines: Vec<(String, Vec<String>)> = Vec::new();
        for caller in callers {
            let tasks = |wanted: &str| {
                let own = caller.outcomes.iter().filter(|(_, outcome)| **outcome == wanted);
                let key = |task: &str| {
                    let key = caller.keys.get(task).map(|it| format!(" {it}"));
                    let through = caller.access_points.get(task).map(|it| format!(" through {it}"));
                    key.into_iter().chain(through).collect::<String>()
                };
                let own = own.map(|(task, _)| format!("{task}{}", key(task)));
                own.collect::<Vec<_>>().join(", ")
            };
            let mut can = vec![tasks("open"), tasks("undetermined")];
            if let Some(depends) = can.last_mut().filter(|it| !it.is_empty()) {
                depends.insert_str(0, "it depends: ");
            }
            can.retain(|it| !it.is_empty());
            let can = if can.is_empty() { "nothing".to_owned() } else { can.join("; ") };
            let path = caller.path.as_ref().map(|it| format!(" on {it}")).unwrap_or_default();
            let name = format!("{}{path}", caller.name);
            match lines.iter_mut().find(|it| it.0 == can) {
                Some((_, names)) => names.push(name),
                None => lines.push((can, vec![name])),
            }
        }
        for (can, names) in lines {
            self.under(&format!("{can}: {}", names.join("; ")));
        }
    }
}
