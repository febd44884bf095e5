use accesspath_engine::analyze;
use accesspath_engine::scenario::problems;

use super::*;
use crate::answer::Answer;
use crate::gallery;

/// What the cells of a row hold.
fn values(row: &TableRow) -> Vec<String> {
    let value = |it: &Cell| match it {
        Cell::Fixed(text) | Cell::Text(text) | Cell::Choice(text, _) => text.clone(),
        Cell::Told { text, .. } => text.clone(),
        Cell::Ticks(_) => String::new(),
    };
    row.cells.iter().map(value).collect()
}

/// Every table, of the network and of the other facts.
fn all(scenario: &Scenario) -> Vec<Table> {
    let facts = Section::FACTS.into_iter().flat_map(|it| section(scenario, it));
    network(scenario).into_iter().chain(facts).collect()
}

/// The cell of a table in the row that starts with `first`.
fn place(scenario: &Scenario, name: &str, first: &str, column: &str) -> CellPlace {
    let table = all(scenario).into_iter().find(|it| it.id.name() == name).expect("the table");
    let starts = |it: &&TableRow| match it.cells.first() {
        Some(Cell::Fixed(text) | Cell::Text(text) | Cell::Choice(text, _)) => text == first,
        Some(Cell::Told { text, .. }) => text == first,
        _ => false,
    };
    let row = table.rows.iter().find(starts).expect("the row").at.expect("a row of its own");
    let column = table.columns.iter().position(|it| *it == column).expect("the column");
    CellPlace { table: table.id, row, column }
}

fn refused(example: &str, cell: (&str, &str, &str), value: &str) -> String {
    let scenario = gallery::stored(example);
    set(&scenario, &place(&scenario, cell.0, cell.1, cell.2), value).expect_err("it cannot be")
}

fn outcomes(scenario: &Scenario) -> Vec<(String, &'static str)> {
    let analysis = analyze(scenario);
    analysis.paths.iter().map(|it| (it.path.id.clone(), it.path.kind.code())).collect()
}

#[test]
fn every_cell_takes_what_it_shows_and_changes_nothing_by_it() {
    for example in gallery::ids() {
        let scenario = gallery::stored(example);
        for table in all(&scenario) {
            for row in &table.rows {
                assert_eq!(row.cells.len(), table.columns.len(), "{example} {:?}", table.id);
                for (column, cell) in row.cells.iter().enumerate() {
                    let value = match cell {
                        Cell::Told { known: Some(false), .. } => NOT_KNOWN,
                        Cell::Text(value) | Cell::Choice(value, _) => value,
                        Cell::Told { text, .. } => text,
                        Cell::Fixed(_) | Cell::Ticks(_) => continue,
                    };
                    let Some(row) = row.at else { continue };
                    let place = CellPlace { table: table.id.clone(), row, column };
                    let next = set(&scenario, &place, value).expect("what it shows");
                    assert_eq!(outcomes(&next), outcomes(&scenario), "{example} {place:?} {value}");
                }
            }
        }
    }
}

#[test]
fn a_cell_says_why_it_cannot_hold_what_was_typed() {
    let route = ("routes-rtb-c", "0.0.0.0/0", "Destination");
    let rule = |column| ("egress-sg-function", "-1", column);
    let cases = [
        (route, "10.0.0.0/33", "\"10.0.0.0/33\" is no address range, such as 10.0.0.0/16."),
        (route, "10.0.0.1", "A range has a prefix length: 10.0.0.1/32 is this one address."),
        (rule("Ports"), "443", "Only TCP and UDP have ports: choose one of them first."),
        (rule("Ports"), "9-1", "The first port, 9, is after the last."),
        (
            rule("Ports"),
            "70000",
            "\"70000\" is no port: write 443, 1024-65535 or all, from 0 to 65535.",
        ),
    ];
    for (cell, value, said) in cases {
        assert_eq!(refused("three-ways-one-bucket", cell, value), said);
    }
}

#[test]
fn an_association_taken_back_and_made_again_leaves_all_as_it_was() {
    let before = gallery::stored("three-ways-one-bucket");
    let endpoint = before.endpoints.iter().find(|it| it.kind.word() == "gateway").expect("one");
    let tick = place(&before, "endpoints", &endpoint.id, "Route tables or subnets");
    let table =
        before.route_tables.iter().find(|it| it.routes.iter().any(|it| it.target == endpoint.id));
    let table = table.expect("its table").id.clone();
    let without = set(&before, &tick, &table).expect("it can be taken back");
    assert_ne!(outcomes(&without), outcomes(&before));
    let again = set(&without, &tick, &table).expect("it can be made");
    assert_eq!(outcomes(&again), outcomes(&before));
    let other = add(&again, &TableId::Endpoints, &format!("gateway {}", endpoint.vpc));
    let tick = place(&other, "endpoints", "vpce-gateway", "Route tables or subnets");
    let said = set(&other, &tick, &table).expect_err("a table takes one");
    assert!(said.contains("takes one gateway endpoint"), "{said}");
}

#[test]
fn a_gateway_endpoint_opens_the_example_without_a_route() {
    let scenario = gallery::stored("vpc-no-route");
    let vpc = scenario.vpcs[0].id.clone();
    let table = scenario.route_table_of(&scenario.subnets[0]).expect("its table").id.clone();
    let next = add(&scenario, &TableId::Endpoints, &format!("gateway {vpc}"));
    let tick = place(&next, "endpoints", "vpce-gateway", "Route tables or subnets");
    let next = set(&next, &tick, &table).expect("it can be associated");
    let kinds: Vec<&str> = outcomes(&next).into_iter().map(|it| it.1).collect();
    assert!(kinds.contains(&"gateway-endpoint"), "{kinds:?}");
    let back = remove(&next, &TableId::Endpoints, next.endpoints.len() - 1).expect("not needed");
    assert_eq!(outcomes(&back), outcomes(&scenario));
}

