import type { Call } from '../../../contract/cti/call.ts';
import { dayOf, duration, secondsSince } from '../../state/times.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

const contactKinds = { voice: 'call', chat: 'chat', email: 'e-mail', action: 'action item' } as const;

/** What is worth knowing before answering, four lines at most: the wait, what the call brought, the last contact. */
export function callerFacts(call: Call, now: number): readonly Fact[] {
  const waited = call.segments
    .filter(({ kind }) => kind === 'queue')
    .reduce((sum, { startedAt, endedAt }) => sum + secondsSince(startedAt, endedAt ?? now), 0);
  const last = call.customer?.earlierContacts[0];
  const brought = [...variableFacts(call), ...(call.customer?.facts ?? [])];
  const lines = [
    ...(waited > 0 ? [{ label: 'Waited', value: duration(waited) }] : []),
    ...brought.slice(0, last ? 2 : 3),
    ...(last
      ? [{ label: 'Last time', value: `${dayOf(last.at, now)}, ${contactKinds[last.kind]}, ${last.subject}` }]
      : []),
  ];
  return lines.filter(({ label }, index) => lines.findIndex((line) => line.label === label) === index);
}

/** Call variables as facts: "askedFor" and "asked_for" are both read "Asked for". */
export function variableFacts(call: Pick<Call, 'variables'>): readonly Fact[] {
  return Object.entries(call.variables)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ label: asWords(name), value }));
}

function asWords(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
