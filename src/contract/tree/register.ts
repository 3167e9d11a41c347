import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, operation } from '../openapi-parts';

const size = (description: string) =>
  z
    .string()
    .regex(/^(?:0|[1-9]\d{0,14})$/, 'must be a whole number')
    .transform(Number)
    .meta({ description, type: 'integer' });

export const leavesQuery = z.strictObject({
  subject: z.string().min(1).max(100).optional().meta({ description: 'Of one incident, or of the `administration`.' }),
  after: size('A position: what follows it.').optional(),
  limit: size('How many, 1,000 at most.').pipe(z.number().min(1).max(1_000)).prefault('100'),
});

export const proofQuery = z.strictObject({ from: size('The older size.'), to: size('The newer size.') });

export const inclusionQuery = z.strictObject({
  position: size('Of the leaf.'),
  size: size('Of the tree.'),
});

const hash = z.base64().meta({ description: 'SHA-256 in base64.' });
const hex = z.string().regex(/^[\da-f]{64}$/);

const checkpoint = z
  .object({
    size: z.int(),
    note: z.string().meta({ description: 'As it was signed (c2sp.org/tlog-checkpoint).' }),
    verifier: z.string().meta({ description: 'The key that verifies it (c2sp.org/signed-note).' }),
    madeAt: z.iso.datetime(),
  })
  .meta({ id: 'Checkpoint' });

const leaf = z
  .object({
    position: z.int(),
    subject: z.string().meta({ description: 'The incident, or `administration`.' }),
    sequence: z.int(),
    head: hex.meta({ description: 'The chain’s value of that page.' }),
    leaf: hex.meta({ description: 'The hash of subject, sequence and head, each followed by a line feed (RFC 6962).' }),
  })
  .meta({ id: 'Leaf' });

const leaves = z.object({ items: z.array(leaf), size: z.int().meta({ description: 'Of the whole tree.' }) });
const proof = z.object({ root: hash, hashes: z.array(hash) });
const consistency = proof.extend({ from: z.int(), to: z.int(), olderRoot: hash }).meta({ id: 'ConsistencyProof' });
const inclusion = proof.extend({ position: z.int(), size: z.int() }).meta({ id: 'InclusionProof' });

export function registerPaths(): ZodOpenApiPathsObject {
  const get = (summary: string, schema: z.ZodType, query?: z.ZodObject) => ({
    get: operation('register', `${summary} For auditors.`, answers(200, 'As asked.', schema, ['bad-request']), {
      ...(query && { requestParams: { query } }),
    }),
  });
  const last = operation(
    'register',
    'What the register was when it was last signed. For auditors, privacy and operators.',
    answers(200, 'As it was signed.', checkpoint, ['bad-request', 'not-found']),
  );
  return {
    '/api/register/checkpoint': { get: last },
    '/api/register/pages': get('The leaves of the tree over all pages, in their order.', leaves, leavesQuery),
    '/api/register/proof': get('That the tree of one size begins with that of another.', consistency, proofQuery),
    '/api/register/inclusion': get('That a leaf is in the tree of a size.', inclusion, inclusionQuery),
  };
}
