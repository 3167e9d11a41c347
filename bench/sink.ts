import { SMTPServer } from 'smtp-server';

/** Takes every mail and keeps none: `sink.ts PORT`. */
new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData: (stream, _session, done) => {
    stream.on('end', () => done());
    stream.resume();
  },
}).listen(Number(process.argv[2]), '127.0.0.1');
