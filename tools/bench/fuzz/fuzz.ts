import * as fc from 'fast-check';
import { formatLoginString, parseLoginString } from '../../../contract/login-string/parse-login-string.ts';
import type { AgentLoginType } from '../../../contract/login-string/parts.ts';
import { type ConnectorSettings, readConnectorSettings } from '../../../server-sim/index.ts';
import type { Bench, Measured, Measurement } from '../measurement.ts';
import { iniTexts, loginTexts } from './fuzz-texts.ts';
import { loginGrammar } from './login-grammar.ts';

export const fuzz: Measurement = {
  name: 'fuzz',
  what: 'login strings and INI files of any text, held against their grammar: crashes, and what was wrongly taken. Aim: none.',
  run: 'a case: a login string, or an INI file, one after another',
  defaultRuns: 100_000,
  needsApp: false,
  measure,
};

const types: readonly AgentLoginType[] = [0, 1, 2, 5];
/** The same cases at each measurement. */
const seed = 4_733;
/** So many at a time, so that it can be told how far it is. */
const batch = 10_000;

/** What came of a case. */
type Verdict = 'fine' | 'crashes' | 'outsideGrammar' | 'refusedInGrammar' | 'roundTripFailures';

async function measure({ runs, say }: Bench): Promise<Measured> {
  const counts = { crashes: 0, outsideGrammar: 0, refusedInGrammar: 0, roundTripFailures: 0 };
  let cases = 0;
  const judge = (text: string, verdict: Verdict): void => {
    cases += 1;
    if (verdict === 'fine') return;
    counts[verdict] += 1;
    say(`${verdict}: ${JSON.stringify(text)}`);
  };
  for (let done = 0; done < runs; done += batch) {
    const many = Math.min(batch, runs - done);
    const half = Math.ceil(many / 2);
    const logins = fc.sample(loginTexts, { numRuns: half, seed: seed + done });
    for (const [index, text] of logins.entries()) {
      judge(
        text,
        guarded(() => judgeLogin(text, types[index % types.length] ?? 0)),
      );
    }
    const files = fc.sample(iniTexts, { numRuns: many - half, seed: seed + done });
    for (const text of files)
      judge(
        text,
        guarded(() => judgeIni(text)),
      );
    say(`${cases} of ${runs} cases`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return summedUp(cases, counts);
}

function guarded(judge: () => Verdict): Verdict {
  try {
    return judge();
  } catch {
    return 'crashes';
  }
}

function judgeLogin(text: string, type: AgentLoginType): Verdict {
  const read = parseLoginString(text, type);
  const inGrammar = loginGrammar[type].test(text);
  if (!read.ok) return inGrammar ? 'refusedInGrammar' : 'fine';
  if (!inGrammar) return 'outsideGrammar';
  return formatLoginString(read.value) === text ? 'fine' : 'roundTripFailures';
}

function judgeIni(text: string): Verdict {
  const { settings } = readConnectorSettings('connector.ini', text);
  if (!isInRange(settings)) return 'outsideGrammar';
  const again = readConnectorSettings('connector.ini', written(settings));
  const same = JSON.stringify(again.settings) === JSON.stringify(settings);
  // That the defaults are more than a small AppItemMaxSession is told each time: by the seed even three ones may be.
  const misread = again.warnings.filter((warning) => warning.startsWith('connector.ini'));
  return same && misread.length === 0 ? 'fine' : 'roundTripFailures';
}

/** The ranges of seed 001. */
function isInRange({ most, defaults }: ConnectorSettings): boolean {
  const within = (value: number, top: number): boolean =>
    Number.isInteger(value) && value >= 1 && value <= top;
  return (
    within(most.sessions, 6) &&
    within(most.actions, 6) &&
    within(most.chats, 5) &&
    within(defaults.actions, 6) &&
    within(defaults.chats, 5)
  );
}

/** The settings as an INI file that reads back to them. */
function written({
  most,
  defaults,
  chatWrapUp,
  hidesDirect,
  loginType,
  tries,
  ronaMs,
}: ConnectorSettings): string {
  return [
    '[CONFIG]',
    `AppItemMaxSession=${most.sessions}`,
    `AppActionRoutingMaxSession=${most.actions}`,
    `AppActionRoutingDefaultSession=${defaults.actions}`,
    `AppChatMaxSession=${most.chats}`,
    `AppChatDefaultSession=${defaults.chats}`,
    `AppChatMsWrapup=${chatWrapUp === 'each' ? 1 : 0}`,
    `CtiCheckMediaByDirectCall=${hidesDirect ? 1 : 0}`,
    `AgentLoginType=${loginType}`,
    `RouteRonaTryCount=${tries.afterRona}`,
    `RouteTryCount=${tries.all}`,
    `MediaChatRonaTimeout=${ronaMs.chat / 1_000}`,
    `MediaMailRonaTimeout=${ronaMs.mail / 1_000}`,
    `MediaDefaultRonaTimeout=${ronaMs.other / 1_000}`,
  ].join('\r\n');
}

function summedUp(cases: number, counts: Readonly<Record<Exclude<Verdict, 'fine'>, number>>): Measured {
  const wrong = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    figures: { cases, ...counts, seed },
    lines: [
      `${cases} cases: ${counts.crashes} crashes, ${counts.outsideGrammar} taken outside the grammar, ${counts.refusedInGrammar} refused inside it, ${counts.roundTripFailures} that did not read back to themselves`,
    ],
    aims: [{ what: 'cases that went wrong', measured: wrong, under: 1, unit: 'in all' }],
  };
}
