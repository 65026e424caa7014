import * as z from 'zod';
import type { ServerLog } from '../../host/server-log.ts';
import {
  heard,
  listened,
  type MediaControl,
  mediaLeg,
  mediaReport,
  mixParty,
  voice,
} from '../../links/media-control.ts';
import type { Channel } from '../link/channel.ts';
import { createLink, nothing } from '../link/link.ts';

const leg = z.object({ legId: z.string() });
const described = leg.extend({ sdp: z.string() });

/** The media server, as edges and the switch use it. */
export const mediaProtocol = {
  name: 'media',
  client: { calls: {}, news: { report: mediaReport } },
  server: {
    calls: {
      offer: { ask: leg, answer: z.string() },
      answered: { ask: described, answer: nothing },
      answer: { ask: described, answer: z.string() },
      pressed: { ask: leg.extend({ digits: z.string() }), answer: nothing },
      close: { ask: leg, answer: nothing },
      addFarEnd: { ask: leg.extend({ voice }), answer: nothing },
      speak: { ask: leg.extend({ voice }), answer: nothing },
      sendDigits: { ask: leg.extend({ digits: z.string() }), answer: nothing },
      mix: { ask: z.object({ callId: z.string(), parties: z.array(mixParty).readonly() }), answer: nothing },
      removeLeg: { ask: leg, answer: nothing },
      heard: { ask: leg, answer: heard.nullable() },
      listen: { ask: leg.extend({ hertz: z.number().nullable() }), answer: nothing },
      listened: { ask: leg, answer: listened.nullable() },
      lose: { ask: leg.extend({ share: z.number() }), answer: nothing },
      legs: { ask: z.object({}), answer: z.array(mediaLeg).readonly() },
    },
    /** From now on this end is told what is reported. */
    news: { follow: z.object({}) },
  },
} as const;

/** One life of the media server, from another process. */
export interface DistantMedia extends MediaControl {
  onClosed(listener: () => void): void;
  /** Lets go of it. */
  hangUp(): void;
}

export function distantMedia(channel: Channel, log: ServerLog): DistantMedia {
  const listeners: Parameters<MediaControl['onReport']>[0][] = [];
  const link = createLink({
    channel,
    peer: 'the media server',
    own: mediaProtocol.client,
    other: mediaProtocol.server,
    handlers: {
      calls: {},
      news: {
        report(report) {
          for (const listener of listeners) listener(report);
        },
      },
    },
    log,
  });
  return {
    offer: (legId) => link.ask('offer', { legId }),
    answered: (legId, sdp) => link.ask('answered', { legId, sdp }),
    answer: (legId, sdp) => link.ask('answer', { legId, sdp }),
    pressed: (legId, digits) => link.ask('pressed', { legId, digits }),
    close: (legId) => link.ask('close', { legId }),
    addFarEnd: (legId, spoken) => link.ask('addFarEnd', { legId, voice: spoken }),
    speak: (legId, spoken) => link.ask('speak', { legId, voice: spoken }),
    sendDigits: (legId, digits) => link.ask('sendDigits', { legId, digits }),
    mix: (callId, parties) => link.ask('mix', { callId, parties }),
    removeLeg: (legId) => link.ask('removeLeg', { legId }),
    heard: (legId) => link.ask('heard', { legId }),
    listen: (legId, hertz) => link.ask('listen', { legId, hertz }),
    listened: (legId) => link.ask('listened', { legId }),
    lose: (legId, share) => link.ask('lose', { legId, share }),
    legs: () => link.ask('legs', {}),
    onReport(listener) {
      if (listeners.length === 0) link.tell('follow', {});
      listeners.push(listener);
    },
    onClosed: (listener) => link.onClosed(listener),
    hangUp: () => link.close(),
  };
}

/** An edge or the switch, at the media server. Legs outlive whoever asked for them. */
export function serveMedia(channel: Channel, from: string, media: MediaControl, log: ServerLog): void {
  const link = createLink({
    channel,
    peer: from,
    own: mediaProtocol.server,
    other: mediaProtocol.client,
    handlers: {
      calls: {
        offer: ({ legId }) => media.offer(legId),
        answered: ({ legId, sdp }) => media.answered(legId, sdp),
        answer: ({ legId, sdp }) => media.answer(legId, sdp),
        pressed: ({ legId, digits }) => media.pressed(legId, digits),
        close: ({ legId }) => media.close(legId),
        addFarEnd: ({ legId, voice: spoken }) => media.addFarEnd(legId, spoken),
        speak: ({ legId, voice: spoken }) => media.speak(legId, spoken),
        sendDigits: ({ legId, digits }) => media.sendDigits(legId, digits),
        mix: ({ callId, parties }) => media.mix(callId, parties),
        removeLeg: ({ legId }) => media.removeLeg(legId),
        heard: ({ legId }) => media.heard(legId),
        listen: ({ legId, hertz }) => media.listen(legId, hertz),
        listened: ({ legId }) => media.listened(legId),
        lose: ({ legId, share }) => media.lose(legId, share),
        legs: () => media.legs(),
      },
      news: { follow: () => media.onReport((report) => link.tell('report', report)) },
    },
    log,
  });
}
