import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readIni } from '../ini/read-ini.ts';
import { readMediaManagerSettings } from '../media-routing/media-manager-settings.ts';
import { readConnectorSettings } from './connector-settings.ts';

const line = fc.oneof(
  fc.string(),
  fc.stringMatching(/^[ \t]*\[?[A-Za-z]{0,6}\]?[ \t]*[=;#]?[ \t"']*[0-9A-Za-z-]{0,4}["']?$/),
  fc.constantFrom('[CONFIG]', 'AppItemMaxSession=6', 'AppChatMaxSession=9', '[MRI]'),
  fc.constantFrom('WRAPUP_TIMEOUT=0', 'WRAPUP_TIMEOUT=86401', 'ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=-2'),
);
const files = fc
  .tuple(
    fc.constantFrom('[CONFIG]', '[MRI]', ''),
    fc.array(line, { maxLength: 12 }),
    fc.constantFrom('\n', '\r\n', '\r'),
  )
  .map(([begins, lines, end]) => [begins, ...lines].join(end));

it('an INI file of any text is read, each line of it once at most, and its settings are within their ranges', () => {
  void fc.assert(
    fc.property(files, (text) => {
      const { entries, problems } = readIni(text);
      const lines = [...entries, ...problems].map((one) => one.line);
      expect(new Set(lines).size).toBe(lines.length);
      const { settings } = readConnectorSettings('connector.ini', text);
      expect(settings.most.sessions).toBeGreaterThanOrEqual(1);
      expect(settings.most.sessions).toBeLessThanOrEqual(6);
      expect(settings.most.chats).toBeLessThanOrEqual(5);
      const { onInterrupt, wrapUpMs } = readMediaManagerSettings('MediaManager.ini', text).settings;
      expect(onInterrupt).toBeGreaterThanOrEqual(-1);
      expect(onInterrupt).toBeLessThanOrEqual(2);
      expect(wrapUpMs ?? 1_000).toBeGreaterThanOrEqual(1_000);
      expect(wrapUpMs ?? 1_000).toBeLessThanOrEqual(86_400_000);
    }),
  );
});
