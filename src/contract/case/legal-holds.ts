import { z } from 'zod';
import { incidentId, personId, storedInstant, text } from '../words';

export const legalHoldBody = z
  .strictObject({
    reason: text('Why it must be kept, or need not be any longer: a claim, an authority’s request.', 'Claim 2026/17'),
  })
  .meta({ id: 'LegalHoldChange' });

export const legalHold = z
  .object({
    incident: incidentId('The incident that it keeps.'),
    reason: z.string(),
    placedBy: personId('Who placed it.'),
    placedAt: storedInstant('When it was placed.'),
    liftedBy: personId('Who lifted it.').optional(),
    liftedAt: storedInstant('When it was lifted; absent while it is in force.').optional(),
    liftingReason: z.string().optional(),
  })
  .meta({ id: 'LegalHold' });

export const legalHolds = z.object({ items: z.array(legalHold) }).meta({ id: 'LegalHolds' });
