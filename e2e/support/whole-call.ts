import { expect } from '@playwright/test';
import type { Side } from '../../contract/servers/server-kind.ts';
import type { RunningApp } from './app.ts';
import { deskState } from './desk-state.ts';
import { agentHears, lineHas } from './hearing.ts';
import { differenceText, lastingDifferences } from './state-differences.ts';
import { aileen } from './story.ts';
import { agentTone } from './test.ts';
import type { Control } from './tier.ts';
import { until } from './until.ts';

const agentId = '12345';

/** What a call needs of the desk's connections. */
export const used = ['cti', 'sip'] as const;
export type Sides = Readonly<Record<(typeof used)[number], Side>>;

/** Which sides serve the desk, now that CTI and SIP both do. */
export async function sidesOf({ desk }: RunningApp): Promise<Sides> {
  const { connections } = await until(
    'a whole desk',
    () => deskState(desk),
    ({ agent, phone }) => agent?.known === 'live' && phone.registration === 'registered',
  );
  const { cti, sip } = connections;
  if (!cti.inUse || !sip.inUse) throw new Error('CTI and SIP should be connected');
  return { cti: cti.inUse, sip: sip.inUse };
}

/** The sound goes both ways, desk and switch are of one mind, and no leg is left anywhere. */
export async function isWhole(app: RunningApp, control: Control, callId: string): Promise<void> {
  await agentHears(app.phone, { all: [aileen.tone] });
  await lineHas(control, callId, { agent: agentId }, { all: [agentTone] });
  await lineHas(control, callId, { number: aileen.number }, { all: [agentTone] });
  const differences = await lastingDifferences(async () => ({
    desk: await deskState(app.desk),
    at: await control.agent(agentId),
  }));
  expect(differences.map(differenceText)).toEqual([]);
  expect(await control.ghosts()).toEqual([]);
}
