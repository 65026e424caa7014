import {
  type ConnectorSettings,
  type MediaManagerSettings,
  readConnectorSettings,
  readMediaManagerSettings,
} from '../../../server-sim/index.ts';
import type { Verdict } from './verdict.ts';

/** The connector's [CONFIG], of any text: what comes of it is within the ranges, and reads back to itself. */
export function judgeConnectorIni(text: string): Verdict {
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

/** The MediaManager's [MRI], of any text, in the same way; what it takes is held against the file read once more. */
export function judgeMediaManagerIni(text: string): Verdict {
  const { settings, warnings } = readMediaManagerSettings('MediaManager.ini', text);
  const { onInterrupt, wrapUpMs } = settings;
  const wrapUp = wrapUpMs === null ? 0 : wrapUpMs / 1_000;
  const inRange = [-1, 0, 1, 2].includes(onInterrupt) && Number.isInteger(wrapUp) && wrapUp <= 86_400;
  if (!inRange || wrapUp < 0) return 'outsideGrammar';
  if (warnings.length === 0 && !isRight(text)) return 'outsideGrammar';
  const again = readMediaManagerSettings('MediaManager.ini', writtenMri(settings));
  const same = JSON.stringify(again.settings) === JSON.stringify(settings);
  return same && again.warnings.length === 0 ? 'fine' : 'roundTripFailures';
}

const rightKey =
  /^\s*(?:accept_agent_interrupt_advisory_event\s*=\s*(["']?)(?:-0*1|-0+|\+?0*[0-2])\1|(?:wrapup|rona)_timeout\s*=\s*(["']?)[+-]?\d{1,9}\2)\s*$/i;

/** Whether nothing is to be said about the lines of a file: these keys, in their section. Written apart from the reader. */
function isRight(text: string): boolean {
  let isMri = false;
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .every((line) => {
      const section = /^\s*\[([^\]].*)\]\s*$/.exec(line)?.[1];
      if (section !== undefined) isMri = section.trim().toLowerCase() === 'mri';
      return section !== undefined || /^\s*(?:[;#].*)?$/.test(line) || (isMri && rightKey.test(line));
    });
}

function writtenMri({ onInterrupt, wrapUpMs }: MediaManagerSettings): string {
  return [
    '[MRI]',
    `ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=${onInterrupt}`,
    `WRAPUP_TIMEOUT=${(wrapUpMs ?? 0) / 1_000}`,
    'RONA_TIMEOUT=0',
  ].join('\r\n');
}
