import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTier } from '../../../e2e/support/tier.ts';
import type { Bench, Measured, Measurement } from '../measurement.ts';
import { otherCombinations, seedCombinations } from './combinations.ts';
import { CapacityAgent, capacityScenario } from './contact-centre.ts';
import { tryBlocked, tryRow } from './row.ts';

export const capacity: Measurement = {
  name: 'capacity',
  what: 'every row of the channel combination tables through a login and offers until the limit, and every other combination against the connector. Aim: none fails.',
  run: 'all rows once',
  defaultRuns: 1,
  needsApp: false,
  measure,
};

async function measure({ runs, say, atEnd }: Bench): Promise<Measured> {
  const folder = await mkdtemp(path.join(tmpdir(), 'switchhook-capacity-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const scenario = path.join(folder, 'capacity.yaml');
  await writeFile(scenario, JSON.stringify(capacityScenario));
  const tier = await startTier(['--scenario', scenario]);
  atEnd(tier.stop);
  const agent = new CapacityAgent(tier, folder);
  atEnd(() => agent.stop());
  const allowed = await seedCombinations();
  const blocked = otherCombinations(allowed);
  const counts = { rows: 0, failed: 0, blocked: 0, letIn: 0 };
  for (let run = 1; run <= runs; run += 1) {
    for (const combination of allowed) {
      const wrong = await tryRow(agent, tier.control, combination);
      counts.rows += 1;
      if (wrong.length > 0) counts.failed += 1;
      for (const what of wrong) say(what);
    }
    for (const combination of blocked) {
      const wrong = await tryBlocked(agent, combination);
      counts.blocked += 1;
      if (wrong !== null) counts.letIn += 1;
      if (wrong !== null) say(wrong);
    }
    say(`run ${run} of ${runs}: ${allowed.length} rows, ${blocked.length} combinations that are none`);
  }
  return summedUp(counts);
}

function summedUp(counts: {
  readonly rows: number;
  readonly failed: number;
  readonly blocked: number;
  readonly letIn: number;
}): Measured {
  const { rows, failed, blocked, letIn } = counts;
  return {
    figures: counts,
    lines: [
      `capacity: ${rows} rows through a login and offers until the limit, ${failed} failed`,
      `  ${blocked} logins that are in no row, ${letIn} were let in`,
    ],
    aims: [
      { what: 'rows that failed', measured: failed, under: 1, unit: 'in all' },
      { what: 'logins let in that are in no row', measured: letIn, under: 1, unit: 'in all' },
    ],
  };
}
