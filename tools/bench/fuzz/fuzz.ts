import * as fc from 'fast-check';
import { formatLoginString, parseLoginString } from '../../../contract/login-string/parse-login-string.ts';
import type { AgentLoginType } from '../../../contract/login-string/parts.ts';
import type { Bench, Measured, Measurement } from '../measurement.ts';
import { connectorIniTexts, loginTexts, mediaManagerIniTexts } from './fuzz-texts.ts';
import { judgeConnectorIni, judgeMediaManagerIni } from './judge-ini.ts';
import { loginGrammar } from './login-grammar.ts';
import type { Verdict } from './verdict.ts';

export const fuzz: Measurement = {
  name: 'fuzz',
  what: 'login strings and INI files of connector and MediaManager of any text, held against their grammar: crashes, and what was wrongly taken. Aim: none.',
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

async function measure({ runs, say }: Bench): Promise<Measured> {
  const counts = { crashes: 0, outsideGrammar: 0, refusedInGrammar: 0, roundTripFailures: 0 };
  let cases = 0;
  const judge = (text: string, by: (text: string) => Verdict): void => {
    const verdict = guarded(() => by(text));
    cases += 1;
    if (verdict === 'fine') return;
    counts[verdict] += 1;
    say(`${verdict}: ${JSON.stringify(text)}`);
  };
  for (let done = 0; done < runs; done += batch) {
    const many = Math.min(batch, runs - done);
    const quarter = Math.floor(many / 4);
    const texts = (of: fc.Arbitrary<string>, numRuns: number): readonly string[] =>
      fc.sample(of, { numRuns, seed: seed + done });
    for (const [index, text] of texts(loginTexts, many - 2 * quarter).entries()) {
      judge(text, (one) => judgeLogin(one, types[index % types.length] ?? 0));
    }
    for (const text of texts(connectorIniTexts, quarter)) judge(text, judgeConnectorIni);
    for (const text of texts(mediaManagerIniTexts, quarter)) judge(text, judgeMediaManagerIni);
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
