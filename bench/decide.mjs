// Has @cloud-copilot/iam-simulate answer every line of a file, each one of `accesspath authorize`:
// `node decide.mjs PACKAGE LINES`. Prints a decision a line.
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const { runSimulation } = await import(pathToFileURL(join(folder, "dist/esm/index.js")));

const words = { Allowed: "allow", ImplicitlyDenied: "implicit_deny", ExplicitlyDenied: "explicit_deny" };
const named = (policies = []) => policies.map((policy, at) => ({ name: `p${at}`, policy }));
const leveled = (levels = []) =>
  levels.map((policies, at) => ({ orgIdentifier: `level${at}`, policies: named(policies) }));

const decide = async (line) => {
  const { principal, action, resource, resource_account: accountId, context } = line.request;
  const result = await runSimulation(
    {
      request: {
        principal: principal === "*" ? { type: "Anonymous" } : principal,
        action,
        resource: { resource, accountId },
        contextVariables: context,
      },
      identityPolicies: named(line.identity_policies),
      sessionPolicy: line.session_policies?.[0],
      serviceControlPolicies: leveled(line.service_control_policies),
      resourceControlPolicies: leveled(line.resource_control_policies),
      resourcePolicy: line.resource_policy,
      permissionBoundaryPolicies: line.permissions_boundaries?.length ? named(line.permissions_boundaries) : undefined,
      vpcEndpointPolicies: line.vpc_endpoint_policies ? named(line.vpc_endpoint_policies) : undefined,
      additionalSettings: { s3: { blockPublicAccess: line.block_public_access?.restrict_public_buckets } },
    },
    {},
  );
  if (result.resultType === "error") return { error: result.errors };
  return { decision: words[result.overallResult] };
};

const out = [];
for await (const text of createInterface({ input: createReadStream(file) })) {
  let answer;
  try {
    answer = await decide(JSON.parse(text));
  } catch (error) {
    answer = { error: String(error) };
  }
  out.push(JSON.stringify(answer));
  if (out.length === 1000) process.stdout.write(out.splice(0).join("\n") + "\n");
}
if (out.length) process.stdout.write(out.join("\n") + "\n");
