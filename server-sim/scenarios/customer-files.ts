import type * as z from 'zod';
import type { CustomerFile } from '../../contract/cti/call.ts';
import type { customer } from './customer-schema.ts';

/** A customer file whose dates count back from the contact, so that a scenario does not age. */
export interface UndatedCustomerFile {
  readonly facts: CustomerFile['facts'];
  readonly flags: CustomerFile['flags'];
  readonly earlierContacts: readonly (Omit<CustomerFile['earlierContacts'][number], 'at'> & {
    readonly agoMs: number;
  })[];
}

/** The file as it was written, in the form that the tier works with. */
export function toUndatedFile(written: z.output<typeof customer> | null): UndatedCustomerFile | null {
  return (
    written && {
      facts: Object.entries(written.facts).map(([label, value]) => ({ label, value })),
      flags: written.flags,
      earlierContacts: written.earlierContacts.map(({ ago, ...contact }) => ({ ...contact, agoMs: ago })),
    }
  );
}

/** The file of a customer of this name who makes contact at this time. */
export function customerFileAt(
  name: string,
  file: UndatedCustomerFile | null,
  now: number,
): CustomerFile | null {
  return (
    file && {
      name,
      facts: file.facts,
      flags: file.flags,
      earlierContacts: file.earlierContacts.map(({ agoMs, ...contact }) => ({ ...contact, at: now - agoMs })),
    }
  );
}
