import type { Call, CustomerFile } from '../../../contract/cti/call.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { IconName } from '../../parts/icons.tsx';
import { useDeskTools } from '../../state/desk-context.tsx';
import { dayOf, monthOf } from '../../state/times.ts';

type Contact = CustomerFile['earlierContacts'][number];

const kinds: Readonly<Record<Contact['kind'], { readonly icon: IconName; readonly word: string }>> = {
  voice: { icon: 'phone', word: 'Call' },
  chat: { icon: 'chat', word: 'Chat' },
  email: { icon: 'mail', word: 'E-mail' },
  action: { icon: 'action', word: 'Action item' },
};

/** Earlier contacts of the customer, newest first as the server sends them. */
export function EarlierContacts({ contact }: { readonly contact: Pick<Call, 'customer'> }) {
  const { clock } = useDeskTools();
  const now = clock.store.getState().now;
  const contacts = contact.customer?.earlierContacts ?? [];
  const oldest = contacts.at(-1);
  if (!oldest) {
    return (
      <section>
        <EmptyState icon="clock" title="No earlier contacts" level={2}>
          {contact.customer
            ? 'This customer has not reached us before.'
            : 'Nobody with this number or name has reached us before, as far as the record tells.'}
        </EmptyState>
      </section>
    );
  }
  return (
    <section aria-labelledby="contacts-title">
      <h2 className="section-title" id="contacts-title">
        Earlier contacts
        <span className="note push">
          {contacts.length} since {monthOf(oldest.at)}
        </span>
      </h2>
      <ul className="list contacts">
        {contacts.map(({ kind, at, subject, outcome }) => (
          <li key={`${at}${subject}`}>
            <Icon name={kinds[kind].icon} size="small" className="ink-3" />
            <span className="visually-hidden">{kinds[kind].word}</span>
            <span className="numeric ink-2">{dayOf(at, now)}</span>
            <span className="cut" title={subject}>
              <bdi>{subject}</bdi>
            </span>
            <bdi className="text-xs ink-3 cut outcome">{outcome}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
