import type { CDPSession } from '@playwright/test';

// The Chrome DevTools Protocol's types come with Playwright, whose CDPSession is their only public way in.
declare const session: CDPSession;

/** Every command of the Chrome DevTools Protocol. */
export type CommandName = Parameters<CDPSession['send']>[0];

/** What a command takes. */
export type CommandParameters<Name extends CommandName> = NonNullable<
  Parameters<typeof session.send<Name>>[1]
>;

/** What a command answers. */
export type CommandResult<Name extends CommandName> = Awaited<ReturnType<typeof session.send<Name>>>;

/** The events of the Chrome DevTools Protocol that the shell listens to. */
export type EventName =
  | 'Fetch.requestPaused'
  | 'Page.domContentEventFired'
  | 'Page.frameAttached'
  | 'Page.frameDetached'
  | 'Page.frameNavigated'
  | 'Page.javascriptDialogOpening'
  | 'Page.lifecycleEvent'
  | 'Page.loadEventFired'
  | 'Page.navigatedWithinDocument'
  | 'Page.windowOpen'
  | 'Runtime.bindingCalled'
  | 'Runtime.consoleAPICalled'
  | 'Runtime.exceptionThrown'
  | 'Runtime.executionContextCreated'
  | 'Runtime.executionContextDestroyed'
  | 'Runtime.executionContextsCleared'
  | 'Security.certificateError'
  | 'Target.attachedToTarget'
  | 'Target.detachedFromTarget'
  | 'Target.targetCrashed';

/** What an event carries. */
export type EventPayload<Name extends EventName> = Parameters<Parameters<typeof session.on<Name>>[1]>[0];
