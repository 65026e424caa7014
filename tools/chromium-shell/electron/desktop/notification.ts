import type { Notification, NotificationConstructorOptions } from 'electron';
import { ElectronEmitter, PreventableEvent } from '../../core/emitter.ts';
import { host } from '../../core/host.ts';
import { asElectron, type PartOf, refuseMissing } from '../../core/missing.ts';

/** Electron's `Notification`. Nothing is drawn: a test finds it in `chromiumShell.notifications` and emits `click`. */
export class ShellNotification extends ElectronEmitter implements PartOf<Notification, ShellNotification> {
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  urgency: Notification['urgency'];
  timeoutType: Notification['timeoutType'];
  actions: Notification['actions'];

  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.urgency = options.urgency ?? 'normal';
    this.timeoutType = options.timeoutType ?? 'default';
    this.actions = options.actions ?? [];
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    host.control.note({ kind: 'notification-shown', title: this.title, body: this.body });
    host.control.notifications.push(asElectron<Notification>(this));
    setImmediate(() => this.emit('show', new PreventableEvent()));
  }

  close(): void {
    setImmediate(() => this.emit('close', new PreventableEvent()));
  }
}

refuseMissing('Notification', ShellNotification.prototype);
refuseMissing('static Notification', ShellNotification, 'Notification');
