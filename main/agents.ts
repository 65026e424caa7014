import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { DeskState } from '../contract/desk/desk-state.ts';
import { type AgentsAsked, type AgentsTold, agentsAsked } from './agents-messages.ts';
import { deskWhen } from './desk/desk-when.ts';
import { type HeadlessDesk, openHeadlessDesk } from './headless/headless-desk.ts';
import { createLog, type FileLog } from './log/create-log.ts';

// Many headless desks in one process, each as `main/agent.ts` makes its one, without a phone: for load tests.
// Nobody watches for sleep here: a process that is late for its load has not slept, and to ask every server then would
// only add to the load.

type Begin = Extract<AgentsAsked, { type: 'begin' }>;

const desks: HeadlessDesk[] = [];
let log: FileLog | null = null;

process.on('message', (message) => void obey(agentsAsked.parse(message)));
process.on('disconnect', () => process.exit(0));
tell({ type: 'listening' });

async function obey(asked: AgentsAsked): Promise<void> {
  switch (asked.type) {
    case 'begin':
      await begin(asked);
      return;
    case 'states':
      tell({ type: 'states', desks: desks.map(({ desk }) => desk.state()) });
      return;
    case 'end':
      await Promise.all(desks.map((desk) => desk.close()));
      log?.close();
      process.exit(0);
  }
}

async function begin(asked: Begin): Promise<void> {
  await mkdir(asked.folder, { recursive: true });
  log = createLog({ file: path.join(asked.folder, 'desks.log'), level: 'warn', now: Date.now });
  const waiting = asked.loginStrings.entries();
  const next = async (): Promise<void> => {
    for (const [index, loginString] of waiting) await openOne(asked, index, loginString);
  };
  await Promise.all(Array.from({ length: asked.atOnce }, next));
}

async function openOne(asked: Begin, index: number, loginString: string): Promise<void> {
  try {
    const opened = await openHeadlessDesk({
      folder: path.join(asked.folder, String(index)),
      configuration: asked.configuration,
      policies: [],
      microphone: null,
      newId: randomUUID,
      log: (log ?? missingLog()).with({ desk: index }),
      bundles: asked.folder,
    });
    desks.push(opened);
    const { desk } = opened;
    await deskWhen(desk, ({ configuration }) => configuration.status !== 'none');
    const outcome = await desk.command({
      type: 'logIn',
      profile: asked.profile,
      loginString,
      takeOver: false,
    });
    if (!outcome.ok) throw new Error(outcome.error.message);
    tellWhole(opened);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    tell({ type: 'refused', loginString: index, message });
  }
}

/** From the login on: tells each time the desk loses its CTI server, and each time it is whole again. */
function tellWhole({ desk }: HeadlessDesk): void {
  const { login } = desk.state();
  if (login.phase !== 'logged-in') return;
  const { agentId } = login;
  tell({ type: 'loggedIn', agentId });
  let whole = isWhole(desk.state());
  desk.onChange((state) => {
    if (isWhole(state) === whole) return;
    whole = !whole;
    tell({ type: whole ? 'whole' : 'lost', agentId, at: performance.timeOrigin + performance.now() });
  });
}

function isWhole({ connections, agent }: DeskState): boolean {
  return connections.cti.inUse !== null && agent?.known === 'live';
}

function missingLog(): never {
  throw new Error('A desk was opened before there was a log.');
}

function tell(told: AgentsTold): void {
  process.send?.(told);
}
