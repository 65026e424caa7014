import { rangeInWords, scopeInWords } from './in-words.ts';
import { renderJsonSchema } from './linux/json-schema.ts';
import { renderPolicyFile } from './linux/policy-file.ts';
import { renderManifest } from './macos/manifest.ts';
import { renderProfile } from './macos/profile.ts';
import { policies, type SetPolicy } from './policy.ts';
import { sampleOf } from './sample-values.ts';
import { renderSettingsPage } from './settings-page.ts';
import { renderAdml } from './windows/adml.ts';
import { renderAdmx } from './windows/admx.ts';
import { renderRegFile } from './windows/reg-file.ts';

/** A file that is made from the declared settings and checked in. */
export interface Artefact {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** The folder that holds nothing but what is made here. */
export const policyFolder = 'assets/policies';

/** What IT deploys and reads, made from the declared settings. */
export function renderArtefacts(): readonly Artefact[] {
  const deployed: Readonly<Record<string, Artefact['content']>> = {
    'windows/Switchhook.admx': renderAdmx(policies),
    'windows/en-US/Switchhook.adml': renderAdml(policies),
    'windows/Switchhook-sample.reg': renderRegFile(sampleOf('windows'), {
      hive: 'HKLM',
      comments: regComments,
      commentOf: regComment,
    }),
    'macos/com.switchhook.desktop.mobileconfig': renderProfile(sampleOf('macos')),
    'macos/com.switchhook.desktop.plist': renderManifest(policies),
    'linux/switchhook.json': renderPolicyFile(sampleOf('linux')),
    'settings.schema.json': renderJsonSchema(policies),
  };
  return [
    ...Object.entries(deployed).map(([name, content]) => ({ path: `${policyFolder}/${name}`, content })),
    { path: 'docs/settings.md', content: renderSettingsPage(policies) },
  ];
}

const regComments = [
  'Policies of the Switchhook desktop: a sample with every policy, to be edited. Leave out what is not to be set.',
  'Below HKEY_CURRENT_USER those that the user may set have the same names.',
];

function regComment({ setting }: SetPolicy): string {
  const range = setting.kind.type === 'flag' ? '1 (yes) or 0 (no)' : rangeInWords(setting.kind);
  return `${setting.title}: ${range}. Set by: ${scopeInWords(setting.scope)}.`;
}
