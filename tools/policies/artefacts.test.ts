import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkValue } from '../../contract/settings/check-value.ts';
import { settingKeys } from '../../contract/settings/declared-settings.ts';
import { root } from '../run-step.ts';
import { policyFolder, renderArtefacts } from './artefacts.ts';
import { policies } from './policy.ts';
import { sampleOf } from './sample-values.ts';
import { renderSettingsPage } from './settings-page.ts';
import { oddPolicies } from './testing/odd-policies.ts';

const artefacts = renderArtefacts();

test.each(artefacts)('$path is up to date', async ({ path: name, content }) => {
  const checkedIn = await readFile(path.join(root, name)).catch(() => null);
  expect(
    checkedIn?.equals(Buffer.from(content)),
    `${name} is not what the declared settings make: run "npm run policies" and commit what it writes`,
  ).toBe(true);
});

test('nothing else is in the folder of what IT deploys', async () => {
  const entries = await readdir(path.join(root, policyFolder), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  const made = artefacts.map((artefact) => artefact.path).filter((name) => name.startsWith(policyFolder));
  expect(files.toSorted(), 'what "npm run policies" does not write is to be deleted').toEqual(
    made.toSorted(),
  );
});

test('every declared setting is a policy', () => {
  expect(policies.map(({ key }) => key)).toEqual(settingKeys);
});

test.each(['windows', 'macos', 'linux'] as const)(
  'the sample of %s has values that the desk takes',
  (system) => {
    const sample = sampleOf(system);
    expect(sample.map(({ key }) => key)).toEqual(settingKeys);
    for (const { key, setting, value } of sample)
      expect(checkValue(setting, value), key).toMatchObject({ ok: true });
  },
);

test('the page of settings has a row of each, in the table of its category', () => {
  const page = renderSettingsPage(policies);
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows).toHaveLength(policies.length);
  for (const { key, name, setting } of policies) {
    const [, section = ''] = page.split(`## ${setting.category}\n`);
    const [table = ''] = section.split('\n## ');
    expect(table).toContain(`| \`${key}\` | \`${name}\` | ${setting.kind.type}: `);
    expect(table).toContain(`| ${setting.since} | ${setting.text.replaceAll('|', '\\|')} |`);
  }
});

test('words with everything that is escaped break no table', () => {
  const rows = renderSettingsPage(oddPolicies)
    .split('\n')
    .filter((line) => line.startsWith('| `theme`'));
  expect(rows).toHaveLength(oddPolicies.length);
  for (const row of rows) {
    expect(row.split(/(?<!\\)\|/)).toHaveLength(10);
    expect(row.replaceAll(/`[^`]*`/g, '')).not.toContain('<c>');
  }
});
