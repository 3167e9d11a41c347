import { keyNamed, linkHash, linkTokenOf, type LinkKeys } from '../../primitives/link-token';
import type { Register } from '../../register';
import type { Batch } from '../delivery/deliver';
import type { DeliveryId } from '../../domain/primitives/parties';

type NoticeRef = Pick<Batch, 'incident' | 'notice'>;

/** The links by which recipients answer a notice. */
export interface NoticeLinks {
  /** Makes those of all deliveries that are planned. Idempotent. */
  issue(notice: NoticeRef): Promise<void>;
  /** The address for each delivery: the same in every copy, as long as the ring has the key that it was made with. */
  of(notice: NoticeRef): Promise<(delivery: DeliveryId) => string>;
}

export function createNoticeLinks(
  { answers }: Pick<Register, 'answers'>,
  keys: LinkKeys,
  publicUrl: string,
): NoticeLinks {
  const issue = (notice: NoticeRef, name: string) => {
    const key = keyNamed(keys, name);
    return answers.issue(notice, name, (delivery) => linkHash(linkTokenOf(key, delivery)));
  };
  const nameFor = async (notice: NoticeRef) => {
    const known = await answers.linkKey(notice);
    return known !== undefined && keys.keys.has(known) ? known : undefined;
  };
  return {
    issue: async (notice) => issue(notice, (await nameFor(notice)) ?? keys.current),
    of: async (notice) => {
      const known = await nameFor(notice);
      if (known === undefined) await issue(notice, keys.current);
      const key = keyNamed(keys, known ?? keys.current);
      return (delivery) => `${publicUrl}/n/${linkTokenOf(key, delivery)}`;
    },
  };
}
