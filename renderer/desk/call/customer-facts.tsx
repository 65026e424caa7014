import type { Call } from '../../../contract/cti/call.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { variableFacts } from '../ringing/caller-facts.ts';

/** What the customer file says, else what the call brought with it. */
export function CustomerFacts({ call }: { readonly call: Call }) {
  const facts = call.customer?.facts.length ? call.customer.facts : variableFacts(call);
  if (facts.length === 0) {
    return (
      <section>
        <EmptyState icon="user" title="Customer not known" level={2}>
          No customer file came with this call.
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
