import type { InForce } from '../../contract/settings/settings-view.ts';

/** Where a value comes from, as the end of "it comes from …"; null: nobody set it. */
export function sourceWords({ source, place }: Pick<InForce, 'source' | 'place'>): string | null {
  switch (source) {
    case 'machine-policy':
      return `policy of this computer (${place})`;
    case 'user-policy':
      return `policy of this user (${place})`;
    case 'cluster':
      return 'the cluster';
    case 'user':
      return "this computer's own settings";
    case 'default':
      return null;
  }
}
