import type { MediaControl, MediaReport } from '../links/media-control.ts';
import { ControlRefusal } from '../links/switch-control.ts';
import type { ServerLog } from './server-log.ts';
import type { ServerState, ServerStatus, ServerUnit } from './server-unit.ts';

/** One life of the media server. Closing without a leg ends it. */
export type MediaLife = Omit<MediaControl, 'close'> & { close(legId?: string): Promise<void> };

/** The media server as QA handles it, and as edges and the switch use it through all its lives. */
export interface MediaUnit {
  readonly unit: ServerUnit;
  readonly media: MediaControl;
}

/**
 * Media listens on no port of its own that clients know: sockets are made for each leg. So it can be killed and
 * started, but not frozen or cut; lost packets are asked for by call (`lose-audio`).
 */
export function createMediaUnit(create: () => MediaLife, log: ServerLog): MediaUnit {
  const listeners = new Set<(status: ServerStatus) => void>();
  const reports = new Set<(report: MediaReport) => void>();
  let life: MediaLife | null = null;
  let state: ServerState = 'stopped';
  let since = Date.now();

  const status = (): ServerStatus => ({
    name: 'media',
    kind: 'media',
    side: null,
    state,
    since,
    address: null,
    slowedByMs: null,
    muteTo: [],
    flapMs: null,
    connections: 0,
  });
  const enter = (next: ServerState): void => {
    if (state === next) return;
    state = next;
    since = Date.now();
    log.info(`media is ${next}`);
    for (const listener of listeners) listener(status());
  };
  const start = async (): Promise<void> => {
    if (life) return;
    life = create();
    life.onReport((report) => {
      for (const listener of reports) listener(report);
    });
    enter('up');
  };
  const end = async (how: 'stopped' | 'killed'): Promise<void> => {
    const ending = life;
    life = null;
    enter(how);
    await ending?.close();
  };
  const cannot = async (): Promise<void> => {
    throw new ControlRefusal(
      'media can be started, stopped and killed; packets are lost by POST /calls/{id}/lose-audio.',
    );
  };
  return {
    media: throughLives(() => life, reports),
    unit: {
      name: 'media',
      status,
      start,
      stop: () => end('stopped'),
      kill: () => end('killed'),
      freeze: cannot,
      thaw: cannot,
      slow: cannot,
      cut: cannot,
      mend: cannot,
      mute: cannot,
      flap: cannot,
      recover: start,
      onChange(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

function throughLives(
  life: () => MediaLife | null,
  reports: Set<(report: MediaReport) => void>,
): MediaControl {
  const use = async <Result>(work: (media: MediaLife) => Promise<Result>): Promise<Result> => {
    const media = life();
    if (!media) throw new Error('The media server is down: start it with POST /servers/media/start.');
    return work(media);
  };
  return {
    offer: (legId) => use((media) => media.offer(legId)),
    answered: (legId, sdp) => use((media) => media.answered(legId, sdp)),
    answer: (legId, sdp) => use((media) => media.answer(legId, sdp)),
    close: async (legId) => life()?.close(legId),
    addFarEnd: (legId, voice) => use((media) => media.addFarEnd(legId, voice)),
    speak: (legId, voice) => use((media) => media.speak(legId, voice)),
    sendDigits: (legId, digits) => use((media) => media.sendDigits(legId, digits)),
    mix: (callId, parties) => use((media) => media.mix(callId, parties)),
    removeLeg: async (legId) => life()?.removeLeg(legId),
    heard: async (legId) => (await life()?.heard(legId)) ?? null,
    lose: (legId, share) => use((media) => media.lose(legId, share)),
    onReport: (listener) => void reports.add(listener),
  };
}
