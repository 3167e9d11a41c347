import type { RequestHandler, Request } from 'express';
import { together } from '../../primitives/slices';
import { Problem } from './problem';

/** For bodies of tens of megabytes, as bytes. They come as they are, uncompressed. */
export function longBody(limitBytes: number, types: string[]): RequestHandler {
  return async (request, _response, next) => {
    if (request.is(types)) request.body = await readLong(request, limitBytes);
    next();
  };
}

/** @throws Problem too-large, wrong-media-type */
export async function readLong(request: Request, limitBytes: number): Promise<Buffer> {
  if ((request.get('content-encoding') ?? 'identity') !== 'identity')
    throw new Problem('wrong-media-type', 'So long a body is read as it is: send it without a Content-Encoding.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Whoever still sends is heard out: else the refusal would not reach them.
    if (size > limitBytes) request.resume();
    if (size > limitBytes) throw tooLarge(limitBytes);
    chunks.push(chunk);
  }
  return await together(chunks);
}

function tooLarge(limitBytes: number): Problem {
  return new Problem('too-large', `The body is larger than the ${limitBytes} bytes that this route takes.`, {
    errors: [{ pointer: '', detail: 'is larger than this route takes' }],
  });
}
