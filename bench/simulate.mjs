// Times @cloud-copilot/iam-simulate on one case: `node simulate.mjs PACKAGE CASE`, where CASE is a file
// with a line of `accesspath authorize`. Prints microseconds.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(folder, path)));
const { runSimulation } = await load("dist/esm/index.js");
// The package does not export these.
const { authorize } = await load("dist/esm/core_engine/CoreSimulatorEngine.js");
const { AwsRequestImpl } = await load("dist/esm/request/request.js");
const { RequestContextImpl } = await load("dist/esm/requestContext.js");
const { DiscoveryContextKeyConstraints } = await load("dist/esm/context_keys/discoveryContextKeyConstraints.js");
const { loadPolicy } = await load("../iam-policy/dist/esm/index.js");

const line = JSON.parse(readFileSync(file, "utf8"));
const { principal, action, resource, resource_account: accountId, context } = line.request;
const named = (policies) => policies.map((policy, at) => ({ name: `p${at}`, policy }));
const levels = line.service_control_policies.map((policies, at) => ({
  orgIdentifier: `level${at}`,
  policies: named(policies),
}));

const simulation = {
  request: { principal, action, resource: { resource, accountId }, contextVariables: context },
  identityPolicies: named(line.identity_policies),
  serviceControlPolicies: levels,
  resourceControlPolicies: [],
  resourcePolicy: line.resource_policy,
};
const simulate = async () => {
  const response = await runSimulation(simulation, {});
  return response.overallResult;
};

const loaded = ({ name, policy }) => loadPolicy(policy, { name });
const request = {
  request: new AwsRequestImpl(principal, { resource, accountId }, action, new RequestContextImpl(context), false),
  identityPolicies: simulation.identityPolicies.map(loaded),
  serviceControlPolicies: levels.map((level) => ({ ...level, policies: level.policies.map(loaded) })),
  resourceControlPolicies: [],
  resourcePolicy: loaded({ name: "resource", policy: line.resource_policy }),
  simulationParameters: {
    simulationMode: "Strict",
    discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]),
  },
  serviceSettings: { s3: {} },
};

const ROUNDS = 15;
const BATCHES = 6;
const BATCH_MS = 50;

// The time of a call in the least batch of each round, and of those the median, which passes over the rounds
// that warm up. A batch is long enough to hold its share of collecting garbage, as ours holds that of freeing memory.
async function time(name, work) {
  const decision = await work();
  if (decision !== "Allowed") {
    throw new Error(`${name} decides ${decision}, not Allowed`);
  }
  const minima = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    let least = Infinity;
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const start = performance.now();
      let calls = 0;
      while (performance.now() - start < BATCH_MS) {
        await work();
        calls += 1;
      }
      least = Math.min(least, (performance.now() - start) / calls);
    }
    minima.push(least * 1000);
  }
  minima.sort((a, b) => a - b);
  console.log(name, minima[Math.floor(ROUNDS / 2)]);
}

await time("runSimulation", simulate);
await time("authorize", () => authorize(request).result);
