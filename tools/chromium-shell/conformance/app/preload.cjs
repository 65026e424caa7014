const { contextBridge, ipcRenderer } = require('electron');

function messageOf(run) {
  try {
    run();
    return 'nothing was thrown';
  } catch (error) {
    return error.message;
  }
}

contextBridge.exposeInMainWorld('api', {
  platform: process.platform,
  electron: process.versions.electron,
  args: process.argv.filter((argument) => argument.startsWith('--conformance')),
  sum: (a, b) => a + b,
  twice: (run, value) => run(run(value)),
  later: async (value) => value,
  probe: () => [1, 2, 3].map((n) => `p${n}`),
  echo: (value) => ipcRenderer.invoke('echo', value),
  fail: () => ipcRenderer.invoke('fail'),
  missing: () => ipcRenderer.invoke('missing'),
  answerWithFunction: () => ipcRenderer.invoke('answer-with-function'),
  sendFunction: () => ipcRenderer.invoke('echo', () => 1),
  who: () => ipcRenderer.invoke('who'),
  setName: (name) => ipcRenderer.invoke('set-name', name),
  settings: () => ipcRenderer.invoke('settings'),
  hello: (name) => ipcRenderer.send('hello', name),
  onGreeting: (heard) => {
    const listener = (_event, greeting) => heard(greeting);
    ipcRenderer.on('greeting', listener);
    return () => ipcRenderer.off('greeting', listener);
  },
  onPower: (heard) => ipcRenderer.on('power', (_event, state) => heard(state)),
  refusals: () => [
    messageOf(() => ipcRenderer.sendSync('echo', 1)),
    messageOf(() => require('electron').webFrame.setZoomFactor(2)),
    messageOf(() => require('node:fs')),
    messageOf(() => contextBridge.exposeInMainWorld('api', {})),
  ],
});
