require('electron').contextBridge.exposeInMainWorld('other', { name: 'the other preload' });
