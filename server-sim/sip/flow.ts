import type { Field } from './message/write-message.ts';
import type { ClientTransaction, ClientUser, OutgoingRequest } from './transaction/client-transaction.ts';

/** One device's connection, as registrar and B2BUA use it to reach the device. */
export interface Flow {
  /** Address and port, for logs. */
  readonly remote: string;
  readonly open: boolean;
  /** Asks the device for a sign of life: its connection is closed where none comes soon. */
  doubt(): void;
  request(request: OutgoingRequest, user: ClientUser): ClientTransaction;
  /** The ACK of a 2xx, which is no transaction. */
  sendAck(ack: OutgoingRequest): void;
  cancel(invite: ClientTransaction, extra: readonly Field[]): void;
}
