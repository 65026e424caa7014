// What require('electron') gives: the object that serveElectron has been given before any code of the app ran.
module.exports = globalThis.chromiumShellElectron;
