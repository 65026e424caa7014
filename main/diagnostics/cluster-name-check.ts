import type { SettingKey } from '../../contract/settings/declared-settings.ts';
import type { InForce } from '../../contract/settings/settings-view.ts';
import { findCluster, type Names } from '../settings/find-cluster.ts';
import { sourceWords } from '../settings/source-words.ts';
import type { Timers } from '../timers.ts';
import { type Finding, fault, pass, unknown } from './finding.ts';

/** Whether the name that the settings have for the cluster leads anywhere: it is asked for only once both servers are dead. */
export async function checkClusterName(
  settings: Readonly<Record<SettingKey, InForce>>,
  { names, timers }: { readonly names: Names; readonly timers: Timers },
): Promise<Finding> {
  const setting = settings['configurationServers.name'];
  const name = String(setting.value).trim();
  if (name === '') return unknown('The settings have no name for the cluster.');
  const known = {
    a: String(settings['configurationServers.a'].value),
    b: String(settings['configurationServers.b'].value),
  };
  const led = await findCluster({ name, known, names, timers });
  if (!led.ok) {
    const from = sourceWords(setting);
    return fault(
      from === null ? led.error : `${led.error} It comes from ${from}.`,
      'Correct the name, or what the name servers have for it; without it a cluster that moves is not found.',
    );
  }
  const { a, b } = led.value;
  return pass(`The name "${name}" leads to ${[a, b].filter(Boolean).join(' and ')}.`);
}
