import type { InForce } from './layers/layer.ts';

/** Where a value comes from, for a sentence: "set by policy of this computer (HKLM\…)"; null: nobody set it. */
export function sourceWords({ source, place }: Pick<InForce, 'source' | 'place'>): string | null {
  switch (source) {
    case 'machine-policy':
      return `set by policy of this computer (${place})`;
    case 'user-policy':
      return `set by policy of this user (${place})`;
    case 'cluster':
      return 'told by the cluster';
    case 'user':
      return `set on this computer (${place})`;
    case 'default':
      return null;
  }
}
