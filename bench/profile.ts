/** Where the CPU of a server goes, by subsystem: read from V8's own profile. */
export interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[];
  samples: number[];
  timeDeltas: number[];
}

/** The first that fits says what a file belongs to. */
const SUBSYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['driver and BSON', /node_modules\/(?:mongodb|bson)\//],
  ['mongoose', /node_modules\/(?:mongoose|kareem|mpath|mquery|sift)\//],
  ['embedded engine', /src\/store\/embedded\/|node_modules\/(?:mingo|classic-level|abstract-level)\//],
  ['store', /src\/store\//],
  ['connector client', /node_modules\/(?:botframework-connector|@azure|@typespec|axios|follow-redirects)\//],
  ['dialogs', /dialogs\/|node_modules\/botbuilder-dialogs\//],
  ['botbuilder', /node_modules\/(?:botbuilder|botframework|adaptive-expressions|@microsoft\/recognizers)/],
  ['texts', /node_modules\/i18next\/|src\/texts|src\/markdown/],
  ['understanding', /src\/understanding\//],
  ['cards', /src\/cards\/|node_modules\/@microsoft\/teams/],
  ['restify', /node_modules\/(?:restify|find-my-way|pino|bunyan|negotiator)/],
  ['services and domain', /src\/(?:services|domain)\//],
  ['other packages', /node_modules\//],
  ['node: http and net', /^node:(?:_?http|net|internal\/(?:http|stream|timers))/],
  ['node: other', /^node:/],
];

/** Rows of a profile: each subsystem's share of what was not idle. */
export function sharesOf({ nodes, samples, timeDeltas }: Profile): string[] {
  const belongs = new Map(nodes.map(({ id, callFrame }) => [id, subsystemOf(callFrame)]));
  const spent = new Map<string, number>();
  for (const [i, id] of samples.entries()) {
    const name = belongs.get(id)!;
    if (name !== '(idle)') spent.set(name, (spent.get(name) ?? 0) + timeDeltas[i]!);
  }
  const all = [...spent.values()].reduce((sum, each) => sum + each, 0);
  return [...spent]
    .sort(([, a], [, b]) => b - a)
    .map(([name, time]) => `${name.padEnd(24)} ${((100 * time) / all).toFixed(1).padStart(5)} %`);
}

function subsystemOf({ functionName, url }: Profile['nodes'][number]['callFrame']): string {
  if (functionName === '(idle)' || functionName === '(garbage collector)') return functionName;
  return SUBSYSTEMS.find(([, pattern]) => pattern.test(url))?.[0] ?? 'V8 and native';
}
