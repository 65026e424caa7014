import type { Heard, MediaReport, SwitchMedia } from '../../links/media-control.ts';

export interface FakeMedia extends SwitchMedia {
  onReport(listener: (report: MediaReport) => void): void;
  /** What was asked of it so far, in short: `mix call leg:active leg:held`. */
  readonly asked: readonly string[];
  report(report: MediaReport): void;
  /** Resolves when everything asked so far was done. */
  settled(): Promise<void>;
}

export const nothingHeard: Heard = {
  levelDbfs: null,
  toneHertz: null,
  tonesHertz: [],
  packets: 0,
  silentForMs: null,
  digits: '',
};

/** Media in plain data. `fails` names what it refuses. */
export function createFakeMedia(fails: readonly string[] = []): FakeMedia {
  const asked: string[] = [];
  const listeners: ((report: MediaReport) => void)[] = [];
  const note = async (...words: readonly (string | number)[]): Promise<void> => {
    const line = words.join(' ');
    asked.push(line);
    if (fails.includes(String(words[0]))) throw new Error(`no ${line}`);
  };
  return {
    asked,
    addFarEnd: (legId, voice) => note('addFarEnd', legId, voice.type),
    speak: (legId, voice) => note('speak', legId, voice.type),
    sendDigits: (legId, digits) => note('sendDigits', legId, digits),
    mix: (callId, parties) =>
      note(
        'mix',
        callId,
        ...parties.map(
          ({ legId, state, tone, music }) =>
            `${legId}:${state}${tone ? ':tone' : ''}${music ? ':music' : ''}`,
        ),
      ),
    removeLeg: (legId) => note('removeLeg', legId),
    lose: (legId, share) => note('lose', legId, share),
    async heard(legId) {
      await note('heard', legId);
      return nothingHeard;
    },
    listen: (legId, hertz) => note('listen', legId, hertz ?? 'any'),
    async listened(legId) {
      await note('listened', legId);
      return null;
    },
    onReport: (listener) => void listeners.push(listener),
    report(report) {
      for (const listener of listeners) listener(report);
    },
    settled: () => new Promise((resolve) => setImmediate(resolve)),
  };
}
