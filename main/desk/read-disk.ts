import type { DeskPorts } from './desk-ports.ts';
import type { Input } from './inputs.ts';
import type { KeptDraft } from './model.ts';

/** What earlier runs left for this one. */
export async function readDisk(
  ports: Pick<DeskPorts, 'configuration' | 'recentCalls' | 'drafts' | 'settings' | 'notices' | 'simulator'>,
): Promise<Extract<Input, { type: 'start' }>> {
  const [{ kept, notice }, recentCalls, drafts] = await Promise.all([
    ports.configuration.read(),
    ports.recentCalls.read(),
    ports.drafts.list(),
  ]);
  const bySession = drafts.values.map(
    ({ sessionId, agentId, notes, disposition, savedAt }): [string, KeptDraft] => [
      sessionId,
      { agentId, draft: { notes, disposition, savedAt } },
    ],
  );
  const settings = ports.settings.read();
  return {
    type: 'start',
    kept,
    notices: [
      ...ports.notices,
      ...[...(notice ? [notice] : []), ...drafts.notices].map(({ message }) => message),
    ],
    recentCalls,
    drafts: Object.fromEntries(bySession),
    lastProfile: settings.lastProfile,
    audio: settings.audio,
    phoneOrder: settings.phoneOrder,
    simulator: ports.simulator,
  };
}
