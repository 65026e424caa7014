// A utility process: answers what it is asked, and ends as it is told.
const port = process.parentPort;

port.on('message', ({ data }) => {
  switch (data.ask) {
    case 'echo':
      port.postMessage(data.value);
      break;
    case 'who':
      port.postMessage({
        type: process.type,
        args: process.argv.slice(2),
        mode: process.env.MODE,
        pid: process.pid,
      });
      break;
    case 'write':
      process.stdout.write('to stdout\n');
      process.stderr.write('to stderr\n');
      break;
    case 'exit':
      process.exit(data.code);
  }
});