#[test]
fn what_is_added_can_be_taken_away_in_every_table() {
    for example in gallery::ids() {
        let scenario = gallery::stored(example);
        for table in all(&scenario) {
            for (word, _) in &table.adds {
                let next = add(&scenario, &table.id, word);
                let grown = all(&next).into_iter().find(|it| it.id == table.id).expect("it");
                let rows = |it: &Table| it.rows.iter().filter_map(|it| it.at).max();
                if rows(&grown) == rows(&table) {
                    continue;
                }
                assert_eq!(problems(&next), problems(&scenario), "{example} {:?} {word}", table.id);
                let added = grown.rows.iter().filter_map(|it| it.at).find(|at| {
                    let there =
                        |it: &Table| it.rows.iter().find(|it| it.at == Some(*at)).map(values);
                    there(&grown) != there(&table)
                });
                let back = remove(&next, &table.id, added.expect("a new row")).expect("not needed");
                assert_eq!(outcomes(&back), outcomes(&scenario), "{example} {:?} {word}", table.id);
            }
        }
    }
}

#[test]
fn every_option_takes_what_it_shows_and_says_what_it_cannot_take() {
    let mut scenario = Scenario::clone(&gallery::stored("role-without-put-object"));
    scenario.question.operation = "PutObject".to_owned();
    let cases = [
        ("ACL", "bucket-owner-full-control", "s3:PutObjectAcl"),
        ("Tags, as a=1&b=2", "team=a&stage=", "s3:PutObjectTagging"),
        ("Lock until", "2030-01-01T00:00:00Z", "s3:PutObjectRetention"),
        ("Legal hold", "ON", "s3:PutObjectLegalHold"),
    ];
    for (label, value, action) in cases {
        let table = options(&scenario);
        let row = table.rows.iter().find(|it| it.cells[0] == Cell::fixed(label)).expect(label);
        let place = CellPlace { table: TableId::Options, row: row.at.expect("a row"), column: 1 };
        scenario = set(&scenario, &place, value).expect("it can be sent");
        let path = analyze(&scenario).paths.remove(0);
        let asked: Vec<&str> = path.requests.iter().map(|it| &*it.request.action).collect();
        assert!(asked.contains(&action), "{action} is not among {asked:?}");
    }
    assert_eq!(
        options_in_words(&scenario),
        "ACL bucket-owner-full-control, Tags stage=&team=a, Lock until 2030-01-01T00:00:00Z, Legal hold ON"
    );
    let place = |label: &str| {
        let table = options(&scenario);
        let row = table.rows.iter().find(|it| it.cells[0] == Cell::fixed(label)).expect(label);
        CellPlace { table: TableId::Options, row: row.at.expect("a row"), column: 1 }
    };
    let refused = set(&scenario, &place("Lock until"), "tomorrow").expect_err("no moment");
    assert_eq!(refused, "\"tomorrow\" is no moment such as 2030-01-01T00:00:00Z.");
    let refused = set(&scenario, &place("Tags, as a=1&b=2"), "=b").expect_err("no key");
    assert_eq!(refused, "\"=b\" has no key: write tags as a=1&b=2.");
    // An option that is set stays visible, even if another operation does not take it.
    scenario.question.operation = "GetObject".to_owned();
    assert!(options(&scenario).rows.iter().any(|it| it.cells[0] == Cell::fixed("Legal hold")));
}

#[test]
fn a_copy_takes_its_source_as_bucket_and_key() {
    let mut scenario = (*gallery::stored("copy-to-another-account")).clone();
    let cell = |row: &str, scenario: &Scenario| {
        let table = options(scenario);
        let at = table.rows.iter().position(|it| it.cells.first() == Some(&Cell::fixed(row)));
        let row =
            at.and_then(|it| table.rows.get(it)).expect("the row").at.expect("a row of its own");
        CellPlace { table: table.id, row, column: 1 }
    };
    let source = cell("Copy from, as bucket/key", &scenario);
    assert!(set(&scenario, &source, "elsewhere/a").is_err());
    scenario = set(&scenario, &source, "our-exports/x/y").expect("a bucket by name");
    let version = cell("Version to copy", &scenario);
    scenario = set(&scenario, &version, "v1").expect("a version");
    let found = scenario.question.options.copy_source.as_ref().expect("a source");
    assert_eq!((found.bucket.as_str(), found.key.as_str()), ("src", "x/y"));
    assert_eq!(found.version_id.as_deref(), Some("v1"));
    assert!(options_in_words(&scenario).contains("Copy from src/x/y"));
    scenario = set(&scenario, &source, "").expect("none");
    assert_eq!(scenario.question.options.copy_source, None);
    assert!(set(&scenario, &version, "v1").is_err());
}

mod forms;

#[test]
fn every_node_of_a_picture_that_the_scenario_describes_leads_to_its_record() {
    const TOLD: [&str; 6] = [
        "function",
        "caller",
        "gateway-endpoint",
        "interface-endpoint",
        "nat-gateway",
        "internet-gateway",
    ];
    for example in gallery::ids() {
        let answer = Answer::of(gallery::stored(example), None);
        let hops = answer.paths.iter().filter_map(|it| it.way.as_ref()).flat_map(|it| &it.hops);
        for hop in hops.filter(|it| TOLD.contains(&it.kind)) {
            let shown = Shown::of_hop(&answer.of, hop.kind, &hop.name);
            assert!(shown.is_some(), "{example}: {} {}", hop.kind, hop.name);
        }
        assert!(Shown::of_bucket(&answer.of).is_some(), "{example}");
    }
}
