import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { TranscriptPage } from '../../contract/desk/transcript.ts';
import type { PhoneEvent } from '../../contract/softphone/messages.ts';
import { configurationServers } from '../settings/local-settings.ts';
import type { WakeCause } from '../wake/wake-watch.ts';
import { createAddressKeeper, dialled } from './address-keeper.ts';
import { createEffects } from './carry-out.ts';
import type { DeskFollower } from './desk-follower.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { Input } from './inputs.ts';
import { allPages, newPages } from './interactions/transcripts.ts';
import { type DeskIdentity, newDesk } from './model.ts';
import { createPairs } from './pairs.ts';
import { createPasswordKeeper } from './password-keeper.ts';
import { readDisk } from './read-disk.ts';
import { followSettings } from './settings-follower.ts';
import { deskTransition } from './transition.ts';

/** The agent's desk, running: one way in, one state out. */
export interface Desk {
  /** Reads what is on disk and begins to look for a configuration server. */
  start(): Promise<void>;
  /** Gives the seat back and leaves every server; resolves when what was being written is on disk. */
  stop(): Promise<void>;
  state(): DeskState;
  /** Told after every change; returns how to stop. */
  onChange(listener: (state: DeskState) => void): () => void;
  /** All that was written in the open chats, in pages. */
  transcripts(): readonly TranscriptPage[];
  /** Told what is written in a chat, before the state that counts it; returns how to stop. */
  onTranscript(listener: (page: TranscriptPage) => void): () => void;
  /** Told all that happens, before the desk changes by it. Passwords are in it: never to a file as it is. */
  onInput(listener: (input: Input) => void): () => void;
  /** Carries out what the agent asks; resolves when the server, the phone or the disk has answered. */
  command(command: DeskCommand): Promise<CommandOutcome>;
  phoneEvent(event: PhoneEvent): void;
  /** The computer woke or its network changed: every server is asked at once. `forMs`: how long nothing ran. */
  woke(cause: WakeCause, forMs: number | null): void;
}

/** How long a command may wait for its answer, milliseconds. */
const commandDeadlineMs = 10_000;

/** @param follower told of everything the desk does, with all its secrets; null: nobody */
export function createDesk(
  identity: DeskIdentity,
  ports: DeskPorts,
  follower: DeskFollower | null = null,
): Desk {
  const startedAt = ports.now();
  let model = newDesk(identity, startedAt);
  follower?.begins(identity, startedAt);
  const listeners = new Set<(state: DeskState) => void>();
  const transcriptListeners = new Set<(page: TranscriptPage) => void>();
  const inputListeners = new Set<(input: Input) => void>();
  /** What happens while an effect is carried out waits its turn: transitions never run inside each other. */
  const queue: Input[] = [];
  let busy = false;
  let unfollowSettings = (): void => undefined;

  const servers = dialled(configurationServers(ports.settings.read()));
  const pairs = createPairs(ports, servers, put, follower);
  const addresses = createAddressKeeper(ports, pairs, put);
  const passwords = createPasswordKeeper(ports, put);
  const effects = createEffects(ports, pairs, addresses, passwords, put);

  function put(input: Input): void {
    queue.push(input);
    if (busy) return;
    busy = true;
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) handle(next);
    } finally {
      busy = false;
    }
  }

  function handle(input: Input): void {
    follower?.comes(input);
    for (const listener of inputListeners) listener(input);
    const before = model;
    const ids: string[] = [];
    const newId = (): string => {
      const id = ports.newId();
      ids.push(id);
      return id;
    };
    const now = ports.now();
    const done = deskTransition(model, input, { now, newId });
    model = done.model;
    follower?.became({ now, ids, model, effects: done.effects });
    for (const effect of done.effects) effects.carryOut(effect);
    for (const page of newPages(before.transcripts, model.transcripts)) {
      for (const listener of transcriptListeners) listener(page);
    }
    if (model.view !== before.view) for (const listener of listeners) listener(model.view);
  }

  return {
    start: async () => {
      addresses.start();
      put(await readDisk(ports));
      passwords.start();
      unfollowSettings = followSettings(ports, put);
      pairs.start();
    },
    stop: async () => {
      addresses.stop();
      passwords.stop();
      unfollowSettings();
      put({ type: 'leave' });
      await pairs.seatGivenBack();
      pairs.stop();
      await effects.settled();
    },
    state: () => model.view,
    onChange: (listener) => subscribe(listeners, listener),
    transcripts: () => allPages(model.transcripts),
    onTranscript: (listener) => subscribe(transcriptListeners, listener),
    onInput: (listener) => subscribe(inputListeners, listener),
    command: (command) =>
      new Promise((resolve) => {
        const commandId = ports.newId();
        // A login has deadlines of its own, and may wait for a system that is offline.
        effects.await(commandId, isLogin(command) ? null : commandDeadlineMs, resolve);
        put({ type: 'command', commandId, command });
      }),
    phoneEvent: (event) => put({ type: 'phone', event }),
    woke: (cause, forMs) => put({ type: 'woke', cause, forMs }),
  };
}

function isLogin({ type }: DeskCommand): boolean {
  return type === 'logIn' || type === 'logInRemembered';
}

function subscribe<Listener>(to: Set<Listener>, listener: Listener): () => void {
  to.add(listener);
  return () => to.delete(listener);
}
