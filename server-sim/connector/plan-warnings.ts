import type { ContactPlan } from '../links/contact-plan.ts';

/** What an administrator should mend, a sentence each: what was wrong in the files, and what does not go together. */
export function planWarnings({ warnings, domains, mediaManager }: ContactPlan): readonly string[] {
  const interruptible = domains.filter(
    ({ isInterruptible, channel }) => isInterruptible && channel !== 'voice',
  );
  const voice = domains.filter(({ isInterruptible, channel }) => isInterruptible && channel === 'voice');
  const { file, settings } = mediaManager;
  const names = (some: typeof domains): string => some.map(({ name }) => name).join(', ');
  return [
    ...warnings,
    ...(interruptible.length > 0 && settings.onInterrupt !== 0
      ? [
          `${file}: ACCEPT_AGENT_INTERRUPT_ADVISORY_EVENT=${settings.onInterrupt} must be 0, since these media routing domains are interruptible: ${names(interruptible)}.`,
        ]
      : []),
    ...(voice.length > 0
      ? [`A voice call is not interruptible: ${names(voice)} is taken as not interruptible.`]
      : []),
  ];
}
