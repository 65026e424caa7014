import type { Page } from '@playwright/test';
import { deskState } from './desk-state.ts';
import type { Control } from './tier.ts';

interface KnownCall {
  readonly callId: string;
  readonly phase: string;
  readonly wrapUp: readonly { readonly notes: string }[];
}

async function knownCall(control: Control, callId: string): Promise<KnownCall | null> {
  const { calls } = await control.get<{ calls: readonly KnownCall[] }>('/calls');
  return calls.find((call) => call.callId === callId) ?? null;
}

/** How far the switch has a call. */
export async function callPhase(control: Control, callId: string): Promise<string | null> {
  return (await knownCall(control, callId))?.phase ?? null;
}

/** What agents wrote about a call, as the switch has it: one text for each time it was told. */
export async function notesOf(control: Control, callId: string): Promise<readonly string[]> {
  return (await knownCall(control, callId))?.wrapUp.map(({ notes }) => notes) ?? [];
}

/** The last lines of a server's log. */
export async function serverLog(control: Control, server: string): Promise<readonly string[]> {
  return (await control.get<{ lines: readonly string[] }>(`/log/${server}?lines=2000`)).lines;
}

/** How often a seat was given back since the tier was started. */
export async function seatsGivenBack(control: Control): Promise<number> {
  const lines = [...(await serverLog(control, 'licensing-a')), ...(await serverLog(control, 'licensing-b'))];
  return lines.filter((line) => line.includes('gave a seat back')).length;
}

/** Kills the CTI server that this desk uses, and waits until the other one has it. */
export async function killCtiOf(desk: Page, control: Control): Promise<'cti-a' | 'cti-b'> {
  const { connections, login } = await deskState(desk);
  const server = connections.cti.inUse === 'A' ? 'cti-a' : 'cti-b';
  const { after } = await control.post<{ after: number }>(`/servers/${server}/kill`);
  const agentId = login.phase === 'logged-in' ? { agentId: login.agentId } : {};
  await control.wait({ for: 'event', type: 'deskConnected', ...agentId, after });
  return server;
}
