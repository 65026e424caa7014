/** An outcome that may fail without throwing: bad input is ordinary and is told apart by its type. */
export type Result<Value, Failure> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failure };

export function ok<Value>(value: Value): Result<Value, never> {
  return { ok: true, value };
}

export function fail<Failure>(error: Failure): Result<never, Failure> {
  return { ok: false, error };
}

/** Makes a switch over a union exhaustive: the compiler refuses a case that was forgotten. */
export function never(value: never): never {
  throw new TypeError(`A case is missing for ${JSON.stringify(value)}`);
}
