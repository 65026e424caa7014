/** Whether a run's output is coloured: on a terminal, and as the two variables say that most programs go by. */
export function isColoured(environment: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== '0';
  return isTerminal && !environment.NO_COLOR;
}

/** The environment for programs that are to write no colours. */
export function withoutColours({ FORCE_COLOR: _, ...environment }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, NO_COLOR: '1' };
}

/**
 * The same for Playwright, which gives FORCE_COLOR to its workers whatever it is told: with NO_COLOR beside it, each
 * Node that they start would complain of the two.
 */
export function playwrightWithoutColours({
  NO_COLOR: _,
  ...environment
}: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, FORCE_COLOR: '0' };
}
