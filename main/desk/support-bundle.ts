import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { Result } from '../../contract/result.ts';
import type { FileFailure } from '../files/file-failure.ts';
import { deskError } from './errors.ts';

/** What whoever asked for a support bundle is answered. */
export function supportBundleOutcome(saved: Result<{ readonly file: string }, FileFailure>): CommandOutcome {
  if (saved.ok) return { ok: true, file: saved.value.file };
  const { file, message } = saved.error;
  const error = deskError(
    'supportBundle.notSaved',
    'The support bundle could not be saved',
    `${message} Nothing else is affected.`,
  );
  return { ok: false, error: { ...error, details: { file }, remedies: [{ action: 'try-again' }] } };
}
