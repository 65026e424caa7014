import type { MediaControl, MediaReport } from '../links/media-control.ts';
import type { LaneMode } from './lane.ts';
import type { ServerLog } from './server-log.ts';
import { createUnitHost, type UnitHost, type UnitRun } from './unit-host.ts';

/** One life of the media server. Closing without a leg ends it. */
export type MediaLife = Omit<MediaControl, 'close'> & {
  close(legId?: string): Promise<void>;
  /** What becomes of the packets of every leg, both ways; `hold` is a stopped process. */
  setMode(mode: LaneMode): void;
};

/** The media server as QA handles it, and as edges and the switch use it through all its lives. */
export interface MediaUnit {
  readonly unit: UnitHost;
  readonly media: MediaControl;
}

/**
 * Media listens on no port of its own that clients know: sockets are made for each leg. What is slow or cut is its
 * legs' packets; what edges and the switch ask of it comes by another way, and waits only while it is frozen.
 */
export function createMediaUnit(create: () => MediaLife, log: ServerLog): MediaUnit {
  const reports = new Set<(report: MediaReport) => void>();
  const gate = createGate();
  let life: MediaLife | null = null;

  const runOf = (mine: MediaLife): UnitRun => {
    const end = async (): Promise<void> => {
      life = null;
      gate.open();
      await mine.close();
    };
    return {
      setMode(mode) {
        mine.setMode(mode);
        if (mode.type === 'hold') gate.close();
        else gate.open();
      },
      connections: () => 0,
      farewell: end,
      reset: end,
    };
  };
  const unit = createUnitHost({
    name: 'media',
    kind: 'media',
    side: null,
    address: () => null,
    requests: [],
    misbehaviours: [],
    log,
    async begin() {
      life = create();
      life.onReport((report) => {
        for (const listener of reports) listener(report);
      });
      return runOf(life);
    },
    release: async () => undefined,
  });
  return { media: throughLives(() => gate.passed().then(() => life), reports), unit };
}

/** How long is waited for a frozen media server, milliseconds. */
const patienceMs = 30_000;

/** What everybody waits at while it is closed. */
function createGate(): { open(): void; close(): void; passed(): Promise<void> } {
  let waiting: Promise<void> | null = null;
  let open = (): void => undefined;
  return {
    open: () => open(),
    close() {
      waiting ??= new Promise((resolve) => {
        open = () => {
          waiting = null;
          resolve();
        };
      });
    },
    async passed() {
      if (!waiting) return;
      const frozen = 'The media server is frozen: thaw it with POST /servers/media/thaw.';
      let late: NodeJS.Timeout | undefined;
      const patience = new Promise<never>((_, reject) => {
        late = setTimeout(() => reject(new Error(frozen)), patienceMs);
      });
      await Promise.race([waiting, patience]).finally(() => clearTimeout(late));
    },
  };
}

/** Media as its users have it, through all its lives; `life` is null while it is down. */
export function throughLives(
  life: () => Promise<Omit<MediaLife, 'setMode'> | null>,
  reports: Set<(report: MediaReport) => void>,
): MediaControl {
  const use = async <Result>(
    work: (media: Omit<MediaLife, 'setMode'>) => Promise<Result>,
  ): Promise<Result> => {
    const media = await life();
    if (!media) throw new Error('The media server is down: start it with POST /servers/media/start.');
    return work(media);
  };
  return {
    offer: (legId) => use((media) => media.offer(legId)),
    answered: (legId, sdp) => use((media) => media.answered(legId, sdp)),
    answer: (legId, sdp) => use((media) => media.answer(legId, sdp)),
    pressed: (legId, digits) => use((media) => media.pressed(legId, digits)),
    close: async (legId) => (await life())?.close(legId),
    addFarEnd: (legId, voice) => use((media) => media.addFarEnd(legId, voice)),
    speak: (legId, voice) => use((media) => media.speak(legId, voice)),
    sendDigits: (legId, digits) => use((media) => media.sendDigits(legId, digits)),
    mix: (callId, parties) => use((media) => media.mix(callId, parties)),
    removeLeg: async (legId) => (await life())?.removeLeg(legId),
    heard: async (legId) => (await (await life())?.heard(legId)) ?? null,
    listen: (legId, hertz) => use((media) => media.listen(legId, hertz)),
    listened: async (legId) => (await (await life())?.listened(legId)) ?? null,
    legs: async () => (await (await life())?.legs()) ?? [],
    lose: (legId, share) => use((media) => media.lose(legId, share)),
    onReport: (listener) => void reports.add(listener),
  };
}
