import { contextBridge, ipcRenderer } from 'electron';
import { channelNames } from '../../contract/bridge/channel-names.ts';
import type { PhoneBridge } from '../../contract/bridge/channels.ts';
import type { PhoneCommand } from '../../contract/softphone/messages.ts';

/** All that the phone window can reach of main. */
const bridge: PhoneBridge = {
  onCommand(listener) {
    const pushed = (_event: unknown, command: PhoneCommand): void => listener(command);
    ipcRenderer.on(channelNames.phoneCommand, pushed);
    return () => ipcRenderer.off(channelNames.phoneCommand, pushed);
  },
  log: (line) => ipcRenderer.invoke(channelNames.phoneLog, line),
  report: (event) => ipcRenderer.invoke(channelNames.phoneEvent, event),
};

contextBridge.exposeInMainWorld('switchhookPhone', bridge);
