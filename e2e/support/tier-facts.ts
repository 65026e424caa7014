import type { Control } from './tier.ts';

interface KnownCall {
  readonly callId: string;
  readonly phase: string;
}

/** How far the switch has a call. */
export async function callPhase(control: Control, callId: string): Promise<string | null> {
  const { calls } = await control.get<{ calls: readonly KnownCall[] }>('/calls');
  return calls.find((call) => call.callId === callId)?.phase ?? null;
}

/** The last lines of a server's log. */
export async function serverLog(control: Control, server: string): Promise<readonly string[]> {
  return (await control.get<{ lines: readonly string[] }>(`/log/${server}?lines=2000`)).lines;
}
