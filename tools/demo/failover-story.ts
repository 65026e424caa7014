import { expect, type Locator } from '@playwright/test';
import { type Edges, type FailoverCase, failoverCases } from '../bench/failover/cases.ts';
import { loseServer, type RunFigures, settled } from '../bench/failover/run.ts';
import { openStage, type Stage, talk } from '../bench/failover/stage.ts';
import { audioGap } from '../bench/failover/summary.ts';
import type { Narrator } from './narrator.ts';

const names = { cti: 'CTI server', sip: 'SIP server' } as const;
const done = { kill: 'is killed (SIGKILL)', freeze: 'is frozen (SIGSTOP)' } as const;
const edgesInWords: Readonly<Record<Edges, string>> = {
  shared: 'SIP edges share their dialogs',
  separate: 'SIP edges know their own dialogs alone',
};

/**
 * A server dies in the middle of a call, and the agent goes on: CTI and SIP, killed and frozen, with both kinds of SIP
 * edges, each server in a process of its own. Every step says what the loss came to.
 */
export async function tellFailoverStory(narrator: Narrator): Promise<void> {
  for (const edges of ['shared', 'separate'] as const) {
    const ending: (() => Promise<unknown>)[] = [];
    try {
      const stage = await begin(narrator, edges, (end) => void ending.push(end));
      const callId = await narrator.obtain('The agent talks to a customer', async () => ({
        value: await talk(stage),
        detail: 'sound both ways',
      }));
      for (const which of failoverCases.filter((one) => one.edges === edges))
        await lose(narrator, stage, which, callId);
    } finally {
      for (let end = ending.pop(); end; end = ending.pop()) await end();
    }
  }
}

function begin(
  narrator: Narrator,
  edges: Edges,
  atEnd: (end: () => Promise<unknown>) => void,
): Promise<Stage> {
  return narrator.obtain('A tier with a process for each server, and the desk', async () => ({
    value: await openStage({ say: () => undefined, atEnd }, edges),
    detail: edgesInWords[edges],
  }));
}

async function lose(narrator: Narrator, stage: Stage, which: FailoverCase, callId: string): Promise<void> {
  const { server, fault, edges } = which;
  await narrator.step(`The ${names[server]} in use ${done[fault]}`, async () => {
    await settled(stage);
    const figures = await loseServer(stage, which, callId);
    await expect(banner(stage, server)).toBeVisible();
    await narrator.picture(stage.app.desk, `${server}-${fault}-${edges}`);
    assertNothingLost(figures);
    const said = await banner(stage, server).textContent();
    return `noticed after ${figures.detect} ms, whole ${figures.restored} ms later, longest hole in the sound ${audioGap(figures)} ms; the desk says "${said}"`;
  });
}

function banner({ app }: Stage, server: FailoverCase['server']): Locator {
  return app.desk.getByText(new RegExp(`^${names[server]} [AB] stopped answering`));
}

function assertNothingLost({ isCallLost, ghosts, differences }: RunFigures): void {
  const wrong = [...(isCallLost ? ['the call was lost'] : []), ...ghosts, ...differences];
  if (wrong.length > 0) throw new Error(wrong.join('; '));
}
