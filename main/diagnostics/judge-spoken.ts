import type { ServerTarget } from '../../contract/diagnostics/diagnostics-report.ts';
import { serverNoun } from '../../contract/servers/server-kind.ts';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import { causeFinding } from './cause-finding.ts';
import { type Finding, fault, pass, unknown } from './finding.ts';
import type { Spoken } from './spoken.ts';

/** How far a server's clock and this computer's may be apart, milliseconds. */
export const mostClockDifferenceMs = 60_000;

const notHeard = 'It is not known: the server did not say who it is.';

/** Whether it speaks what a server of this kind has to speak. */
export function judgeProtocol(target: ServerTarget, spoken: Spoken): Finding {
  switch (spoken.type) {
    case 'hello':
      return pass(`It speaks ${subprotocol[target.kind]} and said Hello.`);
    case 'sip':
      return pass(`It speaks SIP over WebSocket and answered OPTIONS with ${spoken.status}.`);
    case 'other-kind':
      return pass('It speaks the protocol and said Hello.');
    case 'failed':
      return spoken.cause.type === 'bad-certificate'
        ? unknown('Not checked: its certificate is not trusted.')
        : causeFinding(target, spoken.cause);
  }
}

/** Whether it is the server that is meant: its kind, its cluster, its side. */
export function judgeRole(target: ServerTarget, cluster: string | null, spoken: Spoken): Finding {
  switch (spoken.type) {
    case 'sip':
      return pass('It is a SIP server. SIP does not tell side and cluster.');
    case 'other-kind':
      return causeFinding(target, spoken.cause);
    case 'failed':
      return unknown(notHeard);
    case 'hello': {
      const { kind, side, cluster: own } = spoken.hello;
      if (cluster !== null && own !== cluster) {
        const found = { kind, side, cluster: own };
        const expected = { kind: target.kind, cluster };
        return causeFinding(target, { type: 'wrong-server', found, expected });
      }
      const is = `It is ${serverNoun[kind]} ${side} of the cluster "${own}"`;
      if (target.sides.includes(side)) return pass(`${is}.`);
      return fault(
        `${is}, and is set as ${target.sides.join(' and ')}.`,
        'Both work; correct the order of the two addresses where they are set, so that A is A.',
      );
    }
  }
}

/** Whether this computer and the server have the same time. */
export function judgeClock(spoken: Spoken): Finding {
  if (spoken.type === 'sip') return unknown('SIP does not tell the time.');
  if (spoken.type !== 'hello') return unknown(notHeard);
  const difference = spoken.hello.time - spoken.heardAt;
  if (Math.abs(difference) < mostClockDifferenceMs) {
    return pass(`Its clock and this computer's are ${apart(difference)} apart.`);
  }
  const how = difference > 0 ? 'ahead of' : 'behind';
  return fault(
    `Its clock is ${apart(difference)} ${how} this computer's.`,
    "Where all servers differ alike, this computer's clock is wrong: turn on its automatic time and check the time zone. Otherwise have the server's clock set.",
  );
}

function apart(differenceMs: number): string {
  const s = Math.round(Math.abs(differenceMs) / 1_000);
  if (s < 120) return `${s} s`;
  const minutes = Math.round(s / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
