// What runs in production has no known flaw that is high or critical, as far as the registry says. Its silence is said, and is no failure.
import { spawnSync } from 'node:child_process';

const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 60_000 });
let answer = {};
try {
  answer = JSON.parse(stdout);
} catch {
  answer = { message: error?.message };
}
const counts = answer.metadata?.vulnerabilities;
if (!counts) {
  console.log('Dependencies were not audited: the registry did not answer that question');
} else {
  const serious = counts.high + counts.critical;
  for (const { name, severity } of Object.values(answer.vulnerabilities))
    if (['high', 'critical'].includes(severity)) console.log(`${severity}: ${name}`);
  console.log(`Dependencies were audited: ${serious} high or critical, ${counts.total} in all`);
  process.exitCode = serious > 0 ? 1 : 0;
}
