import { median } from '../durations.ts';
import type { Measured } from '../measurement.ts';
import { type Rate, ratioOf } from './rates.ts';

export const kinds = ['register', 'invite', 'event'] as const;
export type Kind = (typeof kinds)[number];

/** One kind of work, done by the tier and answered by the echo. */
export interface Compared {
  readonly tier: Rate;
  readonly echo: Rate;
}

export interface TierRounds {
  readonly rounds: readonly { readonly kind: Kind; readonly compared: Compared }[];
  readonly callWithMedia: Rate;
  readonly runs: number;
  readonly connections: number;
}

const titles: Readonly<Record<Kind, string>> = {
  register: 'REGISTER transactions (digest answered beforehand)',
  invite: 'INVITE transactions (dialled leg, through the switch to a busy number: 486, ACK; no media)',
  event: 'CTI events (agent state: request, confirmation, event)',
};

/** Medians of the runs. */
export function summedUp({ rounds, callWithMedia, runs, connections }: TierRounds): Measured {
  const of = (kind: Kind): readonly Compared[] =>
    rounds.filter((round) => round.kind === kind).map(({ compared }) => compared);
  const figures = {
    register: middle(of('register')),
    invite: middle(of('invite')),
    event: middle(of('event')),
  };
  const byCpu = figures.register.tier.perCpuSecond !== null;
  return {
    figures: {
      runs,
      connections,
      registerRatio: figures.register.ratio,
      inviteRatio: figures.invite.ratio,
      eventRatio: figures.event.ratio,
      ratiosOf: byCpu ? "a second of the server's processor time" : 'a second',
      ...figures,
      callWithMedia: whole(callWithMedia),
    },
    lines: [
      `tier, ${runs} runs with ${connections} connections, server and client in processes of their own`,
      ...kinds.map((kind) => `  ${titles[kind]}:\n    ${inWords(figures[kind])}`),
      '  calls with media (INVITE, 200 with its description, ACK, BYE; ICE and DTLS connect to nobody):',
      `    ${rateInWords(callWithMedia)}`,
    ],
    aims: [],
  };
}

function middle(all: readonly Compared[]): Compared & { readonly ratio: number } {
  const ratio = Math.round(median(all.map(({ tier, echo }) => ratioOf(tier, echo))) * 100) / 100;
  return {
    ratio,
    tier: middleRate(all.map(({ tier }) => tier)),
    echo: middleRate(all.map(({ echo }) => echo)),
  };
}

function middleRate(rates: readonly Rate[]): Rate {
  const byCpu = rates.flatMap(({ perCpuSecond }) => perCpuSecond ?? []);
  return whole({
    perCpuSecond: byCpu.length > 0 ? median(byCpu) : null,
    perSecond: median(rates.map(({ perSecond }) => perSecond)),
  });
}

function whole({ perCpuSecond, perSecond }: Rate): Rate {
  return {
    perCpuSecond: perCpuSecond === null ? null : Math.round(perCpuSecond),
    perSecond: Math.round(perSecond),
  };
}

export function comparedInWords({ tier, echo }: Compared): string {
  return inWords({ ratio: ratioOf(tier, echo), tier, echo });
}

function inWords({ ratio, tier, echo }: Compared & { readonly ratio: number }): string {
  return `${ratio.toFixed(2)} of the echo; tier ${rateInWords(tier)}; echo ${rateInWords(echo)}`;
}

function rateInWords(rate: Rate): string {
  const { perCpuSecond, perSecond } = whole(rate);
  return perCpuSecond === null
    ? `${perSecond} a second`
    : `${perCpuSecond} a CPU second (${perSecond} a second)`;
}
