import { createClockFace, steadySince } from '../control/clock.ts';
import type { ServerLog } from '../host/server-log.ts';
import type { ServerUnit } from '../host/server-unit.ts';
import { ControlRefusal } from '../links/switch-control.ts';
import { createLink, type LinkHandlers } from './link/link.ts';
import type { SplitChannel } from './link/split-channel.ts';
import type { PreparePart, ServerPart } from './parts/part.ts';
import { type Preparation, type ServerRole, serverProtocol } from './protocols/server.ts';

/** Loaded by what it is to be, so that a licensing server has no media in its memory. */
const parts: Readonly<Record<ServerRole, () => Promise<{ readonly prepare: PreparePart }>>> = {
  configuration: () => import('./parts/configuration.ts'),
  licensing: () => import('./parts/licensing.ts'),
  cti: () => import('./parts/cti.ts'),
  sip: () => import('./parts/sip.ts'),
  sessions: () => import('./parts/sessions.ts'),
  peripheral: () => import('./parts/peripheral.ts'),
  media: () => import('./parts/media.ts'),
};

/** A server in this process, as the tier commands it. */
export interface CommandedServer {
  /** With its farewell. */
  stop(): Promise<void>;
  /** Processes of the tier that are frozen now. */
  frozenSiblings(): readonly number[];
}

type Handlers = LinkHandlers<typeof serverProtocol.server>;

interface Prepared {
  readonly name: string;
  readonly part: ServerPart;
  readonly setClock: Handlers['calls']['setClock'];
}

/** Does what the tier asks of this process, from the preparation on. */
export function openServer(split: SplitChannel, log: ServerLog): CommandedServer {
  let prepared: Prepared | null = null;
  let frozen: readonly number[] = [];
  let isStopping = false;
  const ready = (): Prepared => {
    if (!prepared) throw new Error('This process was asked for something before it was prepared');
    return prepared;
  };
  const unit = (): ServerUnit => {
    const { part, name } = ready();
    if (part.unit) return part.unit;
    throw new ControlRefusal(`${name} cannot be made to fail: it is not one of a pair.`);
  };
  const stop = async (): Promise<void> => {
    isStopping = true;
    await prepared?.part.unit?.stop();
  };
  const calls: Handlers['calls'] = {
    async prepare(preparation) {
      prepared = await prepare(preparation, split, log);
      prepared.part.unit?.onChange((status) => link.tell('changed', status));
      return prepared.part.prepared;
    },
    serve: (around) => ready().part.serve(around),
    learn: (around) => ready().part.learn(around),
    setClock: (setting) => ready().setClock(setting),
    stop,
    edgeLegs: () => ready().part.edgeLegs?.() ?? [],
    mediaLegs: () => ready().part.mediaLegs?.() ?? [],
    memory: () => process.memoryUsage.rss() / 1_048_576,
    ...unitCalls(unit),
  };
  const link = createLink({
    channel: split.open(serverProtocol.name),
    peer: 'the tier',
    own: serverProtocol.server,
    other: serverProtocol.client,
    handlers: {
      calls,
      news: {
        frozen({ pids }) {
          frozen = pids;
        },
      },
    },
    log,
  });
  // A tier that lets go of a process that it has stopped is not gone.
  return { stop, frozenSiblings: () => (isStopping ? [] : frozen) };
}

async function prepare(preparation: Preparation, split: SplitChannel, log: ServerLog): Promise<Prepared> {
  const face = createClockFace(steadySince(preparation.originMs));
  face.set(preparation.clock);
  const { prepare: preparePart } = await parts[preparation.role]();
  const part = await preparePart({ ...preparation, face, log, open: (name) => split.open(name) });
  log.info(`${preparation.name} is process ${process.pid}`);
  return { name: preparation.name, part, setClock: (setting) => face.set(setting) };
}

/** What is done to the server from within. It is killed and frozen from without. */
function unitCalls(
  unit: () => ServerUnit,
): Pick<
  Handlers['calls'],
  'status' | 'start' | 'recover' | 'cut' | 'mend' | 'slow' | 'flap' | 'mute' | 'misbehave'
> {
  return {
    status: () => unit().status(),
    start: () => unit().start(),
    recover: () => unit().recover(),
    cut: () => unit().cut(),
    mend: () => unit().mend(),
    slow: ({ ms }) => unit().slow(ms),
    flap: ({ ms }) => unit().flap(ms),
    mute: ({ types }) => unit().mute(types),
    misbehave: ({ kinds }) => unit().misbehave(kinds),
  };
}
