/** One way in which a server can be lost in mid-call. */
export interface FailoverCase {
  readonly server: 'cti' | 'sip';
  /** Whether the SIP edges share the dialogs of standing calls. */
  readonly edges: Edges;
  readonly fault: Fault;
}

export type Edges = 'shared' | 'separate';
/** `kill`: SIGKILL, every socket is reset. `freeze`: SIGSTOP, its sockets stay and say nothing. */
export type Fault = 'kill' | 'freeze';

/** Those whose edges are alike follow each other: they share one tier and one app. */
export const failoverCases: readonly FailoverCase[] = (['shared', 'separate'] as const).flatMap((edges) =>
  (['cti', 'sip'] as const).flatMap((server) =>
    (['kill', 'freeze'] as const).map((fault) => ({ server, edges, fault })),
  ),
);

/** As `--case` takes it: `cti/shared/kill`. */
export function caseName({ server, edges, fault }: FailoverCase): string {
  return `${server}/${edges}/${fault}`;
}
