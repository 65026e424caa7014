/** What came of a case. */
export type Verdict = 'fine' | 'crashes' | 'outsideGrammar' | 'refusedInGrammar' | 'roundTripFailures';
