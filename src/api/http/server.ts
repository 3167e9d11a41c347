import { createServer, STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Express } from 'express';
import type { ProblemCode } from '../../contract/problems';
import { plainProblem } from '../../web/plain-problem';

/** Node's HTTP server around the app; it also answers with problems what never becomes a request. */
export function serverOf(app: Express): Server {
  const server = createServer(app);
  const answers = new WeakMap<object, ServerResponse>();
  server.on('request', ({ socket }, response) => answers.set(socket, response));
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    const { status, head, body } = plainProblem(
      'expectation-failed',
      'What the header Expect asks for is not done here.',
    );
    response.writeHead(status, head).end(body);
  });
  server.on('clientError', (fault: NodeJS.ErrnoException, socket: Socket) => {
    const answer = answers.get(socket);
    // An answer that has begun cannot be withdrawn, and anything written now would be taken for a part of it.
    const isAnswering = answer?.headersSent === true && !answer.writableFinished;
    if (!socket.writable || isAnswering) socket.destroy();
    else socket.end(written(codeOf(fault)));
  });
  return server;
}

function codeOf({ code }: NodeJS.ErrnoException): ProblemCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'too-slow' : 'bad-request';
}

function written(code: ProblemCode): string {
  const { status, head, body } = plainProblem(code, 'This is no request that can be read.');
  const headers = Object.entries({ ...head, Connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join('')}\r\n${body}`;
}
