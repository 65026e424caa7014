import type { DeskPorts } from './desk-ports.ts';
import type { Input } from './inputs.ts';
import type { KeptDraft } from './model.ts';

/** What earlier runs left for this one. */
export async function readDisk(
  ports: Pick<
    DeskPorts,
    | 'configuration'
    | 'recentCalls'
    | 'drafts'
    | 'manualSessions'
    | 'settings'
    | 'encryption'
    | 'notices'
    | 'simulator'
  >,
): Promise<Extract<Input, { type: 'start' }>> {
  const [{ kept, notice }, recentCalls, drafts, manualSessions] = await Promise.all([
    ports.configuration.read(),
    ports.recentCalls.read(),
    ports.drafts.list(),
    ports.manualSessions.list(),
  ]);
  const bySession = drafts.values.map(
    ({ sessionId, agentId, kind, notes, disposition, reply, savedAt }): [string, KeptDraft] => [
      sessionId,
      { agentId, kind, draft: { notes, disposition, savedAt }, reply },
    ],
  );
  const settings = ports.settings.read();
  return {
    type: 'start',
    kept,
    notices: [
      ...ports.notices,
      ...[...(notice ? [notice] : []), ...drafts.notices, ...manualSessions.notices].map(
        ({ message }) => message,
      ),
    ],
    recentCalls,
    drafts: Object.fromEntries(bySession),
    manualSessions: manualSessions.values,
    lastProfile: settings.lastProfile,
    audio: settings.audio,
    phoneOrder: settings.inForce.phoneOrder,
    allowPlaintext: ports.encryption.allowPlaintext,
    simulator: ports.simulator,
  };
}
