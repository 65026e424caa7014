import type { Call } from '../../../contract/cti/call.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { variableFacts } from '../ringing/caller-facts.ts';

/** What the customer file says, else what it brought with it. */
export function CustomerFacts({ contact }: { readonly contact: Pick<Call, 'customer' | 'variables'> }) {
  const { customer } = contact;
  const facts = customer?.facts.length ? customer.facts : variableFacts(contact);
  if (facts.length === 0) {
    return (
      <section>
        <EmptyState icon="user" title="Customer not known" level={2}>
          No customer file came with it.
        </EmptyState>
      </section>
    );
  }
  return (
    <section aria-labelledby="customer-title">
      <h2 className="section-title" id="customer-title">
        Customer
      </h2>
      <dl className="facts">
        {facts.map(({ label, value }) => (
          <div key={label} className="fact">
            <dt className="cut" title={label}>
              {label}
            </dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
