import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMediaManagerSettings } from './media-manager-settings.ts';

const file = 'MediaManager.ini';
const read = (text: string) => readMediaManagerSettings(file, text);

describe('the MediaManager’s INI file', () => {
  it('as it is shipped ignores interrupts, and nothing is wrong with it', () => {
    expect(read(readFileSync(join(import.meta.dirname, file), 'utf8'))).toEqual({
      settings: { onInterrupt: 0, wrapUpMs: 60_000 },
      warnings: [],
    });
  });

  it('without its keys has the defaults: interrupts are accepted', () => {
    const { settings, warnings } = read('[MRI]');
    expect(settings).toEqual({ onInterrupt: 1, wrapUpMs: 60_000 });
    expect(warnings).toEqual([
      `${file}: RONA_TIMEOUT is missing from [MRI]: write RONA_TIMEOUT=0. 0 is used.`,
    ]);
  });

  it.each([-1, 0, 1, 2])('takes ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=%i', (value) => {
    const text = `[MRI]\nRONA_TIMEOUT=0\nWRAPUP_TIMEOUT=0\nACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=${value}`;
    expect(read(text)).toEqual({ settings: { onInterrupt: value, wrapUpMs: null }, warnings: [] });
  });

  it.each([
    [
      'ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=3',
      'line 3: ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=3 is not in -1 to 2; 1 is used.',
    ],
    ['WRAPUP_TIMEOUT=soon', 'line 3: WRAPUP_TIMEOUT=soon is not a whole number; 60 is used.'],
    ['PORT_A=42027', 'line 3: PORT_A is no key of [MRI]. It is passed over.'],
  ])('tells what it does not use: %s', (line, warning) => {
    expect(read(`[MRI]\nRONA_TIMEOUT=0\n${line}`).warnings).toEqual([`${file}, ${warning}`]);
  });

  it('has no RONA_TIMEOUT where another section has it', () => {
    expect(read('[MRI]\n[CONFIG]\nRONA_TIMEOUT=0').warnings).toEqual([
      `${file}, line 3: RONA_TIMEOUT is in [CONFIG]; here only [MRI] is read. It is passed over.`,
      `${file}: RONA_TIMEOUT is missing from [MRI]: write RONA_TIMEOUT=0. 0 is used.`,
    ]);
  });

  it('must not have RONA_TIMEOUT other than 0: the connector counts', () => {
    expect(read('[MRI]\nRONA_TIMEOUT=20').warnings).toEqual([
      `${file}, line 2: RONA_TIMEOUT=20 must be 0: the connector counts how long an offer rings. 0 is used.`,
    ]);
  });
});
